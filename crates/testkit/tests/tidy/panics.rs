//! No panics outside of tests: a table that surprises us is a verdict, never the end of the program.

use crate::assert_none;
use crate::tree::{File, rust, text};

const LINTS: [&str; 5] = ["unwrap_used", "expect_used", "panic", "todo", "unimplemented"];

const CALLS: [&str; 5] = [".unwrap()", ".expect(\"", "panic!(", "todo!(", "unimplemented!("];

const REASON: &str =
    "a panic ends the run in the middle of somebody's database: return an error that says what failed";

#[test]
fn no_panic_outside_of_tests() {
    // The kit is a test as a whole; clippy looks at it all the same.
    let is_product = |file: &&File| !file.is_test() && file.room() != Some("testkit");
    let problems: Vec<String> = rust().iter().filter(is_product).flat_map(calls).collect();
    assert_none(&problems, REASON);
}

#[test]
fn clippy_denies_panics_in_every_crate() {
    let workspace = text("Cargo.toml");
    let mut problems: Vec<String> = LINTS
        .iter()
        .filter(|lint| !workspace.contains(&format!("\n{lint} = \"deny\"")))
        .map(|lint| format!("Cargo.toml does not deny {lint}"))
        .collect();
    for file in crate::tree::files() {
        let is_crate = file.path.starts_with("crates/") && file.path.ends_with("/Cargo.toml");
        if is_crate && !file.text.contains("[lints]\nworkspace = true") {
            problems.push(format!("{} does not take the lints of the workspace", file.path));
        }
    }
    assert_none(&problems, REASON);
}

/// The lines before the file's test module that can panic, without comments.
fn calls(file: &File) -> Vec<String> {
    let code = file.text.split("#[cfg(test)]").next().unwrap_or_default();
    let can_panic = |line: &str| {
        let line = line.trim_start();
        !line.starts_with("//") && CALLS.iter().any(|call| line.contains(call))
    };
    code.lines()
        .enumerate()
        .filter(|(_, line)| can_panic(line))
        .map(|(at, line)| format!("{}:{}: {}", file.path, at + 1, line.trim()))
        .collect()
}
