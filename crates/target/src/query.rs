//! One question to a server and why it may have no answer.

use crate::session::OpenError;
use std::time::Duration;

/// What a server answered instead of doing a statement.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message} (error {code}, {sqlstate})")]
pub struct ServerError {
    /// The vendor's number, 1146 for instance.
    pub code: u16,
    /// Five characters of standard SQL, `42S02` for instance.
    pub sqlstate: String,
    /// The server's own words.
    pub message: String,
}

impl From<mysql_async::ServerError> for ServerError {
    fn from(error: mysql_async::ServerError) -> Self {
        Self { code: error.code, sqlstate: error.state, message: error.message }
    }
}

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// The server refused it.
    #[error("the server refused the statement")]
    Refused(#[source] ServerError),
    /// The connection was lost meanwhile.
    #[error("the connection to the server was lost")]
    Lost(#[source] mysql_async::Error),
    /// The connection had been lost before, and a new one could not be made.
    #[error("the connection to the server was lost and could not be made again")]
    Gone(#[source] Box<OpenError>),
    /// What was asked together with others failed with them.
    #[error("{reason}")]
    Broken {
        /// The words of the failure.
        reason: String,
    },
    /// No answer in time; the statement was killed.
    #[error("the server did not answer within {} s", .limit.as_secs_f32())]
    TimedOut {
        /// How long it had.
        limit: Duration,
    },
    /// The answer has another shape than every known server gives it.
    #[error("the server answered in an unknown form: {what}")]
    Malformed {
        /// What was expected.
        what: &'static str,
    },
}

impl QueryError {
    /// The server's refusal, if it is one.
    pub fn refusal(&self) -> Option<&ServerError> {
        match self {
            Self::Refused(error) => Some(error),
            Self::Lost(_)
            | Self::Gone(_)
            | Self::Broken { .. }
            | Self::TimedOut { .. }
            | Self::Malformed { .. } => None,
        }
    }

    /// Whether the server refused with this number.
    pub fn is_refusal(&self, code: u16) -> bool {
        self.refusal().is_some_and(|error| error.code == code)
    }
}

impl From<mysql_async::Error> for QueryError {
    fn from(error: mysql_async::Error) -> Self {
        match error {
            mysql_async::Error::Server(error) => Self::Refused(error.into()),
            other => Self::Lost(other),
        }
    }
}
