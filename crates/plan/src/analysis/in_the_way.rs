//! Foreign keys in the way: which must be dropped before a table is changed, and added again behind.
//!
//! Every server refuses to change the type of a column that a key uses or references (3780, 1833, OceanBase 5320) and to
//! drop the key that supports it (1553, OceanBase 4714), even where the foreign key itself does not differ.

use crate::Route;
use shadowtable_schema::model::{ForeignKey, Index};
use shadowtable_schema::{Change, Name};

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

    fn hits(&self, columns: &[Name]) -> bool {
        let touches = |column: &Name| self.columns.iter().any(|touched| touched.same_folded(column));
        columns.iter().any(touches) || self.indexes.iter().any(|index| supports(index, columns))
    }
}

/// Whether a key begins with these columns, in any order: then a foreign key over them may rely on it.
fn supports(index: &Index, columns: &[Name]) -> bool {
    let head: Vec<&Name> = index.columns().take(columns.len()).collect();
    head.len() == columns.len()
        && columns.iter().all(|column| head.iter().any(|name| name.same_folded(column)))
}
