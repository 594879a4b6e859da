//! What a session is for: reading definitions, or changing tables.

use std::time::Duration;

/// What a session is for. It decides the session's variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Reading, as `mysqldump` does: the same text whatever the server's defaults are.
    Read,
    /// Changing tables: strict, and short of patience.
    Write {
        /// How long a statement waits for a lock before it fails.
        lock_wait_timeout: Duration,
        /// How long OceanBase lets a statement run (`ob_query_timeout`, 10 s by default there); others have no such limit.
        statement_timeout: Duration,
    },
}

impl Purpose {
    /// Writing with 5 s of waiting for locks and a day for one statement.
    pub const fn write() -> Self {
        Self::Write {
            lock_wait_timeout: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(24 * 3600),
        }
    }
}
