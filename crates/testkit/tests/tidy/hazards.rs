//! Hazard codes are a contract with scripts: each is explained in docs/hazards.md, and nothing else is.

use crate::assert_none;
use crate::tree::text;

#[test]
fn the_hazards_of_the_code_are_those_of_the_documents() {
    let (code, document) = (codes(), documented());
    let mut problems = Vec::new();
    for one in code.iter().filter(|one| !document.contains(one)) {
        problems.push(format!("{one} is not explained in docs/hazards.md"));
    }
    for one in document.iter().filter(|one| !code.contains(one)) {
        problems.push(format!("docs/hazards.md explains {one}, which is no code"));
    }
    if problems.is_empty() && code != document {
        problems.push("docs/hazards.md has another order".to_owned());
    }
    assert_none(&problems, "a refusal names a code, and whoever reads it looks it up in docs/hazards.md");
}

/// The codes, in order: what stands in quotes behind an equals sign in the list of codes.
fn codes() -> Vec<String> {
    let text = text("crates/plan/src/hazard/code.rs");
    let list = text.split("\ncodes! {").nth(1).unwrap().split("\n}").next().unwrap();
    list.lines().filter_map(|line| line.split(" = \"").nth(1)?.split('"').next()).map(str::to_owned).collect()
}

/// The headings `### ``code`` ` of the document.
fn documented() -> Vec<String> {
    let text = text("docs/hazards.md");
    let headings = text.lines().filter_map(|line| line.strip_prefix("### `"));
    headings.filter_map(|line| line.split('`').next()).map(str::to_owned).collect()
}
