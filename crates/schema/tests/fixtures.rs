//! Every table text that a real server printed is read and written back, token for token.

#![expect(clippy::unwrap_used, reason = "a fixture that cannot be read fails the test")]

use shadowtable_schema::{Dialect, Flavor, parse, read, render};
use std::path::{Path, PathBuf};

const SERVERS: [(&str, Dialect); 6] = [
    ("mariadb-10.11", Dialect::new(Flavor::MariaDb, 10, 11, 0)),
    ("mariadb-11.8", Dialect::new(Flavor::MariaDb, 11, 8, 0)),
    ("mysql-5.6", Dialect::new(Flavor::MySql, 5, 6, 0)),
    ("mysql-9.7", Dialect::new(Flavor::MySql, 9, 7, 0)),
    ("oceanbase-4.3.5", Dialect::new(Flavor::OceanBase, 4, 3, 5)),
    ("oceanbase-seekdb-1.4", Dialect::new(Flavor::OceanBase, 4, 4, 0)),
];

const RECORDED: [(&str, Dialect); 3] = [
    ("tidb", Dialect::new(Flavor::TiDb, 8, 5, 0)),
    ("mysql-5.7", Dialect::new(Flavor::MySql, 5, 7, 44)),
    ("mysql-8.0", Dialect::new(Flavor::MySql, 8, 0, 40)),
];

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

fn tables(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    text.trim_end_matches('\n').split("\n-- ----\n").map(str::to_owned).collect()
}

fn files() -> Vec<(PathBuf, Dialect)> {
    let mut files = Vec::new();
    for (server, dialect) in SERVERS {
        for entry in std::fs::read_dir(fixtures().join(server)).unwrap() {
            files.push((entry.unwrap().path(), dialect));
        }
    }
    files.extend(
        RECORDED.map(|(name, dialect)| (fixtures().join("recorded").join(format!("{name}.sql")), dialect)),
    );
    files
}

#[test]
fn every_fixture_is_echoed_token_for_token() {
    let (mut count, mut faults) = (0, Vec::new());
    for (path, dialect) in files() {
        for text in tables(&path) {
            count += 1;
            if let Err(fault) = read(&text, dialect) {
                faults.push(format!("{}: {fault} {fault:?}\n{text}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{} of {count} tables:\n\n{}", faults.len(), faults.join("\n\n"));
    assert!(count > 800, "only {count} tables were found");
}

#[test]
fn what_is_rendered_is_read_as_the_same_table() {
    for (path, dialect) in files() {
        for text in tables(&path) {
            let Ok(table) = parse::parse(&text, dialect) else { continue };
            if dialect.flavor == Flavor::OceanBase {
                // Its executable text has escapes that its own printing lacks.
                continue;
            }
            let again = parse::parse(&render::create_table(&table, dialect), dialect);
            assert_eq!(again.as_ref(), Ok(&table), "{}", path.display());
        }
    }
}
