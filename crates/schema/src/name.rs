//! Identifiers: the name of a table, column, key or partition, and the one way to quote it.

use compact_str::CompactString;
use std::fmt;

/// An identifier as the server stores it: without quotes, not folded.
///
/// Comparison is exact. Where a server compares names without case (columns, keys and constraints everywhere,
/// tables by `lower_case_table_names`), compare [`Name::folded`].
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(CompactString);

impl Name {
    /// The name with these characters.
    pub fn new(text: impl AsRef<str>) -> Self {
        Self(CompactString::new(text.as_ref()))
    }

    /// The characters, unquoted.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Length in characters, which is what servers limit (64), not bytes.
    pub fn chars(&self) -> usize {
        self.0.chars().count()
    }

    /// The form under which a server that ignores case finds this name.
    #[must_use]
    pub fn folded(&self) -> Self {
        // Nearly all names are folded already; Unicode's tables cost ten times as much.
        if self.0.is_ascii() && !self.0.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return self.clone();
        }
        Self(self.0.to_lowercase())
    }

    /// Whether a server that ignores case takes both for one name.
    pub fn same_folded(&self, other: &Self) -> bool {
        if self == other {
            return true;
        }
        if self.0.is_ascii() && other.0.is_ascii() {
            return self.0.eq_ignore_ascii_case(&other.0);
        }
        self.0.to_lowercase() == other.0.to_lowercase()
    }

    /// The name in backquotes, ready for SQL.
    pub fn quoted(&self) -> String {
        let mut sql = String::with_capacity(self.0.len() + 2);
        self.quote_into(&mut sql);
        sql
    }

    /// Appends the name in backquotes; a backquote inside is doubled (manual: "Schema Object Names").
    pub fn quote_into(&self, sql: &mut String) {
        sql.push('`');
        for (position, piece) in self.0.split('`').enumerate() {
            if position > 0 {
                sql.push_str("``");
            }
            sql.push_str(piece);
        }
        sql.push('`');
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Name {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0)
    }
}
