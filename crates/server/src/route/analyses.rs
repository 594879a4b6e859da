//! Analyses: asked for, listed, stopped.

use crate::app::App;
use crate::auth::caller::Caller;
use crate::etag::Versioned;
use crate::idempotency::{Creation, Key};
use crate::page::{Order, Paging, Part};
use crate::problem::Problem;
use crate::request::{Body, Path, Query};
use crate::route::words;
use crate::sse;
use crate::wire::Time;
use crate::wire::analysis::{Analysis, NewAnalysis};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use shadowtable_engine::service;
use shadowtable_store::{AboutKind, AnalysisFilter, PairsOf, Role, StoreError};
use std::collections::BTreeMap;
use utoipa::IntoParams;

/// Which analyses are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AnalysisQuery {
    /// Those of this connection.
    connection_id: Option<String>,
    /// Those in one of these states, separated by commas.
    state: Option<String>,
    /// Those of this database.
    database: Option<String>,
    /// Those of this user.
    created_by: Option<String>,
    /// Those whose database contains this.
    search: Option<String>,
}

/// List analyses
#[utoipa::path(
    get, path = "/analyses", tag = "analyses", params(AnalysisQuery, Paging),
    responses((status = OK, description = "Those of visible connections, the newest first", body = Part<Analysis>)),
)]
pub async fn list_analyses(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<AnalysisQuery>,
    Query(paging): Query<Paging>,
) -> Result<Json<Part<Analysis>>, Problem> {
    let filter = AnalysisFilter {
        connections: caller.reach(&app).await?.among(&app, Role::Viewer, query.connection_id).await?,
        states: words("state", query.state.as_deref())?,
        created_by: query.created_by,
        database: query.database,
        search: query.search,
    };
    let listed = app.store.analyses().list(&filter, &paging.page(Order::Desc)).await?;
    let total = app.store.analyses().count(&filter).await?;
    let items: Result<Vec<Analysis>, Problem> =
        listed.rows.into_iter().map(|row| shown(row, BTreeMap::new())).collect();
    Ok(Json(Part { items: items?, next: listed.next, total: Some(total) }))
}

/// Ask for an analysis
///
/// It runs in the background and always ends; its events tell how far it is.
#[utoipa::path(
    post, path = "/analyses", tag = "analyses", request_body = NewAnalysis,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same request with the same key is done once")),
    responses((status = CREATED, description = "The analysis, which waits for a node", body = Analysis)),
)]
pub async fn create_analysis(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Body(new): Body<NewAnalysis>,
) -> Result<(StatusCode, Versioned<Analysis>), Problem> {
    let (connection, _) = caller.connection(&app, &new.connection_id, Role::Operator).await?;
    let creation = Creation::new(&app, &caller, key, "analyses", &new)?;
    let id = match creation.before().await? {
        Some(id) => id,
        None => {
            let (actor, asked) = (caller.actor(), new.request.to_engine()?);
            let key = creation.row(app.store.now().await?);
            let made =
                service::create_analysis(&app.services, &actor, &connection, &new.database, &asked, key)
                    .await;
            creation.made(made.map(|analysis| analysis.id)).await?
        }
    };
    Ok((StatusCode::CREATED, one(&app, &caller, &id).await?))
}

/// One analysis
#[utoipa::path(
    get, path = "/analyses/{id}", tag = "analyses",
    params(("id" = String, Path, description = "The analysis's id")),
    responses((status = OK, description = "The analysis; its ETag changes with every skip mark", body = Analysis)),
)]
pub async fn get_analysis(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Versioned<Analysis>, Problem> {
    one(&app, &caller, &id).await
}

/// Stop an analysis
#[utoipa::path(
    post, path = "/analyses/{id}/cancel", tag = "analyses",
    params(("id" = String, Path, description = "The analysis's id")),
    responses((status = OK, description = "The analysis, which ends soon", body = Analysis)),
)]
pub async fn cancel_analysis(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Versioned<Analysis>, Problem> {
    let row = found(&app, &caller, &id, Role::Operator).await?;
    service::cancel_analysis(&app.services, &caller.actor(), &row).await?;
    one(&app, &caller, &id).await
}

/// Watch an analysis
///
/// Server-sent events, from the beginning or behind `Last-Event-ID`.
#[utoipa::path(
    get, path = "/analyses/{id}/events", tag = "analyses",
    params(
        ("id" = String, Path, description = "The analysis's id"),
        ("Last-Event-ID" = Option<i64>, Header, description = "The number of the last event that was seen"),
    ),
    responses((status = OK, description = "The events", body = String, content_type = "text/event-stream")),
)]
pub async fn watch_analysis(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    found(&app, &caller, &id, Role::Viewer).await?;
    sse::answer(&app, AboutKind::Analysis, id, 0, &headers)
}

/// An analysis on whose connection the caller may do this.
pub async fn found(
    app: &App,
    caller: &Caller,
    id: &str,
    needed: Role,
) -> Result<shadowtable_store::Analysis, Problem> {
    let row = match app.store.analyses().get(id).await {
        Err(StoreError::NotFound(_)) => return Err(Problem::not_found("analysis")),
        row => row?,
    };
    caller.may(app, &row.connection_id, needed, "analysis").await?;
    Ok(row)
}

async fn one(app: &App, caller: &Caller, id: &str) -> Result<Versioned<Analysis>, Problem> {
    let row = found(app, caller, id, Role::Viewer).await?;
    let mut counts = BTreeMap::new();
    for (verdict, skipped, count) in app.store.pairs().tally(PairsOf::Analysis(id)).await? {
        *counts.entry(if skipped { "Skipped".to_owned() } else { verdict }).or_default() += count;
    }
    Ok(Versioned(row.version, shown(row, counts)?))
}

fn shown(row: shadowtable_store::Analysis, counts: BTreeMap<String, i64>) -> Result<Analysis, Problem> {
    Ok(Analysis {
        id: row.id,
        connection_id: row.connection_id,
        database: row.database,
        request: row.request.read().map_err(StoreError::from)?,
        state: row.state.into(),
        done: row.done,
        total: row.total,
        counts,
        left_out: row.left_out.read().map_err(StoreError::from)?,
        error: row.error,
        cancel_requested: row.cancel_requested,
        created_by: row.created_by,
        created_at: Time(row.created_at),
        started_at: row.started_at.map(Time),
        finished_at: row.finished_at.map(Time),
        expires_at: row.expires_at.map(Time),
    })
}
