//! The clock: the database's, which all nodes share, or one that a test turns.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Where the time comes from.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The database's; of a file, this machine's.
    #[default]
    Database,
    /// A test's, ms since the epoch.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that a test turns.
    pub fn manual(at: Arc<AtomicI64>) -> Self {
        Self::Manual(at)
    }

    /// The time, if it is not the database's to say.
    pub(crate) fn time(&self) -> Option<i64> {
        match self {
            Self::Database => None,
            Self::Manual(at) => Some(at.load(Ordering::SeqCst)),
        }
    }
}
