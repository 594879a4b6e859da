//! A text column that names no character set has its table's: the same text means another charset in another table.

use super::Surroundings;
use crate::model::{Column, ColumnClause, Table};
use crate::{Name, charset};

/// Writes out the character set and collation of every text column and of the table itself.
pub fn rule(table: &mut Table, _: Surroundings<'_>) {
    let own = table.charset().map(charset::canonical);
    let collation =
        table.collation().map(charset::canonical).or_else(|| own.as_deref().map(charset::default_collation));
    for column in &mut table.columns {
        if column.data_type.has_charset() {
            write_out(column, own.as_deref(), collation.as_deref());
        }
    }
    table.options.retain(|option| !matches!(option.name.as_str(), "COLLATE" | "CHARSET"));
    for option in &mut table.options {
        if option.name.as_str() == "DEFAULT CHARSET" {
            option.value =
                format!("{} {}", option.value, collation.as_deref().unwrap_or_default()).as_str().into();
        }
    }
}

fn write_out(column: &mut Column, table_charset: Option<&str>, table_collation: Option<&str>) {
    let collation = column.collation().map(|name| charset::canonical(name.as_str()));
    let own = column.charset().map(|name| charset::canonical(name.as_str()));
    let effective_charset = own
        .clone()
        .or_else(|| collation.as_deref().map(|name| charset::of_collation(name).to_owned()))
        .or_else(|| table_charset.map(str::to_owned));
    let effective_collation = collation
        .or_else(|| own.as_deref().map(charset::default_collation))
        .or_else(|| table_collation.map(str::to_owned));
    column
        .clauses
        .retain(|clause| !matches!(clause, ColumnClause::CharacterSet(_) | ColumnClause::Collate(_)));
    if let Some(collation) = effective_collation {
        column.clauses.insert(0, ColumnClause::Collate(Name::from(collation)));
    }
    if let Some(charset) = effective_charset {
        column.clauses.insert(0, ColumnClause::CharacterSet(Name::from(charset)));
    }
}
