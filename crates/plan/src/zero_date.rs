//! Zero dates among defaults, which a strict session refuses even when another column is altered.

use shadowtable_schema::literal;
use shadowtable_schema::model::Table;

/// Whether a column's default is a date with a zero month or day. Then CREATE and, on MySQL and MariaDB, every ALTER of
/// the table answers 1067 unless `NO_ZERO_DATE` and `NO_ZERO_IN_DATE` are off.
pub fn has_zero_date_default(table: &Table) -> bool {
    table.columns.iter().any(|column| {
        let temporal = ["date", "datetime", "timestamp"].iter().any(|name| column.data_type.is(name));
        temporal && column.default().is_some_and(|sql| is_zero_date(&literal::unquote(sql.as_str())))
    })
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
