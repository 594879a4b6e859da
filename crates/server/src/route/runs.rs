//! Runs of a task: their pairs, and each statement's fate.

use super::tasks;
use crate::app::App;
use crate::auth::caller::Caller;
use crate::page::{Order, Paging, Part};
use crate::problem::Problem;
use crate::request::{Path, Query};
use crate::wire::Time;
use crate::wire::task::{Progress, Run, RunPair, RunningStep, Step};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shadowtable_store::{Role, RunFilter, RunPairFilter, StepState, StoreError};
use utoipa::IntoParams;

/// List the runs of a task
#[utoipa::path(
    get, path = "/tasks/{id}/runs", tag = "runs",
    params(("id" = String, Path, description = "The task's id"), Paging),
    responses((status = OK, description = "The newest first", body = Part<Run>)),
)]
pub async fn list_runs(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Query(paging): Query<Paging>,
) -> Result<Json<Part<Run>>, Problem> {
    tasks::found(&app, &caller, &id, Role::Viewer).await?;
    let filter = RunFilter { task_id: Some(id), ..RunFilter::default() };
    let listed = app.store.runs().list(&filter, &paging.page(Order::Desc)).await?;
    let items: Result<Vec<Run>, Problem> = listed.rows.into_iter().map(shown).collect();
    Ok(Json(Part { items: items?, next: listed.next, total: None }))
}

/// One run
#[utoipa::path(
    get, path = "/tasks/{id}/runs/{number}", tag = "runs",
    params(("id" = String, Path, description = "The task's id"), ("number" = i64, Path, description = "The run's number")),
    responses((status = OK, description = "The run", body = Run)),
)]
pub async fn get_run(
    State(app): State<App>,
    caller: Caller,
    Path((id, number)): Path<(String, i64)>,
) -> Result<Json<Run>, Problem> {
    Ok(Json(shown(found(&app, &caller, &id, number).await?)?))
}

/// How far a run is
///
/// Counted now, while it goes on too: its pairs by result, its statements by fate, and what runs at this moment.
#[utoipa::path(
    get, path = "/tasks/{id}/runs/{number}/progress", tag = "runs",
    params(("id" = String, Path, description = "The task's id"), ("number" = i64, Path, description = "The run's number")),
    responses((status = OK, description = "How far it is", body = Progress)),
)]
pub async fn get_progress(
    State(app): State<App>,
    caller: Caller,
    Path((id, number)): Path<(String, i64)>,
) -> Result<Json<Progress>, Problem> {
    let run = found(&app, &caller, &id, number).await?;
    let pairs = app.store.run_pairs().tally(&run.id).await?;
    let statements = app.store.steps().tally(&run.id).await?;
    let mut running = Vec::new();
    for row in app.store.steps().of_run(&run.id, &[StepState::Running]).await? {
        let pair = app.store.run_pairs().get(&run.id, row.pair).await?;
        running.push(RunningStep {
            pair: row.pair,
            position: row.position,
            shadow: pair.shadow,
            sql: row.sql,
            started_at: row.started_at.map(Time),
        });
    }
    Ok(Json(Progress {
        pairs: pairs.into_iter().map(|(result, count)| (result.to_string(), count)).collect(),
        statements: statements.into_iter().map(|(state, count)| (state.to_string(), count)).collect(),
        running,
    }))
}

/// Which pairs are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RunPairQuery {
    /// Those with one of these results, separated by commas.
    result: Option<String>,
    /// Those whose source or shadow contains this.
    search: Option<String>,
}

/// List the pairs of a run
#[utoipa::path(
    get, path = "/tasks/{id}/runs/{number}/pairs", tag = "runs",
    params(
        ("id" = String, Path, description = "The task's id"), ("number" = i64, Path, description = "The run's number"),
        RunPairQuery, Paging,
    ),
    responses((status = OK, description = "In the order of the plan", body = Part<RunPair>)),
)]
pub async fn list_run_pairs(
    State(app): State<App>,
    caller: Caller,
    Path((id, number)): Path<(String, i64)>,
    Query(query): Query<RunPairQuery>,
    Query(paging): Query<Paging>,
) -> Result<Json<Part<RunPair>>, Problem> {
    let run = found(&app, &caller, &id, number).await?;
    let results = super::words("result", query.result.as_deref())?;
    let filter = RunPairFilter { results, search: query.search };
    let listed = app.store.run_pairs().list(&run.id, &filter, &paging.page(Order::Asc)).await?;
    let total = app.store.run_pairs().count(&run.id, &filter).await?;
    let items: Result<Vec<RunPair>, Problem> = listed.rows.into_iter().map(pair).collect();
    Ok(Json(Part { items: items?, next: listed.next, total: Some(total) }))
}

/// List the statements of a pair in a run
#[utoipa::path(
    get, path = "/tasks/{id}/runs/{number}/pairs/{position}/steps", tag = "runs",
    params(
        ("id" = String, Path, description = "The task's id"), ("number" = i64, Path, description = "The run's number"),
        ("position" = i64, Path, description = "The pair's place"),
    ),
    responses((status = OK, description = "All of them, in order", body = Part<Step>)),
)]
pub async fn list_steps(
    State(app): State<App>,
    caller: Caller,
    Path((id, number, position)): Path<(String, i64, i64)>,
) -> Result<Json<Part<Step>>, Problem> {
    let run = found(&app, &caller, &id, number).await?;
    let steps = app.store.steps().of_pair(&run.id, position).await?;
    let items: Result<Vec<Step>, Problem> = steps.into_iter().map(step).collect();
    Ok(Json(Part::whole(items?)))
}

async fn found(app: &App, caller: &Caller, id: &str, number: i64) -> Result<shadowtable_store::Run, Problem> {
    tasks::found(app, caller, id, Role::Viewer).await?;
    app.store.runs().by_number(id, number).await?.ok_or_else(|| Problem::not_found("run"))
}

fn shown(row: shadowtable_store::Run) -> Result<Run, Problem> {
    Ok(Run {
        id: row.id,
        number: row.number,
        analysis_id: row.analysis_id,
        state: row.state.into(),
        reason: row.reason,
        counts: row.counts.read().map_err(StoreError::from)?,
        cause: row.cause.into(),
        requested_by: row.requested_by,
        queued_at: Time(row.queued_at),
        started_at: row.started_at.map(Time),
        finished_at: row.finished_at.map(Time),
        node: row.lease_node,
        cancel_requested: row.cancel_requested,
    })
}

fn pair(row: shadowtable_store::RunPair) -> Result<RunPair, Problem> {
    Ok(RunPair {
        position: row.position,
        source: row.source,
        shadow: row.shadow,
        result: row.result.into(),
        reasons: row.reasons.read().map_err(StoreError::from)?,
        verified: row.verified,
        started_at: row.started_at.map(Time),
        finished_at: row.finished_at.map(Time),
    })
}

fn step(row: shadowtable_store::Step) -> Result<Step, Problem> {
    Ok(Step {
        position: row.position,
        phase: row.phase,
        sql: row.sql,
        state: row.state.into(),
        started_at: row.started_at.map(Time),
        took_ms: row.took_ms,
        code: row.code,
        sqlstate: row.sqlstate,
        message: row.message,
        remark: row.remark,
        warnings: row.warnings.read().map_err(StoreError::from)?,
        affected_rows: row.affected_rows,
    })
}
