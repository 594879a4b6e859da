//! A foreign key.

use crate::{Name, Sql};

/// A foreign key: columns of this table that must be found in another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// The constraint's name.
    pub name: Option<Name>,
    /// The columns of this table.
    pub columns: Vec<Name>,
    /// The table referenced.
    pub parent: ParentTable,
    /// The columns referenced.
    pub parent_columns: Vec<Name>,
    /// `ON DELETE …`, the action as printed.
    pub on_delete: Option<Sql>,
    /// `ON UPDATE …`, the action as printed.
    pub on_update: Option<Sql>,
    /// Anything else (`MATCH FULL`), as printed.
    pub verbatim: Option<Sql>,
}

/// The table that a foreign key references.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ParentTable {
    /// Its database, when printed: OceanBase always does, the others for another database only.
    pub database: Option<Name>,
    /// Its name.
    pub name: Name,
}
