//! Selection: which tables of a database are sources, what their shadows are called, and what is in the way.
//!
//! Everything that is known from names alone is found here, before a definition is read or a statement is made.

mod conflict;
mod entry;
mod error;
mod glob;
mod left_out;
mod nearest;
mod registered;
mod select;

pub use conflict::Conflict;
pub use entry::{Entry, EntryKind};
pub use error::SelectionError;
pub use glob::Glob;
pub use left_out::LeftOut;
pub use nearest::nearest;
pub use registered::Registered;
pub use select::{Selected, select};

use shadowtable_schema::Name;

/// What the user asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Which tables are wanted.
    pub range: Range,
    /// Which of them are not.
    pub exclude: Vec<Glob>,
}

/// Which tables are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Range {
    /// Every table that can be a source.
    All,
    /// These tables, each of which must exist.
    Tables(Vec<Name>),
    /// Every table that can be a source and fits one of these patterns.
    Include(Vec<Glob>),
}

impl Selection {
    /// Every table that can be a source.
    pub const fn all() -> Self {
        Self { range: Range::All, exclude: Vec::new() }
    }

    /// These tables.
    pub fn tables<N: Into<Name>>(names: impl IntoIterator<Item = N>) -> Self {
        Self { range: Range::Tables(names.into_iter().map(Into::into).collect()), exclude: Vec::new() }
    }
}
