//! A CHECK constraint.

use super::Marker;
use crate::{Name, Sql};

/// A CHECK constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its name; a column's own CHECK has none on MariaDB.
    pub name: Option<Name>,
    /// The text between the parentheses.
    pub expression: Sql,
    /// `NOT ENFORCED` if present, with its marker.
    pub not_enforced: Option<Option<Marker>>,
}

impl Check {
    /// Whether rows are checked.
    pub fn is_enforced(&self) -> bool {
        self.not_enforced.is_none()
    }
}
