//! What was seen of a pair whose run was taken over: whether it had ended, how many of its steps were done, and writing that
//! down. Recovery is the same in this whatever the task does.

use super::outline::number;
use crate::run::{RunError, settle_former_writers};
use crate::service::ServiceError;
use shadowtable_schema::Online;
use shadowtable_store::{Batch, Claim, PairResult, RunPair, Step, StepKey, StepState, Store, StoreError};
use shadowtable_target::Session;
use shadowtable_target::registry::Place;

/// Why nothing more is done about a pair that had come to its end.
pub const HAD_ENDED: &str = "it had ended before the run was taken over";

/// Ends the connections that wrote for a run and waits until they are gone: a statement outlives its client for seconds.
/// Where there is no registry to name them, they are known by the statements whose outcome is not known.
///
/// # Errors
/// When the database or the store can't be reached, or a connection does not end.
pub async fn end_former_writers(
    (store, claim): (&Store, &Claim),
    registry: &Place,
    session: &mut Session,
    who: &str,
) -> Result<(), ServiceError> {
    let open = store.steps().of_run(&claim.id, &[StepState::Running, StepState::Unknown]).await?;
    let statements: Vec<String> = open.into_iter().map(|step| step.sql).collect();
    // Who has lost the lease meanwhile must not end what the next holder runs.
    store.commit(Batch::held(claim)).await?;
    settle_former_writers(registry, &statements, session, who).await.map_err(|error| match error {
        RunError::Open(error) => ServiceError::from(error),
        error => ServiceError::target(&error),
    })
}

/// Whether a pair had come to its end: then nothing more is done about it.
pub fn has_ended(row: &RunPair, steps: &[Step]) -> bool {
    let failed = steps.iter().any(|step| step.state == StepState::Failed);
    failed || !matches!(row.result, PairResult::Pending | PairResult::Running)
}

/// How many of the steps were done: what is `needed` now must be the end of what the pair was to get, and where that end
/// begins tells it.
///
/// # Errors
/// `neither`, if it is not that end; another sentence if steps would have been done that were never sent.
pub fn done_before(steps: &[Step], needed: &[&str], neither: &str) -> Result<usize, String> {
    let offset = steps.len().checked_sub(needed.len());
    // A table that has grown or shrunk meanwhile is altered with another clause, or with none, to the same end.
    let planned = |offset: usize| steps[offset..].iter().map(|step| Online::without_clause(&step.sql));
    let is_tail = |offset: usize| planned(offset).eq(needed.iter().map(|sql| Online::without_clause(sql)));
    match offset.filter(|offset| is_tail(*offset)) {
        // What the record says was never sent can't have been done by us.
        Some(offset) if steps[..offset].iter().any(|step| step.state == StepState::Pending) => {
            Err("statements of it were done that this run never sent".to_owned())
        }
        Some(offset) => Ok(offset),
        None => Err(neither.to_owned()),
    }
}

/// Writes down what was seen of the steps of a pair: `seen` gives the state and the remark of the step at a position.
/// One for which there is none, or that has that state already, is left as it is.
///
/// # Errors
/// When the store does not take it, or the lease is lost.
pub async fn settle(
    store: &Store,
    claim: &Claim,
    row: &RunPair,
    steps: &[Step],
    seen: impl Fn(usize, StepState) -> Option<(StepState, &'static str)>,
) -> Result<(), StoreError> {
    let mut batch = Batch::held(claim);
    let mut changes = false;
    for (position, step) in steps.iter().enumerate() {
        let Some((to, remark)) = seen(position, step.state).filter(|(to, _)| *to != step.state) else {
            continue;
        };
        let key = StepKey { run_id: claim.id.clone(), pair: row.position, position: number(position) };
        batch.settle_step(&key, &[step.state], to, Some(remark));
        changes = true;
    }
    if changes { store.commit(batch).await } else { Ok(()) }
}
