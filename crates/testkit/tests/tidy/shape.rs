//! The shape of files: how they open, and how long they are.

use crate::assert_none;
use crate::tree::{File, files, rust};

const LONGEST: usize = 500;

#[test]
fn every_rust_file_opens_with_what_it_owns() {
    let problems: Vec<String> =
        rust().iter().filter(|file| !opens_well(file)).map(|file| file.path.clone()).collect();
    assert_none(
        &problems,
        "the first line of a Rust file is `//! ` and begins a sentence that says what the file owns",
    );
}

#[test]
fn no_file_is_too_long() {
    let is_code = |file: &&File| ["rs", "ts", "tsx", "sh"].iter().any(|extension| file.is(extension));
    let problems: Vec<String> = files()
        .iter()
        .filter(is_code)
        .map(|file| (file.text.lines().count(), &file.path))
        .filter(|(lines, _)| *lines > LONGEST)
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    assert_none(
        &problems,
        "nobody finds the way in a file of more than 500 lines: it owns more than one thing",
    );
}

/// A crate's root may have its README for that; the sentence stands there then.
fn opens_well(file: &File) -> bool {
    if file.path.ends_with("src/lib.rs") && file.text.starts_with("#![doc = include_str!(\"../README.md\")]")
    {
        return true;
    }
    let mut paragraph = String::new();
    for line in file.text.lines().map_while(|line| line.strip_prefix("//!")) {
        if line.trim().is_empty() {
            break;
        }
        paragraph.push_str(line);
    }
    let first = paragraph.trim_start().chars().next();
    paragraph.starts_with(' ')
        && first.is_some_and(|first| !first.is_lowercase())
        && paragraph.trim_end().ends_with(['.', ':'])
}
