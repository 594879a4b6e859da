//! Pairs: of an analysis with their skip marks, of a task as its frozen copy.

use super::analyses;
use super::tasks;
use crate::app::App;
use crate::auth::caller::Caller;
use crate::page::{Order, Paging, Part};
use crate::problem::Problem;
use crate::request::{Body, Path, Query};
use crate::wire::analysis::{
    Gate, Gates, Hazard, Occupancy, Pair, PairDetail, PairSelection, Preview, PreviewStatement, SkipRequest,
    Skipped, Statement,
};
use axum::Json;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use shadowtable_engine::document::{HazardDocument, PairDocument, StatementDocument};
use shadowtable_engine::service::{self, ServiceError, gates_of, pair_view, preview_of};
use shadowtable_store::{PairFilter, PairOrder, PairsOf, Role, StoreError};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// Which pairs are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PairQuery {
    /// Those with one of these verdicts, separated by commas.
    verdict: Option<String>,
    /// The skipped ones, or the others.
    skipped: Option<bool>,
    /// `true`: those that will be synchronized (Create and Modify, not skipped); `false`: all others.
    synchronized: Option<bool>,
    /// Those with gates, or the others.
    gated: Option<bool>,
    /// Those with a hazard of this code.
    hazard: Option<String>,
    /// Those whose source or shadow contains this.
    search: Option<String>,
    /// What they are sorted by; their place in the plan when nothing is said.
    sort: Option<PairSort>,
}

/// What pairs are sorted by.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum PairSort {
    /// Their place in the plan.
    #[default]
    Position,
    /// The source's name.
    Source,
    /// The shadow's name.
    Shadow,
    /// The verdict.
    Verdict,
    /// How many statements they have.
    Statements,
}

/// List the pairs of an analysis
#[utoipa::path(
    get, path = "/analyses/{id}/pairs", tag = "analyses",
    params(("id" = String, Path, description = "The analysis's id"), PairQuery, Paging),
    responses((status = OK, description = "A part of the list", body = Part<Pair>)),
)]
pub async fn list_analysis_pairs(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<PairQuery>,
    Query(paging): Query<Paging>,
) -> Result<Json<Part<Pair>>, Problem> {
    analyses::found(&app, &caller, &id, Role::Viewer).await?;
    list(&app, PairsOf::Analysis(&id), query, &paging).await
}

/// One pair of an analysis
///
/// The definitions, the statements and why.
#[utoipa::path(
    get, path = "/analyses/{id}/pairs/{position}", tag = "analyses",
    params(("id" = String, Path, description = "The analysis's id"), ("position" = i64, Path, description = "The pair's place")),
    responses((status = OK, description = "The pair", body = PairDetail)),
)]
pub async fn get_analysis_pair(
    State(app): State<App>,
    caller: Caller,
    Path((id, position)): Path<(String, i64)>,
) -> Result<Json<PairDetail>, Problem> {
    let row = analyses::found(&app, &caller, &id, Role::Viewer).await?;
    detail(&app, (&row.connection_id, &row.database), PairsOf::Analysis(&id), position).await
}

/// Skip pairs, or undo it
///
/// One, many, or all that fit a filter. What depends on them is planned again: foreign keys to a skipped parent are left out.
#[utoipa::path(
    post, path = "/analyses/{id}/skip", tag = "analyses", request_body = SkipRequest,
    params(("id" = String, Path, description = "The analysis's id")),
    responses((status = OK, description = "How many marks were changed", body = Skipped)),
)]
pub async fn skip_pairs(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Body(skip): Body<SkipRequest>,
) -> Result<Json<Skipped>, Problem> {
    let mut analysis = analyses::found(&app, &caller, &id, Role::Operator).await?;
    let filter = match (skip.positions, skip.filter) {
        (Some(positions), None) => PairFilter { positions: Some(positions), ..PairFilter::default() },
        (None, Some(PairSelection { verdicts, skipped, gated, hazard, search })) => {
            PairFilter { verdicts, skipped, gated, hazard, search, ..PairFilter::default() }
        }
        _ => return Err(Problem::invalid("positions", "say either positions or a filter")),
    };
    let actor = caller.actor();
    let changed = service::skip(&app.services, &actor, &mut analysis, &filter, skip.skipped).await?;
    Ok(Json(Skipped { changed }))
}

