//! The document of a run: that of its plan, and what became of each pair and each statement.

use super::plan::{FORMAT, PlanDocument, PlanKind, ServerDocument};
use crate::print::result_word;
use serde::Serialize;
use shadowtable_engine::document::{FateDocument, PairDocument, RequestDocument, StatementDocument};
use shadowtable_engine::drop::DropPlan;
use shadowtable_engine::{Analysis, PairResult, PairRun, Request, Run, StepState};

/// A run.
#[derive(Debug, Serialize)]
pub struct RunDocument {
    format: u32,
    kind: PlanKind,
    shadowtable: String,
    server: ServerDocument,
    database: String,
    interrupted: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<RequestDocument>,
    pairs: Vec<PairRunDocument>,
    left_out: Vec<super::plan::LeftOutDocument>,
}

/// A pair and what became of it.
#[derive(Debug, Serialize)]
struct PairRunDocument {
    #[serde(flatten)]
    plan: PairDocument,
    result: &'static str,
    result_reasons: Vec<String>,
    /// Whether reading it again found it equal; absent if it was not read again.
    verified: Option<bool>,
    /// What reading it again found to differ.
    difference: Option<String>,
}

/// The document of a run of an analysis.
pub fn run_document(analysis: &Analysis, request: &Request, run: &Run) -> RunDocument {
    let PlanDocument { format, kind: _, shadowtable, server, database, request, pairs, left_out } =
        PlanDocument::of_analysis(analysis, request);
    let pairs = pairs.into_iter().zip(&run.pairs).map(|(plan, run)| PairRunDocument::of(plan, run));
    RunDocument {
        format,
        kind: PlanKind::Run,
        shadowtable,
        server,
        database,
        interrupted: run.interrupted,
        request,
        pairs: pairs.collect(),
        left_out,
    }
}

impl PairRunDocument {
    fn of(mut plan: PairDocument, run: &PairRun) -> Self {
        for (statement, run) in plan.statements.iter_mut().zip(&run.statements) {
            statement.fate = Some(FateDocument::of(run));
        }
        Self {
            plan,
            result: result_word(run.result),
            result_reasons: run.reasons.clone(),
            verified: verified(run),
            difference: (verified(run) == Some(false)).then(|| run.reasons.last().cloned()).flatten(),
        }
    }
}

/// A pair is read again when all its statements were done.
fn verified(run: &PairRun) -> Option<bool> {
    let all_done = run.statements.iter().all(|one| one.state == StepState::Done);
    match run.result {
        PairResult::Synced => Some(run.verified),
        PairResult::Failed if all_done && !run.statements.is_empty() => Some(false),
        _ => None,
    }
}

/// A removal.
#[derive(Debug, Serialize)]
pub struct DropDocument {
    format: u32,
    kind: &'static str,
    shadowtable: &'static str,
    server: ServerDocument,
    database: String,
    interrupted: bool,
    shadows: Vec<DropTargetDocument>,
}

/// A shadow that goes or stays.
#[derive(Debug, Serialize)]
struct DropTargetDocument {
    shadow: String,
    source: String,
    exists: bool,
    has_rows: Option<bool>,
    rows_estimate: Option<u64>,
    bytes_estimate: Option<u64>,
    statements: Vec<StatementDocument>,
    result: Option<&'static str>,
    result_reasons: Vec<String>,
}

/// The document of a removal; `run` is what became of it, if it ran.
pub fn drop_document(plan: &DropPlan, run: Option<&Run>) -> DropDocument {
    let shadows = plan.targets.iter().enumerate().map(|(at, target)| {
        let run = run.and_then(|run| run.pairs.get(at));
        let mut statements: Vec<StatementDocument> =
            target.removal.statements.iter().map(StatementDocument::of).collect();
        for (statement, run) in statements.iter_mut().zip(run.iter().flat_map(|run| &run.statements)) {
            statement.fate = Some(FateDocument::of(run));
        }
        DropTargetDocument {
            shadow: target.removal.pair.shadow.to_string(),
            source: target.removal.pair.source.to_string(),
            exists: target.removal.exists,
            has_rows: target.has_rows,
            rows_estimate: target.size.and_then(|size| size.rows),
            bytes_estimate: target.size.and_then(|size| size.bytes),
            statements,
            result: match run {
                Some(run) => Some(drop_word(run.result)),
                None => target.removal.refused.is_some().then_some("Refused"),
            },
            result_reasons: match run {
                Some(run) => run.reasons.clone(),
                None => target.removal.refused.iter().cloned().collect(),
            },
        }
    });
    DropDocument {
        format: FORMAT,
        kind: "drop",
        shadowtable: env!("CARGO_PKG_VERSION"),
        server: ServerDocument::of(&plan.server),
        database: plan.server.database.to_string(),
        interrupted: run.is_some_and(|run| run.interrupted),
        shadows: shadows.collect(),
    }
}

const fn drop_word(result: PairResult) -> &'static str {
    match result {
        PairResult::Synced => "Dropped",
        other => result_word(other),
    }
}
