//! Foreign keys in the way: which must be dropped before a table is changed, and added again behind.
//!
//! Every server refuses to change the type of a column that a key uses or references (3780, 1833, OceanBase 5320) and to
//! drop the key that supports it (1553, OceanBase 4714), even where the foreign key itself does not differ.

use crate::{Folding, Route};
use shadowtable_schema::model::{ForeignKey, Index};
use shadowtable_schema::{Change, Name};
use std::collections::HashMap;

/// What the statements of a pair touch of its shadow.
#[derive(Clone, Debug, Default)]
pub struct Touched {
    /// The table is made anew: everything.
    pub rebuilt: bool,
    columns: Vec<Name>,
    indexes: Vec<Index>,
}

impl Touched {
    /// What `changes` touch, on this route.
    pub fn by(changes: &[Change], route: &Route) -> Self {
        let mut touched = Self { rebuilt: matches!(route, Route::Rebuild(_)), ..Self::default() };
        let stepped: Vec<&Change> = match route {
            Route::Alter(steps) => steps.iter().flat_map(|step| &step.0).collect(),
            Route::Rebuild(_) => Vec::new(),
        };
        for change in changes.iter().chain(stepped) {
            match change {
                Change::DropColumn(column) => touched.columns.push(column.name.clone()),
                Change::ModifyColumn { from, .. } => touched.columns.push(from.name.clone()),
                Change::DropIndex(index) => touched.indexes.push(index.clone()),
                _ => {}
            }
        }
        touched
    }

    /// Whether anything is touched that a foreign key may hang on.
    pub fn is_nothing(&self) -> bool {
        !self.rebuilt && self.columns.is_empty() && self.indexes.is_empty()
    }

    /// Whether a foreign key of the shadow itself must go. A table that is made anew leaves its keys behind.
    pub fn hits_own(&self, key: &ForeignKey) -> bool {
        !self.rebuilt && self.hits(&key.columns)
    }

    /// Whether a foreign key that references the shadow must go.
    pub fn hits_incoming(&self, key: &ForeignKey) -> bool {
        self.rebuilt || self.hits(&key.parent_columns)
    }

    /// Whether a foreign key that references these columns of the shadow, of which something is touched, must go: any may,
    /// where they are not known.
    pub fn may_hit(&self, parent_columns: Option<&[Name]>) -> bool {
        self.rebuilt || parent_columns.is_none_or(|columns| self.hits(columns))
    }

    fn hits(&self, columns: &[Name]) -> bool {
        let touches = |column: &Name| self.columns.iter().any(|touched| touched.same_folded(column));
        columns.iter().any(touches) || self.indexes.iter().any(|index| supports(index, columns))
    }
}

/// What the statements of a plan touch, by shadow.
#[derive(Debug, Default)]
pub struct TouchedShadows {
    by_key: HashMap<Name, (Name, Touched)>,
    folding: Folding,
}

impl TouchedShadows {
    /// Collects what is touched; a shadow of which nothing is touched is left out.
    pub fn collect(all: impl Iterator<Item = (Name, Touched)>, folding: Folding) -> Self {
        let touched = all.filter(|(_, touched)| !touched.is_nothing());
        let by_key = touched.map(|(name, touched)| (folding.key(&name), (name, touched))).collect();
        Self { by_key, folding }
    }

    /// What is touched of the shadow with that name, and its name as it is stored.
    pub fn of(&self, shadow: &Name) -> Option<&(Name, Touched)> {
        if self.by_key.is_empty() { None } else { self.by_key.get(&self.folding.key(shadow)) }
    }
}

/// Whether a key begins with these columns, in any order: then a foreign key over them may rely on it.
fn supports(index: &Index, columns: &[Name]) -> bool {
    let head: Vec<&Name> = index.columns().take(columns.len()).collect();
    head.len() == columns.len()
        && columns.iter().all(|column| head.iter().any(|name| name.same_folded(column)))
}
