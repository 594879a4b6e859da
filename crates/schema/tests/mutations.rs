//! Broken definitions: no text makes the reader panic, and its work grows with the length of the text.

#![expect(clippy::unwrap_used, reason = "a fixture that cannot be read fails the test")]

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use shadowtable_schema::normalize::Surroundings;
use shadowtable_schema::{Dialect, Flavor, Name, apply, diff, parse, read, render};
use std::path::Path;
use std::time::Duration;

const SERVERS: [(&str, Dialect); 5] = [
    ("mariadb-11.8/tables", Dialect::new(Flavor::MariaDb, 11, 8, 0)),
    ("mysql-5.6/tables", Dialect::new(Flavor::MySql, 5, 6, 0)),
    ("mysql-9.7/tables", Dialect::new(Flavor::MySql, 9, 7, 0)),
    ("oceanbase-4.3.5/tables", Dialect::new(Flavor::OceanBase, 4, 3, 5)),
    ("recorded/tidb", Dialect::new(Flavor::TiDb, 8, 5, 0)),
];

/// Pieces that open, close or escape something.
const SPLICES: [&str; 24] = [
    "`",
    "'",
    "\"",
    "\\",
    "''",
    "(",
    ")",
    "/*",
    "*/",
    "/*!80023 ",
    "/*T![",
    "-- ",
    "#",
    ",",
    "=",
    "é",
    "\0",
    " DEFAULT ",
    " COMMENT ",
    " PARTITION BY ",
    " VALUES IN ",
    " GENERATED ALWAYS AS ",
    " enum(",
    "0x",
];

fn texts() -> Vec<(String, Dialect)> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let mut texts = Vec::new();
    for (server, dialect) in SERVERS {
        let all = std::fs::read_to_string(fixtures.join(format!("{server}.sql"))).unwrap();
        texts.extend(all.split("\n-- ----\n").map(|text| (text.to_owned(), dialect)));
    }
    texts
}

/// Everything that is done with a definition.
fn work(text: &str, dialect: Dialect) {
    let _ = parse::parse(text, dialect);
    let Ok(table) = read(text, dialect) else { return };
    let database = Name::new("shop");
    // Two that are the same to the letter are not looked at any closer.
    let mut twin = table.clone();
    twin.options.pop();
    let changes = diff(&table, &twin, Surroundings { dialect, database: &database });
    let _ = apply(&table, &changes);
    let _ = render::create_table(&table, dialect);
}

#[derive(Clone, Debug)]
enum Mutation {
    Flip(Index, u8),
    Truncate(Index),
    Remove(Index, usize),
    Insert(Index, &'static str),
    Repeat(Index, usize, usize),
    Splice(Index, Index, usize),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Mutation::Flip(at, byte)),
        any::<Index>().prop_map(Mutation::Truncate),
        (any::<Index>(), 1..40_usize).prop_map(|(at, length)| Mutation::Remove(at, length)),
        (any::<Index>(), select(&SPLICES[..])).prop_map(|(at, piece)| Mutation::Insert(at, piece)),
        (any::<Index>(), 1..30_usize, 2..200_usize)
            .prop_map(|(at, length, times)| Mutation::Repeat(at, length, times)),
        (any::<Index>(), any::<Index>(), 1..60_usize)
            .prop_map(|(at, from, length)| Mutation::Splice(at, from, length)),
    ]
}

