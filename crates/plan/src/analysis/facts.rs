//! What planning needs to know of the database besides definitions.

use crate::Occupancy;
use shadowtable_schema::Name;
use std::collections::{HashMap, HashSet};

/// Facts about the shadows that differ, read after the comparison has named them.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// How full each differing shadow is; one that is missing here counts as full.
    pub occupancy: HashMap<Name, Occupancy>,
    /// The foreign keys that reference these shadows, from whatever table.
    pub incoming: Vec<Incoming>,
    /// The names of all foreign keys of the database, folded.
    pub foreign_key_names: HashSet<Name>,
    /// The names of all CHECK constraints of the database, folded.
    pub check_names: HashSet<Name>,
}

/// A foreign key that references a shadow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// The shadow.
    pub parent: Name,
    /// The database of the table that has the key.
    pub child_database: Name,
    /// That table.
    pub child: Name,
    /// The key's name.
    pub constraint: Name,
}

impl Facts {
    pub(crate) fn occupancy_of(&self, shadow: &Name) -> Occupancy {
        self.occupancy.get(shadow).copied().unwrap_or(Occupancy::UNKNOWN)
    }
}
