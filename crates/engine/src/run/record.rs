//! The record of a run: what became of every statement and every pair.

use super::options::ErrorPolicy;
use shadowtable_plan::{Pair, Phase, Plan, Statement};
use shadowtable_target::ServerError;
use std::time::Duration;

/// What became of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// It has not begun.
    Pending,
    /// It was sent.
    Running,
    /// The server did it.
    Done,
    /// The server refused it.
    Failed,
    /// It was not sent.
    NotRun,
    /// The connection was lost while the server may have done it.
    Unknown,
}

impl StepState {
    /// Every state.
    pub const ALL: [Self; 6] =
        [Self::Pending, Self::Running, Self::Done, Self::Failed, Self::NotRun, Self::Unknown];

    /// The word used in output, the API and the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "Pending",
            Self::Running => "Running",
            Self::Done => "Done",
            Self::Failed => "Failed",
            Self::NotRun => "NotRun",
            Self::Unknown => "Unknown",
        }
    }
}

/// What became of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairResult {
    /// Nothing was to be done.
    Untouched,
    /// It has not ended.
    Pending,
    /// It was done and proved.
    Synced,
    /// A statement failed, or the shadow still differs.
    Failed,
    /// It was not begun, for a reason that the user can change.
    Refused,
    /// It was not begun, or not finished, since something else ended the run.
    NotRun,
}

/// One statement of a run.
#[derive(Clone, Debug)]
pub struct StatementRun {
    /// What was to be sent.
    pub sql: String,
    /// Its phase.
    pub phase: Phase,
    /// What became of it.
    pub state: StepState,
    /// How long it took.
    pub took: Option<Duration>,
    /// The server's refusal.
    pub error: Option<ServerError>,
    /// What else there is to say.
    pub remark: Option<String>,
    /// Warnings of the server, each a line.
    pub warnings: Vec<String>,
    /// How many rows the server says it touched.
    pub rows: Option<u64>,
}

impl StatementRun {
    /// A statement that has not begun.
    pub(crate) fn pending(statement: &Statement) -> Self {
        Self {
            sql: statement.sql.clone(),
            phase: statement.phase,
            state: StepState::Pending,
            took: None,
            error: None,
            remark: None,
            warnings: Vec::new(),
            rows: None,
        }
    }
}

/// One pair of a run.
#[derive(Clone, Debug)]
pub struct PairRun {
    /// The pair.
    pub pair: Pair,
    /// What became of it.
    pub result: PairResult,
    /// Why, each a sentence.
    pub reasons: Vec<String>,
    /// Its statements, in the order of the plan.
    pub statements: Vec<StatementRun>,
    /// Whether it was read again and found equal.
    pub verified: bool,
}

/// The record of a run.
#[derive(Clone, Debug)]
pub struct Run {
    /// The pairs, in the order of the plan.
    pub pairs: Vec<PairRun>,
    /// Whether somebody ended it early.
    pub interrupted: bool,
    /// Why nothing more was sent although nobody asked for the end: the connection that held the lock was lost, or the
    /// journal could not be kept. What it says of pairs that had not ended is then only what is known so far.
    pub halted: Option<String>,
}

impl Run {
    /// The record before anything has run.
    pub fn of(plan: &Plan) -> Self {
        let pairs = plan
            .pairs
            .iter()
            .map(|pair| PairRun {
                pair: pair.pair.clone(),
                result: if pair.statements.is_empty() || pair.skipped {
                    PairResult::Untouched
                } else {
                    PairResult::Pending
                },
                reasons: Vec::new(),
                statements: pair.statements.iter().map(StatementRun::pending).collect(),
                verified: false,
            })
            .collect();
        Self { pairs, interrupted: false, halted: None }
    }

    /// Ends a pair that is still open, with a reason.
    pub(crate) fn end(&mut self, at: usize, result: PairResult, reason: impl Into<String>) {
        let pair = &mut self.pairs[at];
        if pair.result == PairResult::Pending {
            pair.result = result;
            pair.reasons.push(reason.into());
            pair.leave_rest();
        }
    }

    /// Under *abort*, one pair that is refused keeps all others from running.
    pub(crate) fn is_refused_as_a_whole(&self, policy: ErrorPolicy) -> bool {
        policy == ErrorPolicy::Abort && self.pairs.iter().any(|pair| pair.result == PairResult::Refused)
    }

    /// Whether any statement waits to be run.
    pub(crate) fn has_work(&self) -> bool {
        self.pairs.iter().any(|pair| pair.result == PairResult::Pending)
    }

    /// Ends every pair that is still open as failed.
    pub(crate) fn fail_pending(&mut self, reason: &str) {
        for at in 0..self.pairs.len() {
            self.end(at, PairResult::Failed, reason);
        }
    }

    /// Ends every pair that is still open as not run.
    pub(crate) fn leave_pending(&mut self, reason: &str) {
        for at in 0..self.pairs.len() {
            self.end(at, PairResult::NotRun, reason);
        }
    }

    /// Nothing more is sent. The first reason counts.
    pub(crate) fn halt(&mut self, reason: impl Into<String>) {
        self.halted.get_or_insert_with(|| reason.into());
    }

    pub(crate) fn nothing_runs(&mut self) {
        self.leave_pending("another table stands in the way, and errors abort the run");
    }
}

impl PairRun {
    /// Statements that were not begun will not run.
    pub(crate) fn leave_rest(&mut self) {
        for statement in &mut self.statements {
            if statement.state == StepState::Pending {
                statement.state = StepState::NotRun;
            }
        }
    }
}
