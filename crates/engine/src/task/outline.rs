//! The outline of a run in the store: its pairs and their steps, all of them before the first statement.

use super::held::Held;
use crate::Analysis;
use crate::webhook::{Kind, Outbox, RunNote, Told};
use shadowtable_plan::PairPlan;
use shadowtable_store::{Batch, Document, Mode, PairResult, RunPair, RunState, Step, StepState, StoreError};
use std::collections::BTreeMap;

/// How many pairs are written in one batch.
const CHUNK: usize = 200;

/// How many shadows are named in what webhooks are told.
const NAMED: usize = 10;

/// Writes the pairs of a plan that have something to do, and those that can't be done, with all their statements Pending.
///
/// # Errors
/// `LeaseLost`, and what the database says.
pub async fn write(held: &Held<'_>, analysis: &Analysis) -> Result<(), StoreError> {
    let pairs = analysis.plan.pairs.iter().enumerate().filter(|(_, pair)| is_in(pair, analysis));
    write_pairs(held, &pairs.collect::<Vec<_>>()).await
}

/// Writes these pairs, each with its place and with all its statements Pending.
///
/// # Errors
/// `LeaseLost`, and what the database says.
pub async fn write_pairs(held: &Held<'_>, pairs: &[(usize, &PairPlan)]) -> Result<(), StoreError> {
    let (store, claim) = (held.store(), &held.claimed.claim);
    let outbox = Outbox::open(held.services, &held.task.connection_id).await?;
    for (at, chunk) in pairs.chunks(CHUNK).enumerate() {
        let mut batch = Batch::held(claim);
        // The run has begun with its first pairs, and does not come here again.
        if at == 0 {
            tell_drift(&outbox, held, pairs, (&mut batch, store.now().await?))?;
        }
        let mut rows = Vec::new();
        let mut steps = Vec::new();
        for (position, pair) in chunk {
            let position = number(*position);
            rows.push(run_pair(&claim.id, position, pair));
            steps.extend(pair_steps(&claim.id, position, pair));
        }
        batch.insert_all(&rows).insert_all(&steps);
        store.commit(batch).await?;
    }
    Ok(())
}

/// Adds what webhooks are told when the fresh analysis of a recurring task has found something to do.
fn tell_drift(
    outbox: &Outbox,
    held: &Held<'_>,
    pairs: &[(usize, &PairPlan)],
    (batch, now): (&mut Batch, i64),
) -> Result<(), StoreError> {
    let drifted: Vec<String> = pairs
        .iter()
        .filter(|(_, pair)| !pair.statements.is_empty())
        .map(|(_, pair)| pair.pair.shadow.to_string())
        .collect();
    if held.task.mode != Mode::Cron || drifted.is_empty() {
        return Ok(());
    }
    let more = drifted.len().saturating_sub(NAMED);
    let named = drifted.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let told = Told {
        what: "found drift",
        reason: Some(format!("not as they should be: {named}{rest}")),
        run: Some(RunNote::of(&held.claimed.run, RunState::Running, BTreeMap::new())),
    };
    outbox.put(batch, Kind::DriftFound, &held.task, &told, now)
}

/// Whether a run has anything to say of a pair: one that is skipped, or as it should be, is not part of it.
fn is_in(pair: &PairPlan, analysis: &Analysis) -> bool {
    let refused = || analysis.refused.iter().any(|(one, _)| *one == pair.pair);
    !pair.skipped && (!pair.statements.is_empty() || pair.adopted || !pair.verdict.is_usable() || refused())
}

fn run_pair(run_id: &str, position: i64, pair: &PairPlan) -> RunPair {
    RunPair {
        run_id: run_id.to_owned(),
        position,
        source: pair.pair.source.to_string(),
        shadow: pair.pair.shadow.to_string(),
        result: PairResult::Pending,
        reasons: Document::from_text("[]"),
        verified: false,
        started_at: None,
        finished_at: None,
    }
}

fn pair_steps(run_id: &str, pair: i64, plan: &PairPlan) -> Vec<Step> {
    plan.statements
        .iter()
        .enumerate()
        .map(|(position, statement)| Step {
            run_id: run_id.to_owned(),
            pair,
            position: number(position),
            phase: statement.phase.as_str().to_owned(),
            sql: statement.sql.clone(),
            state: StepState::Pending,
            started_at: None,
            took_ms: None,
            code: None,
            sqlstate: None,
            message: None,
            remark: None,
            warnings: Document::from_text("[]"),
            affected_rows: None,
        })
        .collect()
}

/// A place as the store keeps it.
pub fn number(position: usize) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}
