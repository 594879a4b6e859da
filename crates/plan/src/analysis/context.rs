//! What is the same for all pairs of an analysis.

use super::Adoption;
use crate::selection::Registered;
use crate::{Folding, ForeignKeyPolicy, RebuildPolicy, Rule};
use shadowtable_schema::normalize::Surroundings;
use shadowtable_schema::{Dialect, Name};
use std::collections::HashSet;

/// What was asked for, and where.
#[derive(Clone, Debug)]
pub struct Context {
    /// The server that printed the tables.
    pub dialect: Dialect,
    /// The database that they are in.
    pub database: Name,
    /// How the server compares names of tables.
    pub folding: Folding,
    /// How shadows are named.
    pub rule: Rule,
    /// What becomes of foreign keys.
    pub foreign_keys: ForeignKeyPolicy,
    /// What may be done where no ALTER leads to the wanted table.
    pub rebuild: RebuildPolicy,
    /// Which unregistered tables are adopted.
    pub adoption: Adoption,
    /// The shadows that the registry knows.
    pub registered: Registered,
    /// The keys of shadows that a former run was about to create when it ended: one that is there now is ours if it is
    /// recognizably a shadow of its source.
    pub intended: HashSet<Name>,
    /// The shadows whose pairs the user skips, as keys of [`Folding::key`].
    pub skipped: HashSet<Name>,
    /// For the key of each source outside of the selection that has a registered shadow which exists, that shadow; those
    /// that nothing references may be left out.
    pub outside: std::collections::HashMap<Name, Name>,
}

impl Context {
    pub(crate) fn surroundings(&self) -> Surroundings<'_> {
        Surroundings { dialect: self.dialect, database: &self.database }
    }

    pub(crate) fn is_skipped(&self, shadow: &Name) -> bool {
        self.skipped.contains(&self.folding.key(shadow))
    }
}