fn mutated(text: &str, mutations: &[Mutation]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for mutation in mutations {
        if bytes.is_empty() {
            break;
        }
        let size = bytes.len();
        match *mutation {
            Mutation::Flip(at, byte) => bytes[at.index(size)] = byte,
            Mutation::Truncate(at) => bytes.truncate(at.index(size)),
            Mutation::Remove(at, length) => {
                let at = at.index(size);
                bytes.drain(at..size.min(at + length));
            }
            Mutation::Insert(at, piece) => {
                let at = at.index(size);
                bytes.splice(at..at, piece.bytes());
            }
            Mutation::Repeat(at, length, times) => {
                let at = at.index(size);
                let piece = bytes[at..size.min(at + length)].repeat(times);
                bytes.splice(at..at, piece);
            }
            Mutation::Splice(at, from, length) => {
                let (at, from) = (at.index(size), from.index(size));
                let piece = bytes[from..size.min(from + length)].to_vec();
                bytes.splice(at..at, piece);
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn no_broken_text_panics() {
    let texts = texts();
    assert!(texts.len() > 300, "only {} texts", texts.len());
    // The same numbers in every run: a failure is one for everybody.
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let config = Config { cases: 4_000, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, rng);
    let strategy = (select(texts), prop::collection::vec(mutation(), 1..6));
    runner
        .run(&strategy, |((text, dialect), mutations)| {
            work(&mutated(&text, &mutations), dialect);
            Ok(())
        })
        .unwrap();
}

/// Texts that grow in one place, each `n` times as long as its smallest form.
fn growing(n: usize) -> Vec<(&'static str, String)> {
    let table = |members: &str, tail: &str| format!("CREATE TABLE `t` (\n  `a` int{members}\n){tail}");
    let many = |piece: &str| piece.repeat(n);
    vec![
        ("columns", table(&(0..n).map(|at| format!(",\n  `c{at}` int")).collect::<String>(), "")),
        ("keys", table(&(0..n).map(|at| format!(",\n  KEY `k{at}` (`a`)")).collect::<String>(), "")),
        ("column clauses", table(&many(" NEW_WORD"), "")),
        ("key options", table(&format!(",\n  KEY `k` (`a`){}", many(" NEW_WORD")), "")),
        ("words behind a key part", table(&format!(",\n  KEY `k` (`a`{})", many(" NEW_WORD")), "")),
        (
            "words behind a foreign key",
            table(&format!(",\n  FOREIGN KEY (`a`) REFERENCES `p` (`a`){}", many(" NEW")), ""),
        ),
        ("words behind a constraint", table(&format!(",\n  CONSTRAINT `c` NEW{}", many(" NEW_WORD")), "")),
        ("table options", table("", &many(" NEW_OPTION=1"))),
        ("words behind WITH", table("", &format!(" WITH{}", many(" NEW_WORD")))),
        ("words before TABLE", format!("CREATE{} TABLE `t` (`a` int)", many(" TEMPORARY"))),
        ("parentheses", table(&format!(" DEFAULT {}1{}", many("("), many(")")), "")),
        ("open parentheses", table(&format!(" DEFAULT {}", many("(")), "")),
        ("operators", table(&format!(" DEFAULT 1{}", many("+1")), "")),
        ("quotes", table(&format!(" COMMENT '{}'", many("''")), "")),
        ("open quotes", table(&format!(" COMMENT {}", many("'a' '")), "")),
        ("backslashes", table(&format!(" COMMENT '{}", many("\\\\")), "")),
        ("members", table(&format!(",\n  `e` enum('x'{})", many(",'y'")), "")),
        ("open members", table(&format!(",\n  `e` enum({}", many("'x ")), "")),
        ("comments", table(&many(" /* no */"), "")),
        ("open comments", table(&many(" /*"), "")),
        ("markers", table(&many(" /*!80023 INVISIBLE */"), "")),
        ("open markers", table(&many(" /*!80023"), "")),
        ("open features", table(&many(" /*T![a */"), "")),
        (
            "partitions",
            table(
                "",
                &format!(
                    " PARTITION BY RANGE (`a`) (PARTITION `p` VALUES LESS THAN (0){})",
                    (0..n)
                        .map(|at| format!(",\n PARTITION `p{at}` VALUES LESS THAN ({at})"))
                        .collect::<String>()
                ),
            ),
        ),
        ("nested partitions", table("", &format!(" PARTITION BY LIST (`a`) {}", many("(PARTITION `p` ")))),
        (
            "nested tuples",
            table("", &format!(" PARTITION BY LIST (`a`) (PARTITION `p` VALUES IN {}", many("("))),
        ),
        ("words behind a method", table("", &format!(" PARTITION BY HASH (`a`){}", many(" NEW_WORD")))),
        (
            "values",
            table("", &format!(" PARTITION BY LIST (`a`) (PARTITION `p` VALUES IN (1{}))", many(",'x'"))),
        ),
    ]
}

/// What this thread has used of a processor: a busy machine makes no difference to it.
fn processor_time() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(text.split_whitespace().next().unwrap().parse().unwrap())
}

/// The least of three measurements.
fn cost(text: &str, times: usize, dialect: Dialect) -> Duration {
    let once = || {
        let before = processor_time();
        for _ in 0..times {
            let _ = std::hint::black_box(read(text, dialect));
        }
        processor_time().saturating_sub(before)
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

/// A text costs about as much as eight that are an eighth as long. Work that grows with the square would cost eight times
/// as much.
#[test]
fn work_grows_with_the_length_of_the_text() {
    const SMALL: usize = 1_500;
    for (_, dialect) in [SERVERS[2], SERVERS[3]] {
        for ((what, small), (_, large)) in growing(SMALL).into_iter().zip(growing(8 * SMALL)) {
            let (eight, one) = (cost(&small, 8, dialect), cost(&large, 1, dialect));
            let allowed = eight * 3 + Duration::from_millis(25);
            assert!(one <= allowed, "{dialect}: {what}: eight short ones {eight:?}, one long {one:?}");
        }
    }
}

/// A text of a few bytes must not exhaust the stack, however deep it goes.
#[test]
fn depth_is_no_danger() {
    for (_, dialect) in SERVERS {
        for (_, text) in growing(20_000) {
            let _ = parse::parse(&text, dialect);
        }
    }
}
