//! What came out otherwise than a case says.

use std::fmt;

use similar::TextDiff;

/// What came out otherwise.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The step, from 1.
    pub step: usize,
    /// Which assertion.
    pub assertion: &'static str,
    /// What was expected and what came.
    pub detail: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "✗ step {}, {}", self.step, self.assertion)?;
        self.detail.lines().try_for_each(|line| writeln!(f, "    {line}"))
    }
}

/// The lines that differ, with some around them.
pub fn diff(expected: &str, found: &str) -> String {
    let (expected, found) = (with_end(expected), with_end(found));
    let diff = TextDiff::from_lines(&expected, &found);
    diff.unified_diff().context_radius(2).header("expected", "found").to_string()
}

fn with_end(text: &str) -> String {
    if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") }
}
