//! Tables that come and go.

use super::super::database::Database;
use super::super::features::Features;
use super::super::rng::Rng;
use super::super::table::Table;

/// A new table.
pub(super) fn add(database: &mut Database, rng: &mut Rng, features: &Features) {
    if database.tables.len() < 5 {
        let table = Table::random(&mut database.last_number, rng, features);
        database.tables.push(table);
    }
}

/// A table goes that no key refers to or from, nor did before. Its shadow stays behind; with a key it would be in the way
/// of the parent's shadow, which is a conflict for good reason.
pub(super) fn drop(database: &mut Database, before: &Database, rng: &mut Rng) {
    let at = rng.below(database.tables.len());
    let Some(name) = database.tables.get(at).map(|table| table.name.clone()) else { return };
    let referred = database.tables.iter().chain(&before.tables).any(|table| {
        !table.foreign_keys.is_empty()
            && (table.name == name || table.foreign_keys.iter().any(|key| key.parent == name))
    });
    if database.tables.len() > 1 && !referred {
        database.tables.remove(at);
    }
}
