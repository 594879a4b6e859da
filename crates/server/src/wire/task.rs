//! Tasks, their runs, and the statements of these.

use super::analysis::AnalysisRequest;
use super::target::Which;
use super::{
    Cause, DriftPolicy, ErrorPolicy, Mode, PairResult, RunState, StepState, TaskKind, TaskState, Time,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A task that is submitted: either an analysis that is carried out, or shadows that are dropped.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct NewTask {
    /// The analysis that is carried out; it must be Done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub analysis_id: Option<String>,
    /// The shadows that are dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drop: Option<NewDrop>,
    /// How.
    #[serde(flatten)]
    pub settings: TaskSettings,
}

/// Registered shadows that are to be dropped.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDrop {
    /// The connection's id.
    pub connection_id: String,
    /// The database.
    pub database: String,
    /// Which of its shadows go.
    pub which: Which,
}

/// How a task is carried out.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TaskSettings {
    /// When it runs.
    pub mode: Mode,
    /// The time, for `At`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_at: Option<Time>,
    /// The schedule, for `Cron`: minute hour day month weekday.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cron: Option<String>,
    /// The schedule's time zone, such as `Asia/Shanghai`; UTC if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// What a failed table means for the others.
    pub error_policy: ErrorPolicy,
    /// What happens to a pair that has changed since the analysis. Where approval is needed, the connection decides.
    #[serde(default = "refuse")]
    pub drift_policy: DriftPolicy,
    /// The codes of hazards that are allowed: every gate of the plan must be among them.
    #[serde(default)]
    pub hazards: Vec<String>,
    /// How many tables are worked on at a time.
    #[serde(default = "one")]
    #[schema(minimum = 1, maximum = 16)]
    pub parallel: i64,
    /// How long a statement waits for a lock, in milliseconds.
    #[serde(default = "five_seconds")]
    #[schema(minimum = 1, maximum = 3_600_000)]
    pub lock_wait_ms: i64,
    /// What there is to say about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
}

const fn refuse() -> DriftPolicy {
    DriftPolicy::Refuse
}

const fn one() -> i64 {
    1
}

const fn five_seconds() -> i64 {
    5_000
}

/// The newest run of a task.
#[derive(Debug, Serialize, ToSchema)]
pub struct LastRun {
    /// Its number in the task.
    pub number: i64,
    /// Where it is.
    pub state: RunState,
}

/// A task.
#[derive(Debug, Serialize, ToSchema)]
pub struct Task {
    /// The id.
    pub id: String,
    /// The number that people see.
    pub number: i64,
    /// What it does.
    pub kind: TaskKind,
    /// The connection's id.
    pub connection_id: String,
    /// The database.
    pub database: String,
    /// The analysis it was made from; it may be gone.
    pub analysis_id: Option<String>,
    /// Rule, policies and tables, if it makes shadows as they should be.
    #[schema(value_type = Option<AnalysisRequest>)]
    pub request: Option<serde_json::Value>,
    /// Which shadows go, if it drops some.
    pub drop: Option<Which>,
    /// How many pairs and statements, of which kind.
    pub counts: BTreeMap<String, i64>,
    /// How it is carried out.
    pub settings: TaskSettings,
    /// When it is due next.
    pub next_at: Option<Time>,
    /// Where it is.
    pub state: TaskState,
    /// Why it is there.
    pub state_reason: Option<String>,
    /// Its newest run, if it has run: how that ended is not told by the task's own state.
    pub last_run: Option<LastRun>,
    /// Whether somebody else has to approve it.
    pub needs_approval: bool,
    /// Who approved or rejected it, when, and with which words.
    pub approval: Option<Approval>,
    /// When it is too late to approve.
    pub approve_by: Option<Time>,
    /// Who submitted it.
    pub created_by: String,
    /// When.
    pub created_at: Time,
    /// When its state changed last.
    pub changed_at: Time,
}

/// What somebody decided about a task.
#[derive(Debug, Serialize, ToSchema)]
pub struct Approval {
    /// Who.
    pub who: String,
    /// When.
    pub at: Time,
    /// `approve` or `reject`.
    pub decision: String,
    /// With which words.
    pub comment: Option<String>,
}

