//! The codes of refusals are a contract with clients: those of the engine's services stand in docs/api.md, and nothing else does.

use crate::assert_none;
use crate::tree::{rust, text};
use std::collections::BTreeSet;

#[test]
fn the_codes_of_the_services_are_those_of_the_document() {
    let services: Vec<_> =
        rust().into_iter().filter(|file| file.path.starts_with("crates/engine/src/service/")).collect();
    let code: BTreeSet<String> = services.iter().flat_map(|file| codes(&file.text)).collect();
    let document = documented();
    let mut problems = Vec::new();
    for one in code.difference(&document) {
        problems.push(format!("{one} is not explained in docs/api.md"));
    }
    for one in document.difference(&code) {
        problems.push(format!("docs/api.md explains {one}, which no service says"));
    }
    assert!(code.len() > 10, "the services are found: {code:?}");
    assert_none(&problems, "a client acts on codes, and whoever writes one looks them up in docs/api.md");
}

/// The first argument of each refusal.
fn codes(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for call in ["ServiceError::invalid(", "ServiceError::not_possible("] {
        for part in text.split(call).skip(1) {
            let argument = part.trim_start();
            if let Some(code) = argument.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                found.push(code.to_owned());
            }
        }
    }
    found
}

/// The codes of the table below the heading.
fn documented() -> BTreeSet<String> {
    let text = text("docs/api.md");
    let section = text.split("\n## Refusals of the engine\n").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.filter_map(|row| row.split('`').next()).map(str::to_owned).collect()
}
