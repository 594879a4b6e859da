//! Why a selection can't be meant.

use super::{Glob, LeftOut};
use shadowtable_schema::Name;

/// A mistake in what the user asked for; nothing was done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SelectionError {
    /// A table was named that does not exist.
    #[error("there is no table {}{}", name.quoted(), did_you_mean(nearest))]
    UnknownTable {
        /// The name as it was given.
        name: Name,
        /// The names of tables that may have been meant, the nearest first; empty if none is near.
        nearest: Vec<Name>,
    },
    /// Something was named that can't be a source.
    #[error("{} can't be a source: {why}", name.quoted())]
    NotASource {
        /// Its name.
        name: Name,
        /// Why not.
        why: LeftOut,
    },
    /// A pattern fits no name in the database.
    #[error("no table fits the pattern {0}")]
    NothingFits(Glob),
}

fn did_you_mean(nearest: &[Name]) -> String {
    let names: Vec<String> = nearest.iter().map(Name::quoted).collect();
    match names.split_last() {
        None => String::new(),
        Some((only, [])) => format!("; did you mean {only}?"),
        Some((last, others)) => format!("; did you mean {} or {last}?", others.join(", ")),
    }
}
