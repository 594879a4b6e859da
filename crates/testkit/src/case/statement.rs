//! SQL statements in a case: each ends with `;` at the end of a line.

use anyhow::{Result, bail};

use super::section::Line;

/// Splits lines into statements, without their `;`.
///
/// # Errors
/// If the last one has no end.
pub fn split(lines: &[Line]) -> Result<Vec<String>> {
    let mut statements = Vec::new();
    let mut current: Vec<&str> = Vec::new();
    for line in lines {
        if current.is_empty() && line.text.trim().is_empty() {
            continue;
        }
        match line.text.strip_suffix(';') {
            Some(text) => {
                current.push(text);
                statements.push(std::mem::take(&mut current).join("\n"));
            }
            None => current.push(&line.text),
        }
    }
    if let (false, Some(last)) = (current.is_empty(), lines.last()) {
        bail!("line {}: the statement has no ; at its end", last.number);
    }
    Ok(statements)
}
