//! What can go wrong with the store, as far as callers can act on it.

use crate::backend::BackendError;
use crate::document::DocumentError;
use crate::value::Unreadable;

/// Why the store did not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such row.
    #[error("there is no such row in {0}")]
    NotFound(&'static str),
    /// Somebody else changed it since it was read: read it again.
    #[error("a row of {0} was changed by somebody else in the meantime")]
    Changed(&'static str),
    /// There is one already: the same key, the same name.
    #[error("there is such a row in {0} already")]
    Exists(&'static str),
    /// Another node holds the run or the analysis: stop at once.
    #[error("the lease was lost: another node goes on with it")]
    LeaseLost,
    /// A page was asked for that follows no page of this list.
    #[error("this is no cursor of this list")]
    Cursor,
    /// A newer program wrote the store.
    #[error("the store has schema version {found}, and this program knows {known}: start the newer program")]
    Newer {
        /// The version it has.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// It was sealed with another master key.
    #[error("the store was sealed with another master key: start with the one it was made with")]
    AnotherKey,
    /// Sealed text that was changed, or belongs to somebody else.
    #[error("a sealed credential was changed, or belongs to another row")]
    Seal,
    /// The master key is none, or can't be kept.
    #[error("the master key can't be used: {0}")]
    MasterKey(String),
    /// The address is none.
    #[error("this is no address of a store: {0}")]
    Address(String),
    /// Nodes are alive, and this may only be done when none is.
    #[error("the node {0} uses the store: stop it first")]
    InUse(String),
    /// A store on a server is copied by the server's own tools.
    #[error("a store on a server is copied with mysqldump --single-transaction, or exported")]
    NoBackup,
    /// A file could not be read or written.
    #[error("{what}")]
    File {
        /// What was tried.
        what: String,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// What was exported can't be taken in.
    #[error("line {line} of the export can't be taken in: {why}")]
    Import {
        /// The line, from 1.
        line: usize,
        /// Why not.
        why: String,
    },
    /// A row can't be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// A document can't be read or written.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The store can't be reached, or its answer was lost: a write may have taken effect.
    #[error("the store can't be reached")]
    Unavailable(#[source] BackendError),
    /// The database refused a statement.
    #[error("the store's database refused a statement")]
    Refused(#[source] BackendError),
}

impl From<BackendError> for StoreError {
    fn from(error: BackendError) -> Self {
        match error {
            BackendError::Unmet { unmet, table } => match unmet {
                crate::backend::Unmet::Changed => Self::Changed(table),
                crate::backend::Unmet::LeaseLost => Self::LeaseLost,
            },
            BackendError::Duplicate { table, .. } => Self::Exists(table),
            BackendError::Lost(_) | BackendError::Conflict(_) => Self::Unavailable(error),
            BackendError::Refused { .. } => Self::Refused(error),
        }
    }
}
