//! Changes of foreign keys.

use super::super::database::Database;
use super::super::features::Features;
use super::super::rng::Rng;

/// A key more, a key less, other actions, or another name.
pub(super) fn change(database: &mut Database, rng: &mut Rng, features: &Features) {
    let with_keys: Vec<usize> = (0..database.tables.len())
        .filter(|at| database.tables.get(*at).is_some_and(|table| !table.foreign_keys.is_empty()))
        .collect();
    let Some(at) = rng.pick(&with_keys).copied().filter(|_| rng.chance(65)) else {
        database.add_foreign_key(rng, features);
        return;
    };
    let Database { tables, last_number } = database;
    let Some(keys) = tables.get_mut(at).map(|table| &mut table.foreign_keys) else { return };
    let which = rng.below(keys.len());
    if rng.chance(40) {
        keys.remove(which);
        return;
    }
    let Some(key) = keys.get_mut(which) else { return };
    match rng.below(3) {
        0 => key.on_delete = rng.maybe(70, |rng| rng.word(features.actions)),
        1 => key.on_update = rng.maybe(70, |rng| rng.word(features.actions)),
        _ => {
            *last_number += 1;
            key.name = Some(format!("fk{last_number}"));
        }
    }
}
