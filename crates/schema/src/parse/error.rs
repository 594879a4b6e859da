//! Why a text is no table definition, and where.

/// A text that is not what a server prints.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected} but found {found} at byte {offset}")]
pub struct ParseError {
    /// What would have fitted.
    pub expected: &'static str,
    /// What stands there, cut to a few characters.
    pub found: String,
    /// Where, in bytes from the beginning.
    pub offset: usize,
}

impl ParseError {
    /// The line and the column (both from 1, the column in characters) of the fault in `text`.
    pub fn line_and_column(&self, text: &str) -> (usize, usize) {
        let before = text.get(..self.offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}
