//! OceanBase prints a foreign key's parent with its database, even the table's own.

use super::Surroundings;
use crate::model::Table;

pub fn rule(table: &mut Table, surroundings: Surroundings<'_>) {
    for key in &mut table.foreign_keys {
        key.parent.database = key.parent.database.take().filter(|database| database != surroundings.database);
    }
}
