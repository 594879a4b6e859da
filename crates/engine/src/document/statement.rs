//! The document of a statement and of its hazards.

use super::fate::FateDocument;
use serde::{Deserialize, Serialize};
use shadowtable_plan::{Hazard, Statement};

/// A statement.
#[derive(Debug, Serialize, Deserialize)]
pub struct StatementDocument {
    /// What is sent.
    pub sql: String,
    /// When it runs.
    pub phase: String,
    /// What it can lose, lock or fail on.
    pub hazards: Vec<HazardDocument>,
    /// What became of it, after a run.
    #[serde(flatten, skip_deserializing)]
    pub fate: Option<FateDocument>,
}

/// A hazard.
#[derive(Debug, Serialize, Deserialize)]
pub struct HazardDocument {
    /// The stable code.
    pub code: String,
    /// `gate` or `notice`.
    pub severity: String,
    /// What can happen.
    pub sentence: String,
}

impl StatementDocument {
    /// The document of a statement.
    pub fn of(statement: &Statement) -> Self {
        Self {
            sql: statement.sql.clone(),
            phase: statement.phase.as_str().to_owned(),
            hazards: statement.hazards.iter().map(HazardDocument::of).collect(),
            fate: None,
        }
    }
}

impl HazardDocument {
    /// The document of a hazard.
    pub fn of(hazard: &Hazard) -> Self {
        Self {
            code: hazard.code.as_str().to_owned(),
            severity: hazard.severity.as_str().to_owned(),
            sentence: hazard.sentence.clone(),
        }
    }
}
