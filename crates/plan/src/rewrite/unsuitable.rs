//! Tables of which no shadow can be made, whatever their columns are.

use shadowtable_schema::Sql;
use shadowtable_schema::model::Table;
use std::fmt;

/// Why no shadow can be made of a table; its display is a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsuitable {
    /// It is temporary, with the word that says so.
    Temporary(Sql),
    /// It is a sequence, which MariaDB prints as a table.
    Sequence,
    /// Its rows are somewhere else, so a shadow would read and write the real ones.
    RowsElsewhere {
        /// The storage engine.
        engine: String,
    },
    /// Its engine lets nobody create such a table.
    NotCreatable {
        /// The storage engine.
        engine: String,
    },
}

/// Engines whose tables are a way to rows that another server, file or table holds (manuals of MySQL and MariaDB,
/// "Storage Engines").
const ELSEWHERE: [&str; 5] = ["FEDERATED", "CONNECT", "SPIDER", "SPHINX", "OQGRAPH"];

/// Engines of the server's own tables, and MariaDB's S3, to which a table can only be moved.
const NOT_CREATABLE: [&str; 3] = ["PERFORMANCE_SCHEMA", "INFORMATION_SCHEMA", "S3"];

/// Why no shadow can be made of the table; `None` if one can.
pub fn unsuitable(table: &Table) -> Option<Unsuitable> {
    if let Some(modifier) = &table.modifier {
        return Some(Unsuitable::Temporary(modifier.clone()));
    }
    if table.option("SEQUENCE").is_some() {
        return Some(Unsuitable::Sequence);
    }
    let engine = table.engine().unwrap_or("").to_ascii_uppercase();
    if ELSEWHERE.contains(&engine.as_str()) || table.option("CONNECTION").is_some() {
        return Some(Unsuitable::RowsElsewhere { engine });
    }
    NOT_CREATABLE.contains(&engine.as_str()).then_some(Unsuitable::NotCreatable { engine })
}

impl fmt::Display for Unsuitable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Temporary(words) => write!(f, "the table is {}", words.as_str().to_ascii_lowercase()),
            Self::Sequence => f.write_str("it is a sequence"),
            Self::RowsElsewhere { engine } => write!(
                f,
                "the rows of a table of engine {engine} are somewhere else: a shadow would read and write the real ones"
            ),
            Self::NotCreatable { engine } => write!(f, "no table of engine {engine} can be created"),
        }
    }
}
