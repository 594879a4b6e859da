//! A fragment of SQL, kept as the server printed it.

use compact_str::CompactString;
use std::fmt;

/// A piece of SQL text that is compared and written back as it is: an expression, a default, an option's value,
/// a clause that no rule knows. Both sides of a comparison were printed by one server, so equal text is equal meaning.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sql(CompactString);

impl Sql {
    /// The fragment with this text; white space around it is not part of it.
    pub fn new(text: impl AsRef<str>) -> Self {
        Self(CompactString::new(text.as_ref().trim()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether the text is this word, whatever its case.
    pub fn is_word(&self, word: &str) -> bool {
        self.0.eq_ignore_ascii_case(word)
    }
}

impl From<&str> for Sql {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl fmt::Display for Sql {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Sql {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "‹{}›", self.0)
    }
}
