//! What came compared with what a case says. Each function returns what is otherwise, in words.

use std::collections::BTreeSet;

use super::contents::Contents;
use super::document::{Document, Pair};
use super::expect::{Expectation, ExpectedHazards, ExpectedPair};
use super::failure::diff;

/// The registry of shadows, which a sync writes.
const REGISTRY: &str = "shadowtable_registry";

/// The plan's pairs, and what it leaves out.
pub fn plan(expect: &Expectation, document: &Document) -> Vec<String> {
    let mut problems = Vec::new();
    let find = |source: &str, shadow: &str| {
        document.pairs.iter().find(|pair| pair.source == source && pair.shadow == shadow)
    };
    for expected in &expect.pairs {
        match find(&expected.source, &expected.shadow) {
            Some(pair) => problems.extend(pair_problems(expected, pair)),
            None => problems.push(format!("{} is not planned", expected.title())),
        }
    }
    for pair in &document.pairs {
        if !expect.pairs.iter().any(|one| one.source == pair.source && one.shadow == pair.shadow) {
            problems.push(format!(
                "{}: {} is planned, and the case does not name it",
                pair.title(),
                pair.verdict
            ));
        }
    }
    problems.extend(expect.not_sources.iter().filter_map(|name| not_source(name, document)));
    problems
}

fn not_source(name: &str, document: &Document) -> Option<String> {
    if document.pairs.iter().any(|pair| pair.source == name) {
        return Some(format!("{name} is taken for a source"));
    }
    let is_told = document.left_out.iter().any(|left| left.name == name && !left.reason.is_empty());
    (!is_told).then(|| format!("nothing says why {name} is not a source"))
}

fn pair_problems(expected: &ExpectedPair, pair: &Pair) -> Vec<String> {
    let mut problems = Vec::new();
    if pair.verdict != expected.verdict {
        problems.push(format!(
            "{}: expected {}, found {}: {}",
            pair.title(),
            expected.verdict,
            pair.verdict,
            pair.reason()
        ));
    }
    let found: BTreeSet<&str> = pair.hazards.iter().map(|hazard| hazard.code.as_str()).collect();
    let is_as_expected = match &expected.hazards {
        None => true,
        Some(ExpectedHazards::Exactly(codes)) => found == codes.iter().map(String::as_str).collect(),
        Some(ExpectedHazards::Include(codes)) => codes.iter().all(|code| found.contains(code.as_str())),
    };
    if let (false, Some(hazards)) = (is_as_expected, &expected.hazards) {
        problems.push(format!("{}: expected {hazards}, found {}", pair.title(), codes(found)));
    }
    let lines: Vec<String> =
        pair.hazards.iter().map(|one| format!("{} {}: {}", one.severity, one.code, one.sentence)).collect();
    for words in expected.says.iter().filter(|words| !lines.iter().any(|line| line.contains(*words))) {
        problems.push(format!("{}: no hazard says {words:?}; there is {lines:?}", pair.title()));
    }
    let reason = pair.reason().to_lowercase();
    for words in expected.reasons.iter().filter(|words| !reason.contains(&words.to_lowercase())) {
        problems.push(format!("{}: no reason says {words:?}; there is {:?}", pair.title(), pair.reason()));
    }
    problems
}

fn codes<'a>(codes: impl IntoIterator<Item = &'a str>) -> String {
    let codes: Vec<&str> = codes.into_iter().collect();
    if codes.is_empty() { "none".to_owned() } else { codes.join(" ") }
}

/// A plan after the sync: what was done is consistent now, and everything else is as it was.
pub fn again(first: &Document, done: &BTreeSet<String>, second: &Document) -> Vec<String> {
    let mut problems = Vec::new();
    for pair in &first.pairs {
        let verdict = if done.contains(&pair.shadow) { "Consistent" } else { &pair.verdict };
        match second.pairs.iter().find(|one| one.shadow == pair.shadow) {
            None => problems.push(format!("{} is not planned again", pair.title())),
            Some(one)
                if one.verdict != verdict || (verdict == "Consistent" && !one.statements.is_empty()) =>
            {
                problems.push(format!("expected {verdict}, found {}", one.describe()));
            }
            Some(_) => {}
        }
    }
    problems
}

/// Tables that are not what they were, except those in `done`.
pub fn untouched(before: &Contents, after: &Contents, done: &BTreeSet<String>) -> Vec<String> {
    let names: BTreeSet<&String> = before.0.keys().chain(after.0.keys()).collect();
    let names = names.into_iter().filter(|name| *name != REGISTRY && !done.contains(*name));
    let changed = names.filter(|name| before.0.get(*name) != after.0.get(*name));
    changed.map(|name| format!("{name}\n{}", diff(&before.describe(name), &after.describe(name)))).collect()
}

impl ExpectedPair {
    fn title(&self) -> String {
        format!("{} -> {}", self.source, self.shadow)
    }
}

impl std::fmt::Display for ExpectedHazards {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exactly(expected) => write!(f, "hazards {}", codes(expected.iter().map(String::as_str))),
            Self::Include(expected) => write!(f, "at least hazards {}", expected.join(" ")),
        }
    }
}
