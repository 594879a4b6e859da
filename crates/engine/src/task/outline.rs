//! The outline of a run in the store: its pairs and their steps, all of them before the first statement.

use crate::Analysis;
use shadowtable_plan::PairPlan;
use shadowtable_store::{Batch, Claim, Document, PairResult, RunPair, Step, StepState, Store, StoreError};

/// How many pairs are written in one batch.
const CHUNK: usize = 200;

/// Writes the pairs of a plan that have something to do, and those that can't be done, with all their statements Pending.
///
/// # Errors
/// `LeaseLost`, and what the database says.
pub async fn write(store: &Store, claim: &Claim, analysis: &Analysis) -> Result<(), StoreError> {
    let pairs: Vec<(usize, &PairPlan)> =
        analysis.plan.pairs.iter().enumerate().filter(|(_, pair)| is_in(pair, analysis)).collect();
    for chunk in pairs.chunks(CHUNK) {
        let mut batch = Batch::held(claim);
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