/// Words that go with an action.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    /// The words.
    pub comment: Option<String>,
}

/// A run: one execution of a task.
#[derive(Debug, Serialize, ToSchema)]
pub struct Run {
    /// The id.
    pub id: String,
    /// Its number in the task, from 1.
    pub number: i64,
    /// The analysis that was made for it, if one was.
    pub analysis_id: Option<String>,
    /// Where it is.
    pub state: RunState,
    /// Why it is there.
    pub reason: Option<String>,
    /// How many pairs have which result.
    pub counts: BTreeMap<String, i64>,
    /// Why there is a run.
    pub cause: Cause,
    /// Who wanted it; nobody if its time came.
    pub requested_by: Option<String>,
    /// When it was put in the queue.
    pub queued_at: Time,
    /// When a node began.
    pub started_at: Option<Time>,
    /// When it was over.
    pub finished_at: Option<Time>,
    /// The node that works on it, or did.
    pub node: Option<String>,
    /// Whether somebody wants it stopped.
    pub cancel_requested: bool,
}

/// What a run made of a pair.
#[derive(Debug, Serialize, ToSchema)]
pub struct RunPair {
    /// The pair's place in the plan.
    pub position: i64,
    /// The source.
    pub source: String,
    /// The shadow's name.
    pub shadow: String,
    /// What came of it.
    pub result: PairResult,
    /// Why, each a sentence.
    pub reasons: Vec<String>,
    /// Whether it was read again and found equal.
    pub verified: bool,
    /// When its first statement was sent.
    pub started_at: Option<Time>,
    /// When its result was known.
    pub finished_at: Option<Time>,
}

/// A statement's fate in a run.
#[derive(Debug, Serialize, ToSchema)]
pub struct Step {
    /// Its place among the statements of its pair.
    pub position: i64,
    /// Its phase.
    pub phase: String,
    /// What is sent.
    pub sql: String,
    /// Its fate.
    pub state: StepState,
    /// When it was sent.
    pub started_at: Option<Time>,
    /// How long it took, in milliseconds.
    pub took_ms: Option<i64>,
    /// The server's error number.
    pub code: Option<i64>,
    /// The server's SQLSTATE.
    pub sqlstate: Option<String>,
    /// The server's words.
    pub message: Option<String>,
    /// What else there is to say.
    pub remark: Option<String>,
    /// The server's warnings.
    pub warnings: Vec<String>,
    /// How many rows it affected.
    pub affected_rows: Option<i64>,
}

/// How far a run is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Progress {
    /// How many pairs have which result.
    pub pairs: BTreeMap<String, i64>,
    /// How many statements have which fate.
    pub statements: BTreeMap<String, i64>,
    /// The statements that run at this moment.
    pub running: Vec<RunningStep>,
}

/// A statement that runs at this moment.
#[derive(Debug, Serialize, ToSchema)]
pub struct RunningStep {
    /// The pair's place in the plan.
    pub pair: i64,
    /// Its place among the statements of its pair.
    pub position: i64,
    /// The pair's shadow.
    pub shadow: String,
    /// What was sent.
    pub sql: String,
    /// When it was sent.
    pub started_at: Option<Time>,
}

/// Something that happened to a task.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskEvent {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: Time,
    /// Who did it, if somebody did.
    pub who: Option<String>,
    /// The run it belongs to.
    pub run_id: Option<String>,
    /// What kind of event.
    pub kind: String,
    /// The rest.
    #[schema(value_type = Object)]
    pub body: serde_json::Value,
}

/// A task to be made once more.
#[derive(Debug, Serialize, ToSchema)]
pub struct Clone {
    /// A fresh analysis with the same rule, policies and tables.
    pub analysis_id: Option<String>,
    /// The shadows that are to be dropped, for a task that does so.
    pub drop: Option<NewDrop>,
    /// How the task was carried out: what to submit again, perhaps changed.
    pub settings: TaskSettings,
}

/// When a schedule fires.
#[derive(Debug, Serialize, ToSchema)]
pub struct Firings {
    /// The next ones.
    pub next: Vec<Time>,
}
