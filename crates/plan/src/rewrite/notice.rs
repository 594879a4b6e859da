//! What a user should know about a shadow that is not quite as its source.

use crate::{Hazard, HazardCode, Severity};
use shadowtable_schema::model::ParentTable;
use shadowtable_schema::{Name, Sql};
use std::fmt;

/// A fact about a wanted table; its display is a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A foreign key of the source is left out.
    ForeignKeyOmitted {
        /// The key's name in the source.
        key: Option<Name>,
        /// The table that it references there.
        parent: ParentTable,
        /// Why it is left out.
        why: Omission,
    },
    /// A foreign key of the shadow references a table that is no shadow: a gate, once it is made.
    ForeignKeyToRealTable {
        /// The key's name in the shadow.
        key: Name,
        /// The table that it references.
        parent: ParentTable,
    },
    /// A default that takes numbers from a sequence is left out: it would use up production's numbers.
    SequenceDefaultOmitted {
        /// The column.
        column: Name,
        /// The default that it has in the source.
        default: Sql,
    },
    /// The time to live of rows is left out: it would delete the shadow's rows in mid-test.
    TtlOmitted {
        /// The option's value in the source.
        ttl: Sql,
    },
    /// The tables that a MERGE table is made of are left out: rows of the shadow would be theirs.
    UnionOmitted {
        /// The list in the source, as printed.
        tables: Sql,
    },
}

/// Why a foreign key is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Omission {
    /// The user wants no foreign keys.
    Asked,
    /// Its parent is in another database, where no shadows are made.
    OtherDatabase,
    /// Its parent has no usable shadow.
    NoUsableShadow,
}

impl Notice {
    /// The stable code.
    pub const fn code(&self) -> HazardCode {
        match self {
            Self::ForeignKeyOmitted { .. } => HazardCode::ForeignKeyOmitted,
            Self::ForeignKeyToRealTable { .. } => HazardCode::ForeignKeyToRealTable,
            Self::SequenceDefaultOmitted { .. } => HazardCode::SequenceDefaultOmitted,
            Self::TtlOmitted { .. } => HazardCode::TtlOmitted,
            Self::UnionOmitted { .. } => HazardCode::UnionOmitted,
        }
    }

    /// The hazard of a statement that makes such a shadow: a gate for a key to a real table, else a notice.
    pub fn hazard(&self) -> Hazard {
        let severity = match self {
            Self::ForeignKeyToRealTable { .. } => Severity::Gate,
            Self::ForeignKeyOmitted { .. }
            | Self::SequenceDefaultOmitted { .. }
            | Self::TtlOmitted { .. }
            | Self::UnionOmitted { .. } => Severity::Notice,
        };
        Hazard { code: self.code(), severity, sentence: self.to_string() }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ForeignKeyOmitted { key, parent, why } => {
                let key = key.as_ref().map_or_else(String::new, |key| format!(" {key}"));
                let name = &parent.name;
                let parent = qualified(parent);
                match why {
                    Omission::Asked => write!(f, "foreign key{key} to {parent} is left out, as asked"),
                    Omission::OtherDatabase => write!(
                        f,
                        "foreign key{key} is left out, since {parent} is in another database and has no shadow"
                    ),
                    // It stands in the same database, which OceanBase names all the same; nobody else does.
                    Omission::NoUsableShadow => write!(
                        f,
                        "foreign key{key} is left out, since {name} has no usable shadow: add {name} to the tables"
                    ),
                }
            }
            Self::ForeignKeyToRealTable { key, parent } => write!(
                f,
                "foreign key {key} references {}, which is no shadow: shadow rows are checked against real ones, and \
                 that table is locked when the key is made or dropped",
                qualified(parent)
            ),
            Self::SequenceDefaultOmitted { column, default } => write!(
                f,
                "the default {default} of column {column} is left out, since it would use up a real sequence's numbers"
            ),
            Self::TtlOmitted { ttl } => {
                write!(f, "the time to live ({ttl}) is left out, since it would delete shadow rows")
            }
            Self::UnionOmitted { tables } => {
                write!(f, "the tables {tables} behind the MERGE table are left out, since they are real")
            }
        }
    }
}

fn qualified(parent: &ParentTable) -> String {
    let ParentTable { database, name } = parent;
    let database = database.as_ref().map_or_else(String::new, |database| format!("{database}."));
    format!("{database}{name}")
}
