//! `AUTO_INCREMENT=n` (and TiDB's `AUTO_RANDOM_BASE=n`) is where a table's numbering has come to, not how the table is made.

use super::Surroundings;
use crate::model::{Table, TableOption};

/// Whether an option is such a number.
pub fn is_count(option: &TableOption) -> bool {
    matches!(option.name.as_str(), "AUTO_INCREMENT" | "AUTO_RANDOM_BASE")
}

pub fn rule(table: &mut Table, _: Surroundings<'_>) {
    table.options.retain(|option| !is_count(option));
}
