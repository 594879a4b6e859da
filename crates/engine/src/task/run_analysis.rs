//! The analysis that was made for a run, kept like any other: what the run's pairs were when it began, and for how long.

use super::found::Found;
use super::held::Held;
use super::plan_run::RunPlan;
use crate::service::{AnalysisRequest, RangeDocument, ServiceError};
use shadowtable_plan::selection::Range;
use shadowtable_store::{Analysis, AnalysisState, Batch, Document, StoreError, Task, new_id};

/// Keeps the analysis of a plan that is not the one that was submitted, and writes down in the run which it is.
///
/// # Errors
/// `LeaseLost`, and what the database says.
pub async fn keep(held: &Held<'_>, plan: &RunPlan) -> Result<(), ServiceError> {
    let (store, claim) = (held.store(), &held.claimed.claim);
    let found = Found::of(&plan.analysis, &plan.request)?;
    let mut row = begun(held, plan).await?;
    let mut batch = Batch::held(claim);
    batch.insert_analysis(&row);
    store.commit(batch).await?;
    found.write(store, claim, &row.id).await?;
    row.state = AnalysisState::Done;
    row.error = None;
    row.done = found.end.done;
    row.total = found.end.total;
    row.counts = found.end.counts;
    row.context = found.end.context;
    row.left_out = found.end.left_out;
    let mut batch = Batch::held(claim);
    batch.save(&row).analyzed_run(claim, &row.id);
    Ok(store.commit(batch).await?)
}

/// The row before its pairs are there. A node that dies in between leaves it as it is, and another one analyzes anew.
async fn begun(held: &Held<'_>, plan: &RunPlan) -> Result<Analysis, ServiceError> {
    let task = &held.task;
    let now = held.store().now().await?;
    let keep = i64::try_from(held.services.policy_now().await?.keep_analyses.as_millis()).unwrap_or(i64::MAX);
    let request = Document::of(&answered(task, plan)?)?;
    let asked = Analysis::queued(new_id(), task.connection_id.clone(), task.database.clone(), request);
    Ok(Analysis {
        state: AnalysisState::Failed,
        error: Some("the run that it was made for ended before it was written down".to_owned()),
        created_by: task.created_by.clone(),
        created_at: now,
        started_at: Some(now),
        finished_at: Some(now),
        expires_at: Some(now.saturating_add(keep)),
        ..asked
    })
}

/// What the plan answers: what the task asks for, but of a retry only what was left.
fn answered(task: &Task, plan: &RunPlan) -> Result<AnalysisRequest, StoreError> {
    let mut request = task.request.read::<AnalysisRequest>()?;
    if let Range::Tables(names) = &plan.request.selection.range {
        request.range = RangeDocument::Tables(names.iter().map(ToString::to_string).collect());
        request.exclude.clear();
    }
    Ok(request)
}
