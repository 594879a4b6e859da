//! A table's definition of any bytes, as any server might print it: whatever is read is written and compared as well.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shadowtable_schema::normalize::Surroundings;
use shadowtable_schema::{Dialect, Flavor, Name, apply, diff, parse, read, render};

/// The first byte of an input is a digit that says whose text it is; scripts/fuzz-parser writes the seeds so.
const DIALECTS: [Dialect; 5] = [
    Dialect::new(Flavor::MariaDb, 11, 8, 0),
    Dialect::new(Flavor::MySql, 5, 6, 0),
    Dialect::new(Flavor::MySql, 9, 7, 0),
    Dialect::new(Flavor::OceanBase, 4, 3, 5),
    Dialect::new(Flavor::TiDb, 8, 5, 0),
];

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let dialect = DIALECTS[usize::from(first.wrapping_sub(b'0')) % DIALECTS.len()];
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let Ok(table) = read(text, dialect) else {
        // What can't be kept may still be parsed, in a dump for instance.
        let _ = parse::parse(text, dialect);
        return;
    };
    let database = Name::new("shop");
    let surroundings = Surroundings { dialect, database: &database };
    // Two that are the same to the letter are not looked at any closer.
    let mut twin = table.clone();
    twin.options.pop();
    let changes = diff(&table, &twin, surroundings);
    let _ = apply(&table, &changes);
    let _ = render::create_table(&table, dialect);
});