/// How a preview is given.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PreviewQuery {
    /// `json`, or `sql` for a file.
    format: Option<PreviewFormat>,
}

/// How a preview is given.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum PreviewFormat {
    /// A list.
    #[default]
    Json,
    /// A file.
    Sql,
}

/// Preview what would run
///
/// Exactly the statements that will run, in their order. It follows the skip marks.
#[utoipa::path(
    get, path = "/analyses/{id}/preview", tag = "analyses",
    params(("id" = String, Path, description = "The analysis's id"), PreviewQuery),
    responses((status = OK, description = "The statements", content(
        (Preview = "application/json"), (String = "application/sql"),
    ))),
)]
pub async fn preview_analysis(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<PreviewQuery>,
) -> Result<Response, Problem> {
    analyses::found(&app, &caller, &id, Role::Viewer).await?;
    preview(&app, PairsOf::Analysis(&id), query).await
}

/// List what must be allowed
///
/// The hazards that a task of this analysis must allow, each with its shadows. It follows the skip marks.
#[utoipa::path(
    get, path = "/analyses/{id}/gates", tag = "analyses",
    params(("id" = String, Path, description = "The analysis's id")),
    responses((status = OK, description = "The gates", body = Gates)),
)]
pub async fn list_gates(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Gates>, Problem> {
    analyses::found(&app, &caller, &id, Role::Viewer).await?;
    let gates = gates_of(&app.store, PairsOf::Analysis(&id)).await?;
    Ok(Json(Gates { gates: listed(gates) }))
}

/// List the pairs of a task
#[utoipa::path(
    get, path = "/tasks/{id}/pairs", tag = "tasks",
    params(("id" = String, Path, description = "The task's id"), PairQuery, Paging),
    responses((status = OK, description = "A part of the list", body = Part<Pair>)),
)]
pub async fn list_task_pairs(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<PairQuery>,
    Query(paging): Query<Paging>,
) -> Result<Json<Part<Pair>>, Problem> {
    tasks::found(&app, &caller, &id, Role::Viewer).await?;
    list(&app, PairsOf::Task(&id), query, &paging).await
}

/// One pair of a task
#[utoipa::path(
    get, path = "/tasks/{id}/pairs/{position}", tag = "tasks",
    params(("id" = String, Path, description = "The task's id"), ("position" = i64, Path, description = "The pair's place")),
    responses((status = OK, description = "The pair, as it was submitted", body = PairDetail)),
)]
pub async fn get_task_pair(
    State(app): State<App>,
    caller: Caller,
    Path((id, position)): Path<(String, i64)>,
) -> Result<Json<PairDetail>, Problem> {
    let row = tasks::found(&app, &caller, &id, Role::Viewer).await?;
    detail(&app, (&row.connection_id, &row.database), PairsOf::Task(&id), position).await
}

/// Preview what a task runs
#[utoipa::path(
    get, path = "/tasks/{id}/preview", tag = "tasks",
    params(("id" = String, Path, description = "The task's id"), PreviewQuery),
    responses((status = OK, description = "The statements", content(
        (Preview = "application/json"), (String = "application/sql"),
    ))),
)]
pub async fn preview_task(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<PreviewQuery>,
) -> Result<Response, Problem> {
    tasks::found(&app, &caller, &id, Role::Viewer).await?;
    preview(&app, PairsOf::Task(&id), query).await
}

