//! The phases in which the statements of a plan run, across all its pairs.

use std::fmt;

/// When a statement runs. A stable sort by phase keeps the order of pairs and of statements inside each.
///
/// A server refuses to change a column that a foreign key uses or references (MySQL 3780, OceanBase 5320), and keys
/// follow a table that is renamed: so keys go first and come back last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Foreign keys that are in the way are dropped.
    DropForeignKeys,
    /// Tables are created, altered and rebuilt.
    Tables,
    /// Foreign keys are added, those that were in the way among them.
    AddForeignKeys,
}

impl Phase {
    /// Every phase, in order.
    pub const ALL: [Self; 3] = [Self::DropForeignKeys, Self::Tables, Self::AddForeignKeys];

    /// The phase of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.as_str() == word)
    }

    /// The word used in output and stored plans.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DropForeignKeys => "drop-foreign-keys",
            Self::Tables => "tables",
            Self::AddForeignKeys => "add-foreign-keys",
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
