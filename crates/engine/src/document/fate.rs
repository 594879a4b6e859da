//! The document of what became of a statement.

use crate::run::StatementRun;
use serde::{Deserialize, Serialize};

/// What became of a statement; its SQL, phase and hazards stand beside it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FateDocument {
    /// What became of it.
    pub state: String,
    /// How long it took, ms.
    pub duration_ms: Option<u64>,
    /// The server's refusal.
    pub error: Option<ErrorDocument>,
    /// What else there is to say.
    pub remark: Option<String>,
    /// The server's warnings, each a line.
    pub warnings: Vec<String>,
}

/// The server's refusal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ErrorDocument {
    /// The vendor's number.
    pub code: u16,
    /// The SQLSTATE.
    pub sqlstate: String,
    /// The server's words.
    pub message: String,
}

impl FateDocument {
    /// The document of a fate.
    pub fn of(run: &StatementRun) -> Self {
        let StatementRun { sql: _, phase: _, state, took, error, remark, warnings, rows: _ } = run;
        Self {
            state: state.as_str().to_owned(),
            duration_ms: took.map(|took| u64::try_from(took.as_millis()).unwrap_or(u64::MAX)),
            error: error.as_ref().map(|error| ErrorDocument {
                code: error.code,
                sqlstate: error.sqlstate.clone(),
                message: error.message.clone(),
            }),
            remark: remark.clone(),
            warnings: warnings.clone(),
        }
    }
}
