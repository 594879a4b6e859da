//! Table definitions in bulk: SHOW CREATE TABLE for tens of thousands of names, in order, in flat memory.

mod chunk;
mod extra;
mod stream;

pub use extra::{Extras, SpatialReference, SubpartitionBound};
pub use stream::{DefinitionStream, read, read_few};

use crate::catalog::Kind;
use crate::query::{QueryError, ServerError};
use std::time::Duration;

/// A table as its server prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// What SHOW CREATE TABLE says, byte for byte.
    pub text: String,
    /// What it leaves out.
    pub extras: Extras,
}

/// Why one table's definition could not be read. The other tables are not affected.
#[derive(Debug, thiserror::Error)]
pub enum DefinitionError {
    /// There is no such table, or no longer (1146).
    #[error("there is no such table")]
    NotFound,
    /// The name is taken by something else.
    #[error("it is no table but a {}", kind_word(.0))]
    NotATable(Kind),
    /// The server refuses: a missing privilege, a broken view, a corrupt table.
    #[error("the server does not show its definition")]
    Refused(#[source] ServerError),
    /// No answer in time: another session holds a lock on it.
    #[error("its definition was not there after {} s: another session may hold a lock on it", .limit.as_secs_f32())]
    TimedOut {
        /// How long was waited.
        limit: Duration,
    },
    /// The server printed bytes that are no text.
    #[error("its definition is not valid UTF-8")]
    NotText,
    /// What SHOW CREATE TABLE leaves out can't be read.
    #[error("can't read what its definition leaves out")]
    Extras(#[source] QueryError),
    /// The connection was lost.
    #[error("the connection was lost while its definition was read")]
    Lost(#[source] QueryError),
}

fn kind_word(kind: &Kind) -> &str {
    match kind {
        Kind::View => "view",
        Kind::Sequence => "sequence",
        Kind::Temporary => "temporary table",
        Kind::Table => "table",
        Kind::Other(word) => word,
    }
}

impl DefinitionError {
    /// Reads what a server or the way to it said about one table.
    fn from_query(error: QueryError, limit: Duration) -> Self {
        match error {
            QueryError::Refused(error) if error.code == 1146 => Self::NotFound,
            // The server's own patience (lock_wait_timeout) is set to the same limit.
            QueryError::Refused(error) if error.code == 1205 => Self::TimedOut { limit },
            QueryError::Refused(error) => Self::Refused(error),
            QueryError::TimedOut { limit } => Self::TimedOut { limit },
            error => Self::Lost(error),
        }
    }
}
