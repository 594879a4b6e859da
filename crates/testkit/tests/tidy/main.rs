//! The rules of the repository, each with its reason; a rule that can't be checked is only a wish.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a tree that cannot be read fails the test")]

mod arrows;
mod codes;
mod hazards;
mod makefile;
mod panics;
mod paths;
mod shape;
mod tree;

/// Fails with every place that breaks a rule, and the reason why there is one.
#[track_caller]
fn assert_none(problems: &[String], reason: &str) {
    assert!(problems.is_empty(), "{reason}\n  {}", problems.join("\n  "));
}
