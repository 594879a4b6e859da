//! The record of a run: what became of every statement and every pair.

use super::options::{ErrorPolicy, RunOptions};
use crate::analyze::Analysis;
use crate::request::Request;
use shadowtable_plan::{Affix, Pair, Phase, Plan, Verdict};
use shadowtable_schema::Name;
use shadowtable_target::registry::{Affix as RegistryAffix, Entry, Origin, RegistryError};
use shadowtable_target::{Registry, ServerError, Session};
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
                statements: pair
                    .statements
                    .iter()
                    .map(|statement| StatementRun {
                        sql: statement.sql.clone(),
                        phase: statement.phase,
                        state: StepState::Pending,
                        took: None,
                        error: None,
                        remark: None,
                        warnings: Vec::new(),
                    })
                    .collect(),
                verified: false,
            })
            .collect();
        Self { pairs, interrupted: false }
    }

    /// Ends a pair that is still open, with a reason.
    pub(super) fn end(&mut self, at: usize, result: PairResult, reason: impl Into<String>) {
        let pair = &mut self.pairs[at];
        if pair.result == PairResult::Pending {
            pair.result = result;
            pair.reasons.push(reason.into());
            pair.leave_rest();
        }
    }

    /// Under *abort*, one pair that is refused keeps all others from running.
    pub(super) fn is_refused_as_a_whole(&self, policy: ErrorPolicy) -> bool {
        let refused = self.pairs.iter().any(|pair| pair.result == PairResult::Refused);
        let pending = self.pairs.iter().any(|pair| pair.result == PairResult::Pending);
        !pending || (policy == ErrorPolicy::Abort && refused)
    }

    pub(super) fn nothing_runs(&mut self) {
        for at in 0..self.pairs.len() {
            self.end(at, PairResult::NotRun, "another table stands in the way, and errors abort the run");
        }
    }
}

impl PairRun {
    /// Statements that were not begun will not run.
    pub(super) fn leave_rest(&mut self) {
        for statement in &mut self.statements {
            if statement.state == StepState::Pending {
                statement.state = StepState::NotRun;
            }
        }
    }
}

/// Writes the shadows that this run makes or adopts into the registry, before the first statement: a table that is made
/// and not yet recorded would be a stranger after a crash.
pub(super) async fn register(
    analysis: &Analysis,
    request: &Request,
    writer: &mut Session,
    run: &Run,
    options: &RunOptions,
) -> Result<(), RegistryError> {
    let affix = match request.affix {
        Affix::Prefix => RegistryAffix::Prefix(request.affix_text.clone()),
        Affix::Suffix => RegistryAffix::Suffix(request.affix_text.clone()),
    };
    let policies = format!("foreign-keys={}", request.foreign_keys.as_str());
    let entries: Vec<Entry> = analysis
        .plan
        .pairs
        .iter()
        .zip(&run.pairs)
        .filter(|(pair, run)| {
            let wanted = pair.verdict == Verdict::Create || pair.adopted;
            wanted
                && matches!(run.result, PairResult::Pending | PairResult::Untouched)
                && pair.verdict.is_usable()
        })
        .map(|(pair, _)| {
            let origin = if pair.adopted { Origin::Adopted } else { Origin::Created };
            let Pair { source, shadow } = pair.pair.clone();
            let mut entry = Entry::new(source, shadow, affix.clone(), origin);
            entry.policies.clone_from(&policies);
            entry.who.clone_from(&options.who);
            entry
        })
        .collect();
    if entries.is_empty() {
        return Ok(());
    }
    Registry::new(request.registry.clone()).record(writer, &entries).await
}

/// Takes the shadows out of the registry again that were to be created and were not.
pub(super) async fn forget_failed(
    analysis: &Analysis,
    request: &Request,
    writer: &mut Session,
    run: &Run,
) -> Result<(), RegistryError> {
    let names: Vec<Name> = analysis
        .plan
        .pairs
        .iter()
        .zip(&run.pairs)
        .filter(|(pair, run)| {
            let created = run.statements.iter().zip(&pair.statements).any(|(run, statement)| {
                statement.phase == Phase::Tables && matches!(run.state, StepState::Done | StepState::Unknown)
            });
            pair.verdict == Verdict::Create && !created
        })
        .map(|(pair, _)| pair.pair.shadow.clone())
        .collect();
    if names.is_empty() {
        return Ok(());
    }
    Registry::new(request.registry.clone()).forget(writer, &names).await
}
