//! Analyses and their pairs.

use super::{AnalysisState, Time};
use crate::problem::Problem;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// An analysis that is asked for.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAnalysis {
    /// The connection's id.
    pub connection_id: String,
    /// The database.
    pub database: String,
    /// What is asked.
    pub request: AnalysisRequest,
}

/// The rule, the policies and the tables of an analysis.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnalysisRequest {
    /// What stands before the names of sources. Either this or a suffix is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// What stands behind the names of sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suffix: Option<String>,
    /// Which tables.
    pub range: Range,
    /// Globs of tables that are left out.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// `retarget`, `keep` or `omit`.
    #[serde(default = "retarget")]
    pub foreign_keys: String,
    /// `copy`, `empty` or `never`.
    #[serde(default = "copy")]
    pub rebuild: String,
    /// Names of existing tables that are taken for shadows, or `alike` or `all` alone.
    #[serde(default)]
    pub adopt: Vec<String>,
    /// Where the registry is: `schema.table`, or `none`; absent for the usual place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registry: Option<String>,
}

impl AnalysisRequest {
    /// As the engine takes it: the two have the same fields.
    ///
    /// # Errors
    /// A problem if the engine can't read it.
    pub fn to_engine(&self) -> Result<shadowtable_engine::service::AnalysisRequest, Problem> {
        let value = serde_json::to_value(self).map_err(|error| Problem::internal(&error))?;
        serde_json::from_value(value).map_err(|error| Problem::invalid("request", error.to_string()))
    }
}

fn retarget() -> String {
    "retarget".to_owned()
}

fn copy() -> String {
    "copy".to_owned()
}

/// Which tables: `"all"`, `{"tables": [names]}` or `{"include": [globs]}`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Range {
    /// Every table that can be a source.
    All,
    /// These.
    Tables(Vec<String>),
    /// Those whose names fit one of these globs.
    Include(Vec<String>),
}

/// An analysis.
#[derive(Debug, Serialize, ToSchema)]
pub struct Analysis {
    /// The id.
    pub id: String,
    /// The connection's id.
    pub connection_id: String,
    /// The database.
    pub database: String,
    /// What was asked.
    pub request: AnalysisRequest,
    /// Where it is.
    pub state: AnalysisState,
    /// How many pairs have been read.
    pub done: i64,
    /// Of how many, as far as it is known.
    pub total: i64,
    /// How many pairs have which verdict; `Skipped` for those that are skipped. Only of one analysis, not in lists.
    pub counts: BTreeMap<String, i64>,
    /// What the range covers but is no source, with the reason.
    #[schema(value_type = Vec<Object>)]
    pub left_out: serde_json::Value,
    /// Why it failed.
    pub error: Option<String>,
    /// Whether somebody wants it stopped.
    pub cancel_requested: bool,
    /// Who asked.
    pub created_by: String,
    /// When.
    pub created_at: Time,
    /// When a node began.
    pub started_at: Option<Time>,
    /// When it was over.
    pub finished_at: Option<Time>,
    /// When it may be cleaned away.
    pub expires_at: Option<Time>,
}

/// A pair as lists show it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Pair {
    /// Its place in the plan, from 0.
    pub position: i64,
    /// The source.
    pub source: String,
    /// The shadow's name.
    pub shadow: String,
    /// `Create`, `Modify`, `Consistent`, `Conflict`, `Unsupported` or `Failed`; of a task that drops shadows `Drop` or
    /// `Conflict`.
    pub verdict: String,
    /// Whether a user left it out.
    pub skipped: bool,
    /// How many gates it has: hazards that must be allowed.
    pub gates: i64,
    /// How many statements it has.
    pub statements: i64,
    /// The codes of its hazards.
    pub hazards: Vec<String>,
    /// Why it has this verdict, each a sentence.
    pub reasons: Vec<String>,
}

/// All that is known about a pair.
#[derive(Debug, Serialize, ToSchema)]
pub struct PairDetail {
    /// The pair.
    pub pair: Pair,
    /// Whether an existing table becomes a registered shadow.
    pub adopted: bool,
    /// How full the shadow is, if it is to be changed.
    pub occupancy: Option<Occupancy>,
    /// Its hazards: those of its statements, and what the shadow lacks on purpose.
    pub hazards: Vec<Hazard>,
    /// What is to be done, in order.
    pub statements: Vec<Statement>,
    /// The source's definition.
    pub source_ddl: Option<String>,
    /// The shadow's definition, as it is.
    pub shadow_ddl: Option<String>,
    /// The shadow's definition, as it will be.
    pub wanted_ddl: Option<String>,
    /// Whether the definitions were read just now, since they were not kept: those of pairs without a statement.
    pub is_live: bool,
}

/// How full a shadow is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Occupancy {
    /// Whether it was looked and no row was there.
    pub empty: bool,
    /// Rows, as the server estimates.
    pub rows_estimate: Option<u64>,
    /// Bytes, as the server estimates.
    pub bytes_estimate: Option<u64>,
}

/// A hazard.
#[derive(Debug, Serialize, ToSchema)]
pub struct Hazard {
    /// The stable code; docs/hazards.md explains it.
    pub code: String,
    /// `gate`: it must be allowed; `notice`: it informs.
    pub severity: String,
    /// What can happen.
    pub sentence: String,
}

/// A statement of a plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct Statement {
    /// What is sent.
    pub sql: String,
    /// `drop-foreign-keys`, `tables` or `add-foreign-keys`, in this order across all pairs.
    pub phase: String,
    /// What it can lose, lock or fail on.
    pub hazards: Vec<Hazard>,
}

/// A code that must be allowed before something may run.
#[derive(Debug, Serialize, ToSchema)]
pub struct Gate {
    /// The hazard's code.
    pub code: String,
    /// The shadows that it is about.
    pub shadows: Vec<String>,
}

/// All gates of an analysis.
#[derive(Debug, Serialize, ToSchema)]
pub struct Gates {
    /// Each of them once.
    pub gates: Vec<Gate>,
}

/// A statement that will run.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewStatement {
    /// The place of its pair in the plan.
    pub pair: i64,
    /// The pair's source.
    pub source: String,
    /// The pair's shadow.
    pub shadow: String,
    /// Its place among the statements of its pair.
    pub position: usize,
    /// Its phase.
    pub phase: &'static str,
    /// What is sent.
    pub sql: String,
}

/// The statements that will run, in order.
#[derive(Debug, Serialize, ToSchema)]
pub struct Preview {
    /// The statements.
    pub statements: Vec<PreviewStatement>,
}

/// Which pairs are skipped, or are no longer.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SkipRequest {
    /// `true` skips, `false` takes the marks back.
    pub skipped: bool,
    /// The pairs at these places.
    pub positions: Option<Vec<i64>>,
    /// All pairs that fit this filter.
    pub filter: Option<PairSelection>,
}

/// A filter of pairs: all that is said must hold.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PairSelection {
    /// One of these verdicts; every one, if there are none.
    #[serde(default)]
    pub verdicts: Vec<String>,
    /// Whether they are skipped.
    pub skipped: Option<bool>,
    /// Whether they have gates.
    pub gated: Option<bool>,
    /// A hazard of this code.
    pub hazard: Option<String>,
    /// Source or shadow contains this.
    pub search: Option<String>,
}

/// What came of skipping.
#[derive(Debug, Serialize, ToSchema)]
pub struct Skipped {
    /// How many marks were changed.
    pub changed: usize,
}
