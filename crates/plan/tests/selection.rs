//! Which tables of a database become pairs, which become conflicts, and which are left out.

#![expect(clippy::unwrap_used, reason = "a rule that cannot be made fails the test")]

use proptest::prelude::*;
use shadowtable_plan::selection::{Glob, Range, Registered, Selected};
use shadowtable_plan::{Affix, Entry, EntryKind, Folding, Rule, Selection, select};
use shadowtable_schema::Name;

/// A database in few words: tables, and `v:name`, `s:name`, `t:name` for a view, a sequence and a temporary table.
fn entries(words: &str) -> Vec<Entry> {
    let entry = |word: &str| {
        let (kind, name) = match word.split_once(':') {
            Some(("v", name)) => (EntryKind::View, name),
            Some(("s", name)) => (EntryKind::Sequence, name),
            Some(("t", name)) => (EntryKind::Temporary, name),
            _ => (EntryKind::BaseTable, word),
        };
        Entry { name: Name::new(name), kind }
    };
    words.split_whitespace().map(entry).collect()
}

/// A selection in few words: `all`, names, or patterns, and `!pattern` for what is excluded.
fn selection(words: &str) -> Selection {
    let exclude = words.split_whitespace().filter_map(|word| word.strip_prefix('!')).map(Glob::new).collect();
    let wanted: Vec<&str> = words.split_whitespace().filter(|word| !word.starts_with('!')).collect();
    let range = if wanted == ["all"] {
        Range::All
    } else if wanted.iter().any(|word| word.contains(['*', '?'])) {
        Range::Include(wanted.into_iter().map(Glob::new).collect())
    } else {
        Range::Tables(wanted.into_iter().map(Name::new).collect())
    };
    Selection { range, exclude }
}

fn registered(words: &str, folding: Folding) -> Registered {
    let shadows = words.split_whitespace().filter_map(|word| word.split_once('<'));
    let shadows = shadows.map(|(shadow, source)| (Name::new(shadow), Name::new(source)));
    Registered::new(Some(&"shadowtable_registry".into()), shadows, folding)
}

/// The outcome as lines: `a -> _a`, `a -> _a: code`, `not a source: a: code`.
fn lines(selected: &Selected) -> Vec<String> {
    let Selected { pairs, conflicts, left_out } = selected;
    let pairs = pairs.iter().map(ToString::to_string);
    let conflicts = conflicts.iter().map(|(pair, conflict)| format!("{pair}: {}", conflict.code()));
    let left_out = left_out.iter().map(|(name, why)| format!("not a source: {name}: {}", why.code()));
    pairs.chain(conflicts).chain(left_out).collect()
}

struct Case {
    folding: Folding,
    prefix: &'static str,
    registered: &'static str,
}

const PLAIN: Case = Case { folding: Folding::Exact, prefix: "_", registered: "" };

fn run(case: &Case, database: &str, asked: &str) -> Vec<String> {
    let rule = Rule::new(Affix::Prefix, case.prefix, case.folding).unwrap();
    let registered = registered(case.registered, case.folding);
    match select(&entries(database), &selection(asked), &rule, case.folding, &registered) {
        Ok(selected) => lines(&selected),
        Err(error) => vec![format!("error: {error}")],
    }
}

fn check(case: &Case, database: &str, asked: &str, expected: &[&str]) {
    assert_eq!(run(case, database, asked), expected, "{database} | {asked}");
}

#[test]
fn all_takes_every_table_that_is_nothing_else() {
    check(&PLAIN, "", "all", &[]);
    check(&PLAIN, "b a", "all", &["b -> _b", "a -> _a"]);
    check(
        &PLAIN,
        "a v:w s:n t:x",
        "all",
        &[
            "a -> _a",
            "not a source: w: not-a-table",
            "not a source: n: not-a-table",
            "not a source: x: not-a-table",
        ],
    );
    check(&PLAIN, "a _a", "all", &["a -> _a", "not a source: _a: shadow-name"]);
    check(
        &PLAIN,
        "a _a __a",
        "all",
        &["a -> _a", "not a source: _a: shadow-name", "not a source: __a: shadow-name"],
    );
    check(&PLAIN, "_a", "all", &["_a -> __a"]);
    check(&PLAIN, "v:a _a", "all", &["_a -> __a", "not a source: a: not-a-table"]);
    check(
        &PLAIN,
        "a shadowtable_registry shadowtable_scratch_0123456789abcdef",
        "all",
        &[
            "a -> _a",
            "not a source: shadowtable_registry: registry",
            "not a source: shadowtable_scratch_0123456789abcdef: scratch",
        ],
    );
    check(
        &PLAIN,
        "a b ab",
        "all !*b",
        &["a -> _a", "not a source: b: excluded", "not a source: ab: excluded"],
    );
    check(&PLAIN, "a _a", "all !a", &["not a source: a: excluded", "not a source: _a: shadow-name"]);
}

#[test]
fn a_registered_shadow_is_no_source() {
    let case = Case { registered: "_gone<gone x<y", ..PLAIN };
    check(&case, "a _gone x", "all", &["a -> _a", "not a source: _gone: shadow", "not a source: x: shadow"]);
    check(&case, "a _gone x", "_gone", &["_gone -> __gone: source-is-shadow"]);
}

