//! How long to wait: for a connection, for an answer, for one table.

use std::time::Duration;

/// Limits of waiting. None of them applies to the statements that change tables: those end when the server ends them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Until the server has let us in.
    pub connect: Duration,
    /// Until a catalog question is answered.
    pub read: Duration,
    /// Until one table's definition is there; longer, and that table ends as an error.
    pub definition: Duration,
    /// Until a question about a table's rows is answered; longer, and the answer is unknown.
    pub facts: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            read: Duration::from_secs(120),
            definition: Duration::from_secs(30),
            facts: Duration::from_secs(5),
        }
    }
}