async fn list(
    app: &App,
    of: PairsOf<'_>,
    query: PairQuery,
    paging: &Paging,
) -> Result<Json<Part<Pair>>, Problem> {
    let filter = PairFilter {
        verdicts: super::list(query.verdict.as_deref()),
        skipped: query.skipped,
        synchronized: query.synchronized,
        gated: query.gated,
        hazard: query.hazard,
        search: query.search,
        positions: None,
    };
    let order = match query.sort.unwrap_or_default() {
        PairSort::Position => PairOrder::Position,
        PairSort::Source => PairOrder::Source,
        PairSort::Shadow => PairOrder::Shadow,
        PairSort::Verdict => PairOrder::Verdict,
        PairSort::Statements => PairOrder::Statements,
    };
    let listed = app.store.pairs().list(of, &filter, order, &paging.page(Order::Asc)).await?;
    let total = app.store.pairs().count(of, &filter).await?;
    let items: Result<Vec<Pair>, Problem> = listed.rows.into_iter().map(shown).collect();
    Ok(Json(Part { items: items?, next: listed.next, total: Some(total) }))
}

async fn detail(
    app: &App,
    (connection_id, database): (&str, &str),
    of: PairsOf<'_>,
    position: i64,
) -> Result<Json<PairDetail>, Problem> {
    let connection = app.store.connections().get(connection_id).await?;
    let view = match pair_view(&app.services, (&connection, database), of, position).await {
        Err(ServiceError::Store(StoreError::NotFound(_))) => return Err(Problem::not_found("pair")),
        view => view?,
    };
    let PairDocument { adopted, occupancy, hazards, statements, .. } = view.document;
    Ok(Json(PairDetail {
        pair: shown(view.row)?,
        adopted,
        occupancy: occupancy.map(|one| Occupancy {
            empty: one.empty,
            rows_estimate: one.rows_estimate,
            bytes_estimate: one.bytes_estimate,
        }),
        hazards: hazards.into_iter().map(hazard).collect(),
        statements: statements.into_iter().map(statement).collect(),
        source_ddl: view.source,
        shadow_ddl: view.shadow,
        wanted_ddl: view.wanted,
        is_live: view.is_live,
    }))
}

/// Gates as they are shown.
pub fn listed(gates: BTreeMap<String, Vec<String>>) -> Vec<Gate> {
    gates.into_iter().map(|(code, shadows)| Gate { code, shadows }).collect()
}

/// A statement as it is shown.
pub fn statement(one: StatementDocument) -> Statement {
    Statement { sql: one.sql, phase: one.phase, hazards: one.hazards.into_iter().map(hazard).collect() }
}

fn hazard(document: HazardDocument) -> Hazard {
    Hazard { code: document.code, severity: document.severity, sentence: document.sentence }
}

fn shown(row: shadowtable_store::Pair) -> Result<Pair, Problem> {
    Ok(Pair {
        position: row.position,
        source: row.source,
        shadow: row.shadow,
        verdict: row.verdict,
        skipped: row.skipped,
        gates: row.gates,
        statements: row.statements,
        hazards: row.hazards.read().map_err(StoreError::from)?,
        reasons: row.reasons.read().map_err(StoreError::from)?,
    })
}

async fn preview(app: &App, of: PairsOf<'_>, query: PreviewQuery) -> Result<Response, Problem> {
    let statements = preview_of(&app.store, of).await?;
    match query.format.unwrap_or_default() {
        PreviewFormat::Json => {
            let statements = statements
                .into_iter()
                .map(|one| PreviewStatement {
                    pair: one.pair,
                    source: one.source,
                    shadow: one.shadow,
                    position: one.position,
                    phase: one.phase.as_str(),
                    sql: one.sql,
                })
                .collect();
            Ok(Json(Preview { statements }).into_response())
        }
        PreviewFormat::Sql => {
            let text: String = statements.iter().map(|one| format!("{};\n", one.sql)).collect();
            let headers = [
                (CONTENT_TYPE, "application/sql; charset=utf-8"),
                (CONTENT_DISPOSITION, "attachment; filename=\"preview.sql\""),
            ];
            Ok((headers, text).into_response())
        }
    }
}