#[test]
fn named_tables_are_taken_in_the_order_of_the_catalog() {
    check(&PLAIN, "c b a", "a c a", &["c -> _c", "a -> _a"]);
    check(&PLAIN, "orders items", "ordres", &["error: there is no table `ordres`; did you mean `orders`?"]);
    check(&PLAIN, "orders", "customers", &["error: there is no table `customers`"]);
    check(&PLAIN, "v:w", "w", &["error: `w` can't be a source: it is a view"]);
    check(&PLAIN, "a", "A", &["error: there is no table `A`; did you mean `a`?"]);
    check(
        &PLAIN,
        "shadowtable_registry",
        "shadowtable_registry",
        &["error: `shadowtable_registry` can't be a source: it is the registry of shadows"],
    );
    check(&PLAIN, "a b", "a b !b", &["a -> _a", "not a source: b: excluded"]);
    let folds = Case { folding: Folding::LowerCase, prefix: "T_", ..PLAIN };
    check(&folds, "orders t_orders", "Orders ORDERS", &["orders -> t_orders"]);
}

#[test]
fn patterns_take_what_fits_them() {
    check(&PLAIN, "a1 a2 b v:a3", "a*", &["a1 -> _a1", "a2 -> _a2", "not a source: a3: not-a-table"]);
    check(&PLAIN, "a1 _a1 b", "*a1", &["a1 -> _a1", "not a source: _a1: shadow-name"]);
    check(&PLAIN, "a1 b1", "a* c*", &["error: no table fits the pattern c*"]);
}

#[test]
fn conflicts_are_found_from_names_alone() {
    check(&PLAIN, "a v:_a", "all", &["a -> _a: not-a-table", "not a source: _a: not-a-table"]);
    check(&PLAIN, "a s:_a", "a", &["a -> _a: not-a-table"]);
    check(&PLAIN, "a _a", "a _a", &["_a -> __a", "a -> _a: shadow-is-source"]);
    let of_another = Case { registered: "_a<b", ..PLAIN };
    check(&of_another, "a _a b", "a", &["a -> _a: shadow-of-another"]);
    let own = Case { registered: "_a<a", ..PLAIN };
    check(&own, "a _a", "a", &["a -> _a"]);
    let reserved = Case { prefix: "shadowtable_", ..PLAIN };
    check(
        &reserved,
        "registry shadowtable_registry",
        "registry",
        &["registry -> shadowtable_registry: reserved-name"],
    );
    // Two tables whose names differ in case only can't be on a server that ignores it, but a catalog may say so.
    let folds = Case { folding: Folding::IgnoreCase, ..PLAIN };
    check(&folds, "a A", "all", &["a -> _a: shared-shadow", "A -> _A: shared-shadow"]);
    check(&folds, "Orders _ORDERS", "orders", &["Orders -> _ORDERS"]);
    check(&folds, "Orders v:_ORDERS", "orders", &["Orders -> _ORDERS: not-a-table"]);
}

#[test]
fn a_name_has_64_characters_and_no_more() {
    let (fits, long) = ("表".repeat(63), "表".repeat(64));
    assert_eq!(run(&PLAIN, &fits, "all"), [format!("{fits} -> _{fits}")]);
    assert_eq!(run(&PLAIN, &long, "all"), [format!("{long} -> _{long}: name-too-long")]);
}

#[test]
fn every_conflict_has_a_sentence_that_names_both() {
    let rule = Rule::new(Affix::Prefix, "_", Folding::Exact).unwrap();
    let database = entries(&format!("a v:_a {}", "x".repeat(64)));
    let registered = Registered::default();
    let selected = select(&database, &Selection::all(), &rule, Folding::Exact, &registered).unwrap();
    let sentences: Vec<String> =
        selected.conflicts.iter().map(|(pair, conflict)| conflict.sentence(pair)).collect();
    assert_eq!(sentences[0], "there is a view named _a");
    assert!(
        sentences[1].contains("65 characters") && sentences[1].contains("at most 64"),
        "{}",
        sentences[1]
    );
}

proptest! {
    #[test]
    fn same_inputs_give_the_same_and_no_name_is_lost(
        names in proptest::collection::btree_set("_{0,3}[ab]{1,2}", 0..12), all: bool,
    ) {
        let database: Vec<Entry> =
            names.iter().map(|name| Entry { name: Name::new(name), kind: EntryKind::BaseTable }).collect();
        let selection = if all { Selection::all() } else { Selection::tables(names.iter().map(String::as_str)) };
        let rule = Rule::new(Affix::Prefix, "_", Folding::Exact).unwrap();
        let run = || select(&database, &selection, &rule, Folding::Exact, &Registered::default()).unwrap();
        let selected = run();
        prop_assert_eq!(&selected, &run());
        let Selected { pairs, conflicts, left_out } = selected;
        prop_assert_eq!(pairs.len() + conflicts.len() + left_out.len(), names.len());
        for pair in &pairs {
            prop_assert!(!pairs.iter().any(|other| other.source == pair.shadow));
            prop_assert_eq!(pairs.iter().filter(|other| other.shadow == pair.shadow).count(), 1);
        }
    }
}
