//! Laws of the differ, over all pairs of neighbouring fixtures: a diff applied gives what was wanted, and a table does
//! not differ from itself.

#![expect(clippy::unwrap_used, reason = "a fixture that cannot be read fails the test")]

use shadowtable_schema::model::{KeyTarget, Table};
use shadowtable_schema::normalize::{Surroundings, normalize};
use shadowtable_schema::{Dialect, Flavor, Name, apply, diff, read};
use std::path::Path;

const SERVERS: [(&str, Dialect); 4] = [
    ("mariadb-10.11", Dialect::new(Flavor::MariaDb, 10, 11, 0)),
    ("mysql-5.6", Dialect::new(Flavor::MySql, 5, 6, 0)),
    ("mysql-9.7", Dialect::new(Flavor::MySql, 9, 7, 0)),
    ("oceanbase-4.3.5", Dialect::new(Flavor::OceanBase, 4, 3, 5)),
];

fn tables(server: &str, dialect: Dialect) -> Vec<Table> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(server).join("tables.sql");
    let text = std::fs::read_to_string(path).unwrap();
    text.trim_end_matches('\n').split("\n-- ----\n").map(|text| read(text, dialect).unwrap()).collect()
}

/// The table with everything in an order that has no meaning put into one order.
fn settled(table: &Table, surroundings: Surroundings<'_>) -> Table {
    let mut table = normalize(table.clone(), surroundings);
    table.name = Name::default();
    // No shadow is made of a temporary table.
    table.modifier = None;
    table.indexes.sort_by(|left, right| left.name.cmp(&right.name).then(left.kind.cmp(&right.kind)));
    for part in table.indexes.iter_mut().flat_map(|index| &mut index.parts) {
        // A key keeps the case in which its column was written.
        if let KeyTarget::Column(name) = &mut part.target {
            *name = name.folded();
        }
    }
    table.foreign_keys.sort_by_key(|key| format!("{key:?}"));
    table.checks.iter_mut().for_each(|check| check.name = None);
    table.checks.sort_by_key(|check| format!("{check:?}"));
    table.foreign_keys.iter_mut().for_each(|key| key.name = None);
    table.options.sort_by(|left, right| left.name.cmp(&right.name));
    table.options.iter_mut().for_each(|option| option.equals = true);
    table
}

#[test]
fn a_diff_applied_gives_what_was_wanted() {
    let database = Name::from("probe_db");
    let mut changed = 0;
    for (server, dialect) in SERVERS {
        let surroundings = Surroundings { dialect, database: &database };
        let tables = tables(server, dialect);
        for (at, from) in tables.iter().enumerate() {
            for to in tables.iter().skip(at + 1).take(12) {
                for (from, to) in [(from, to), (to, from)] {
                    let changes = diff(from, to, surroundings);
                    let result = apply(from, &changes);
                    let again = diff(&result, to, surroundings);
                    assert_eq!(again, [], "{server}: {} to {} by {changes:#?}", from.name, to.name);
                    assert_eq!(settled(&result, surroundings), settled(to, surroundings), "{changes:#?}");
                    changed += usize::from(!changes.is_empty());
                }
            }
        }
    }
    assert!(changed > 5_000, "only {changed} pairs differ");
}

#[test]
fn a_table_does_not_differ_from_itself() {
    let database = Name::from("probe_db");
    for (server, dialect) in SERVERS {
        for table in tables(server, dialect) {
            let mut twin = table.clone();
            twin.options.retain(|option| option.name.as_str() != "AUTO_INCREMENT");
            assert_eq!(diff(&table, &twin, Surroundings { dialect, database: &database }), []);
        }
    }
}
