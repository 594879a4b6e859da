//! An entry of the catalog: a name in the database and what it stands for.

use shadowtable_schema::Name;
use std::fmt;

/// A name in the database, as the server stores it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name.
    pub name: Name,
    /// What it stands for.
    pub kind: EntryKind,
}

/// What a name in a database stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A table, the only thing that can be a source or a shadow.
    BaseTable,
    /// A view.
    View,
    /// A sequence.
    Sequence,
    /// A table of one session.
    Temporary,
    /// A view of the server's own.
    SystemView,
    /// Anything else, in the server's words.
    Other(String),
}

impl EntryKind {
    /// The kind that `information_schema.tables.table_type`, or SHOW FULL TABLES, has words for.
    pub fn from_table_type(table_type: &str) -> Self {
        match table_type.to_ascii_uppercase().as_str() {
            // MariaDB says so of tables with system versioning.
            "BASE TABLE" | "SYSTEM VERSIONED" => Self::BaseTable,
            "VIEW" => Self::View,
            "SEQUENCE" => Self::Sequence,
            // MariaDB lists the session's own from 11.2 on.
            "TEMPORARY" | "TEMPORARY SEQUENCE" | "LOCAL TEMPORARY" | "GLOBAL TEMPORARY" => Self::Temporary,
            "SYSTEM VIEW" => Self::SystemView,
            _ => Self::Other(table_type.to_ascii_lowercase()),
        }
    }

    /// Whether it can be a source or a shadow.
    pub fn is_table(&self) -> bool {
        *self == Self::BaseTable
    }
}

impl fmt::Display for EntryKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BaseTable => "table",
            Self::View => "view",
            Self::Sequence => "sequence",
            Self::Temporary => "temporary table",
            Self::SystemView => "system view",
            Self::Other(kind) => kind,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogs_words_are_understood() {
        let check = |word: &str, kind: EntryKind| assert_eq!(EntryKind::from_table_type(word), kind);
        check("BASE TABLE", EntryKind::BaseTable);
        check("SYSTEM VERSIONED", EntryKind::BaseTable);
        check("view", EntryKind::View);
        check("SEQUENCE", EntryKind::Sequence);
        check("TEMPORARY", EntryKind::Temporary);
        check("SYSTEM VIEW", EntryKind::SystemView);
        check("EXTERNAL TABLE", EntryKind::Other("external table".into()));
    }
}
