//! A pair: a source and the name of its shadow.

use shadowtable_schema::Name;
use std::fmt;

/// A source and its shadow's name, both as the server stores them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    /// The real table.
    pub source: Name,
    /// The name of its shadow, whether or not there is such a table.
    pub shadow: Name,
}

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} -> {}", self.source, self.shadow)
    }
}
