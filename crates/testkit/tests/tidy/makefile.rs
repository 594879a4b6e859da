//! The commands that the documents tell people to type exist.

use crate::assert_none;
use crate::tree::{files, root, text};

#[test]
fn every_make_target_of_the_documents_exists() {
    let makefile = text("Makefile")
        + &std::fs::read_to_string(root().join("scripts/bench/bench.mk")).unwrap_or_default();
    let targets: Vec<&str> = makefile
        .lines()
        .filter_map(|line| line.split_once(':'))
        .filter(|(name, _)| {
            !name.is_empty() && name.chars().all(|one| one.is_ascii_lowercase() || one == '-')
        })
        .map(|(name, _)| name)
        .collect();
    let mut problems = Vec::new();
    for file in files().iter().filter(|file| file.is("md")) {
        for target in named(&file.text).filter(|target| !targets.contains(target)) {
            problems.push(format!("{}: make {target}", file.path));
        }
    }
    assert_none(&problems, "a command in a document is typed by somebody who has never seen the project");
}

#[test]
fn every_script_of_the_documents_exists() {
    let mut problems = Vec::new();
    for file in files().iter().filter(|file| file.is("md")) {
        for (at, _) in file.text.match_indices("scripts/") {
            let end = |one: char| !one.is_alphanumeric() && !"/-_.".contains(one);
            let path = file.text[at..].split(end).next().unwrap_or_default().trim_end_matches('.');
            if !root().join(path).exists() {
                problems.push(format!("{}: {path}", file.path));
            }
        }
    }
    assert_none(&problems, "a command in a document is typed by somebody who has never seen the project");
}

/// The words behind `make` where it is a command: at the beginning of a line or of a piece of code.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let commands = text.match_indices("make ").filter(|(at, _)| {
        let before = text[..*at].chars().next_back();
        before.is_none_or(|before| "`\n".contains(before))
            || text[..*at].ends_with("\n    ")
            || text[..*at].ends_with("$ ")
    });
    commands.filter_map(|(at, command)| {
        let word =
            text[at + command.len()..].split(|one: char| !one.is_ascii_lowercase() && one != '-').next()?;
        (!word.is_empty()).then_some(word)
    })
}
