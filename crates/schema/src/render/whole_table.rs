//! Statements about whole tables, as a rebuild needs them.

use crate::Name;

/// `DROP TABLE name`.
pub fn drop_table(table: &Name) -> String {
    format!("DROP TABLE {}", table.quoted())
}

/// `DROP TABLE IF EXISTS name`.
pub fn drop_table_if_exists(table: &Name) -> String {
    format!("DROP TABLE IF EXISTS {}", table.quoted())
}

/// Copies `columns` of all rows of one table into another, where each row also gets the values of `filled`, a column and
/// an expression each.
pub fn copy_rows(from: &Name, to: &Name, columns: &[&Name], filled: &[(&Name, String)]) -> String {
    let copied: Vec<String> = columns.iter().map(|name| name.quoted()).collect();
    let list = |more: Vec<String>| copied.iter().cloned().chain(more).collect::<Vec<_>>().join(", ");
    let into = list(filled.iter().map(|(name, _)| name.quoted()).collect());
    let values = list(filled.iter().map(|(_, value)| value.clone()).collect());
    format!("INSERT INTO {} ({into}) SELECT {values} FROM {}", to.quoted(), from.quoted())
}

/// Puts `new` in the place of `table`, which is named `old` from then on; both at one moment.
pub fn swap_tables(table: &Name, new: &Name, old: &Name) -> String {
    let (table, new, old) = (table.quoted(), new.quoted(), old.quoted());
    format!("RENAME TABLE {table} TO {old}, {new} TO {table}")
}

/// Drops foreign keys of a table, by their names.
pub fn drop_foreign_keys(table: &Name, keys: &[&Name]) -> String {
    let clauses: Vec<String> = keys.iter().map(|key| format!("DROP FOREIGN KEY {}", key.quoted())).collect();
    super::alter::alter_table(table, &clauses)
}
