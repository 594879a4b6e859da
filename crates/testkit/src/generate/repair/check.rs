//! What a CHECK may not look at.

use super::super::features::Features;
use super::super::table::Table;

/// A longer name leaves no room for the names that servers make of it.
pub(super) const LONG_NAME: usize = 45;

pub(super) fn repair(table: &mut Table, features: &Features) {
    let written: Vec<String> =
        table.foreign_keys.iter().filter(|key| key.writes()).flat_map(|key| key.columns.clone()).collect();
    let columns = table.columns.clone();
    table.checks.retain(|check| {
        features.checks
            && check.expression.is_over(&columns)
            && !check.expression.columns.iter().any(|column| written.contains(column))
    });
    for column in table.columns.iter_mut().filter(|column| written.contains(&column.name)) {
        column.check = None;
    }
    let prefix = short_name(table);
    let long = table.name.chars().count() > LONG_NAME;
    for (number, check) in table.checks.iter_mut().enumerate() {
        check.enforced |= !features.not_enforced;
        if long && check.name.is_none() {
            check.name = Some(format!("ck_{number}_{prefix}"));
        }
    }
}

/// The start of a long table's name, which has the table's number in it.
pub(super) fn short_name(table: &Table) -> String {
    table.name.chars().take(12).collect()
}
