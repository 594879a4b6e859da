//! Random changes of a database, such as people make to their tables between two synchronizations.

mod check;
mod column;
mod foreign_key;
mod index;
mod partition;
mod table;
mod table_option;

use super::database::Database;
use super::features::Features;
use super::repair;
use super::rng::Rng;
use super::table::Table;

/// One kind of change to one table. It may do nothing; `next` numbers new names.
type Change = fn(&mut Table, &mut u32, &mut Rng, &Features);

/// All kinds of change to one table; those that are listed often happen often.
const CHANGES: &[Change] = &[
    column::add,
    column::add,
    column::add,
    column::drop,
    column::drop,
    column::shift,
    column::shift,
    column::convert,
    column::convert,
    column::convert,
    column::replace,
    column::rename,
    column::nullability,
    column::nullability,
    column::default,
    column::default,
    column::comment,
    column::collation,
    column::sign,
    column::count,
    column::generated,
    column::generated,
    column::visibility,
    column::attributes,
    index::add,
    index::add,
    index::add,
    index::drop,
    index::drop,
    index::parts,
    index::parts,
    index::parts,
    index::kind,
    index::options,
    index::options,
    index::rename,
    index::primary,
    check::add,
    check::drop,
    check::modify,
    check::enforce,
    partition::add,
    partition::drop,
    partition::split,
    partition::merge,
    partition::count,
    partition::method,
    partition::method,
    partition::subpartitions,
    partition::values,
    partition::names,
    table_option::vendor,
    table_option::vendor,
    table_option::vendor,
    table_option::comment,
    table_option::collation,
    table_option::engine,
    table_option::versioning,
];

/// Changes the database in three to eight ways; what the server would refuse is repaired away.
pub fn step(database: &Database, rng: &mut Rng, features: &Features) -> Database {
    let mut changed = database.clone();
    for _ in 0..rng.between(3, 8) {
        // A change that has nothing to change, or is repaired away, is no change.
        for _attempt in 0..10 {
            let before = changed.clone();
            one(&mut changed, database, rng, features);
            repair::database(&mut changed, features);
            if changed.tables != before.tables {
                break;
            }
        }
    }
    changed
}

/// One change; `before` is what the shadows still look like.
fn one(database: &mut Database, before: &Database, rng: &mut Rng, features: &Features) {
    match rng.below(20) {
        0 => table::add(database, rng, features),
        1 => table::drop(database, before, rng),
        2 | 3 => foreign_key::change(database, rng, features),
        _ => {
            let Database { tables, last_number } = database;
            let at = rng.below(tables.len());
            if let (Some(table), Some(change)) = (tables.get_mut(at), rng.pick(CHANGES)) {
                change(table, last_number, rng, features);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Kind;

    #[test]
    fn a_step_changes_something_and_is_reproducible() {
        for server in Kind::ALL {
            let features = Features::of(server);
            for seed in 0..100 {
                let mut rng = Rng::new(seed);
                let database = Database::random(&mut rng, &features);
                let changed = step(&database, &mut rng.clone(), &features);
                assert_eq!(changed, step(&database, &mut rng, &features));
                assert_ne!(changed.tables, database.tables, "{server} {seed}");
            }
        }
    }
}
