//! Makes a generated or changed database one that the server accepts, by taking away what it would refuse.
//!
//! Generation, mutation and shrinking may do anything; afterwards they come here. A repair knows no chance: the same
//! database always becomes the same one, and a repaired database stays as it is.

mod check;
mod column;
mod foreign_key;
mod index;
mod partition;
mod table_option;

use super::database::Database;
use super::features::Features;
use super::table::Table;

/// After so many rounds, things that still contradict each other are removed instead of adapted.
const PATIENCE: usize = 8;

/// Repairs all tables until nothing is left to repair.
pub fn database(database: &mut Database, features: &Features) {
    for round in 0..PATIENCE * 3 {
        let before = database.clone();
        for table in &mut database.tables {
            self::table(table, features);
        }
        foreign_key::repair(database, features, round >= PATIENCE);
        for table in &mut database.tables {
            check::repair(table, features);
        }
        if *database == before {
            return;
        }
    }
    for table in &mut database.tables {
        table.foreign_keys.clear();
        table.partitioning = None;
        self::table(table, features);
    }
}

fn table(table: &mut Table, features: &Features) {
    table_option::repair(table, features);
    column::repair(table, features);
    index::repair(table, features);
    partition::repair(table, features);
    index::repair_auto_increment(table);
}
