//! The document docs/benchmarks.md: its words are a person's, and between two marks stands the last complete run.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::machine;
use crate::report::Report;

const BEGIN: &str = "<!-- make bench writes from here -->";
const END: &str = "<!-- to here -->";

/// Writes the run between the marks.
pub fn write(path: &Path, report: &Report) -> Result<()> {
    let text = fs::read_to_string(path).with_context(|| format!("{} can't be read", path.display()))?;
    let replaced = replaced(&text, &body(report))
        .with_context(|| format!("{} has no place for the run: {BEGIN} … {END}", path.display()))?;
    fs::write(path, replaced).with_context(|| format!("{} can't be written", path.display()))
}

fn body(report: &Report) -> String {
    let mut text = report.table();
    text.push_str("\nThe machine, and what ran on it:\n\n");
    for line in machine::description().iter().chain(report.versions()) {
        text.push_str(&format!("- {line}\n"));
    }
    for line in report.skipped() {
        text.push_str(&format!("- **not measured**: {line}\n"));
    }
    text
}

fn replaced(text: &str, body: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n\n{}\n\n{END}{after}", body.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_the_marks_is_replaced() {
        let text = format!("words\n\n{BEGIN}\n\nold\n\n{END}\n\nmore words\n");
        let new = replaced(&text, "new\n").unwrap();
        assert_eq!(new, text.replace("old", "new"));
        assert_eq!(replaced("no marks", "new"), None);
    }
}
