//! What planning needs to know of the database besides definitions.

use crate::{Answers, Known, Occupancy, Question};
use shadowtable_schema::Name;
use std::collections::{HashMap, HashSet};

/// Facts about the shadows that differ, read after the comparison has named them.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// How full each differing shadow is; one that is missing here counts as full.
    pub occupancy: HashMap<Name, Occupancy>,
    /// What the rows of these shadows answered, as far as they were asked.
    pub answers: HashMap<Name, Vec<(Question, u64)>>,
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
    /// The columns of the shadow that it references; `None` where its definition was not read.
    pub parent_columns: Option<Vec<Name>>,
}

impl Facts {
    pub(crate) fn occupancy_of(&self, shadow: &Name) -> Occupancy {
        self.occupancy.get(shadow).copied().unwrap_or(Occupancy::UNKNOWN)
    }

    pub(crate) fn answers_of(&self, shadow: &Name) -> &Answers {
        self.answers.get(shadow).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn known_of(&self, shadow: &Name) -> Known<'_> {
        Known { rows: self.occupancy_of(shadow), answers: self.answers_of(shadow), online: None }
    }
}
