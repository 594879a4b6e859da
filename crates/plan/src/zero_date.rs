//! Zero dates among defaults, which a strict session refuses even when another column is altered.

use shadowtable_schema::model::{Column, Table};
use shadowtable_schema::{Change, literal};

/// Whether a column's default is a date with a zero month or day. Then CREATE and, on MySQL and MariaDB, every ALTER of
/// the table answers 1067 unless `NO_ZERO_DATE` and `NO_ZERO_IN_DATE` are off.
pub fn has_zero_date_default(table: &Table) -> bool {
    table.columns.iter().any(|column| {
        is_temporal(column)
            && column.default().is_some_and(|sql| is_zero_date(&literal::unquote(sql.as_str())))
    })
}

/// Whether a change fills rows with zero dates: a column that refuses NULL and has no default comes over rows, which get
/// the type's implicit default (1292 on MariaDB 10.11 and MySQL 9.7 while zero dates are refused). MySQL 5.6 does so for
/// a moment even when such a column only moves.
pub fn fills_with_zero_dates(change: &Change) -> bool {
    let column = match change {
        Change::AddColumn { column, position: _ } | Change::MoveColumn { column, position: _ } => column,
        Change::ModifyColumn { from, to, position: Some(_) } if from.data_type == to.data_type => to,
        _ => return false,
    };
    is_temporal(column) && column.is_not_null() && column.default().is_none() && column.generated().is_none()
}

fn is_temporal(column: &Column) -> bool {
    ["date", "datetime", "timestamp"].iter().any(|name| column.data_type.is(name))
}

fn is_zero_date(text: &str) -> bool {
    let mut parts = text.split([' ', 'T']).next().unwrap_or("").split('-');
    let (_, month, day) = (parts.next(), parts.next(), parts.next());
    month.is_some_and(|month| month == "00") || day.is_some_and(|day| day == "00")
}

#[cfg(test)]
mod tests {
    use super::is_zero_date;

    #[test]
    fn a_zero_month_or_day_is_a_zero_date() {
        for (text, zero) in [
            ("0000-00-00 00:00:00", true),
            ("2020-00-01", true),
            ("2020-01-00", true),
            ("2020-01-01 00:00:00", false),
            ("CURRENT_TIMESTAMP", false),
        ] {
            assert_eq!(is_zero_date(text), zero, "{text}");
        }
    }
}
