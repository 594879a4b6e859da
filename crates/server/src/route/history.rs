//! What happened to a task: its timeline, its log, and both live.

use super::tasks;
use crate::app::App;
use crate::auth::caller::Caller;
use crate::page::Part;
use crate::problem::{Code, Problem};
use crate::request::{Path, Query};
use crate::sse;
use crate::wire::Time;
use crate::wire::task::TaskEvent;
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use futures_util::StreamExt as _;
use futures_util::stream;
use serde::Deserialize;
use shadowtable_engine::task::log_line;
use shadowtable_store::{AboutKind, Event, EventFilter, Role, StoreError};
use utoipa::IntoParams;

/// So many events are read at a time.
const CHUNK: i64 = 1_000;

/// Which events are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EventQuery {
    /// Those behind this number.
    after: Option<i64>,
    /// Those of this run.
    run_id: Option<String>,
    /// Those of one of these kinds, separated by commas.
    kind: Option<String>,
    /// Those of none of these kinds, separated by commas.
    other_than: Option<String>,
}

/// Where a stream begins.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WatchQuery {
    /// Behind the event of this number, or `latest`: with what happens from now on. `Last-Event-ID` goes before it.
    after: Option<String>,
}

/// The timeline of a task
///
/// Who did what, and what became of it, in order. `next` is the number to ask behind.
#[utoipa::path(
    get, path = "/tasks/{id}/timeline", tag = "tasks",
    params(("id" = String, Path, description = "The task's id"), EventQuery),
    responses((status = OK, description = "At most 1000 events", body = Part<TaskEvent>)),
)]
pub async fn get_timeline(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<EventQuery>,
) -> Result<Json<Part<TaskEvent>>, Problem> {
    tasks::found(&app, &caller, &id, Role::Viewer).await?;
    let kinds = super::list(query.kind.as_deref());
    let other_than = super::list(query.other_than.as_deref());
    let filter = EventFilter { run_id: query.run_id, kinds, other_than };
    let after = query.after.unwrap_or(0);
    let events = app.store.events().after(AboutKind::Task, &id, after, &filter, CHUNK).await?;
    let next = events.last().filter(|_| events.len() >= 1_000).map(|event| event.seq.to_string());
    let items: Result<Vec<TaskEvent>, Problem> = events.into_iter().map(shown).collect();
    Ok(Json(Part { items: items?, next, total: None }))
}

/// Watch a task
///
/// Server-sent events, from the beginning, or behind `after` or `Last-Event-ID`: its states, its runs, each statement.
#[utoipa::path(
    get, path = "/tasks/{id}/events", tag = "tasks",
    params(
        ("id" = String, Path, description = "The task's id"), WatchQuery,
        ("Last-Event-ID" = Option<i64>, Header, description = "The number of the last event that was seen"),
    ),
    responses((status = OK, description = "The events", body = String, content_type = "text/event-stream")),
)]
pub async fn watch_task(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Query(WatchQuery { after }): Query<WatchQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    tasks::found(&app, &caller, &id, Role::Viewer).await?;
    let begin = match after.as_deref() {
        None => 0,
        Some("latest") => app.store.events().last(AboutKind::Task, &id).await?,
        Some(number) => number.parse().map_err(|_| {
            Problem::new(Code::Malformed, "it is the number of an event, or `latest`").at("after")
        })?,
    };
    sse::answer(&app, AboutKind::Task, id, begin, &headers)
}

/// Download the log of a task
#[utoipa::path(
    get, path = "/tasks/{id}/log", tag = "tasks",
    params(("id" = String, Path, description = "The task's id")),
    responses((status = OK, description = "A line for each event", body = String, content_type = "text/plain")),
)]
pub async fn download_log(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let task = tasks::found(&app, &caller, &id, Role::Viewer).await?;
    let name = format!("attachment; filename=\"task-{}.log\"", task.number);
    // A run of ten thousand tables has a long log: it is read as it is sent.
    let chunks = stream::unfold(Some((app, id, 0)), |place| async move {
        let (app, id, seq) = place?;
        let filter = EventFilter::default();
        let events = match app.store.events().after(AboutKind::Task, &id, seq, &filter, CHUNK).await {
            Ok(events) => events,
            Err(error) => return Some((Err(error), None)),
        };
        let seq = events.last()?.seq;
        let text: String = events.iter().map(line).collect();
        Some((Ok::<_, StoreError>(text), Some((app, id, seq))))
    });
    // Whoever compresses the answer asks once more behind its end.
    let chunks = chunks.fuse();
    let headers = [(CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((headers, Body::from_stream(chunks)).into_response())
}

/// `2026-11-24T12:00:00Z statement-done ann {"sql":"…"}`
fn line(event: &Event) -> String {
    let mut line = log_line(event);
    line.push('\n');
    line
}

fn shown(row: Event) -> Result<TaskEvent, Problem> {
    Ok(TaskEvent {
        seq: row.seq,
        at: Time(row.at),
        who: row.who,
        run_id: row.run_id,
        kind: row.kind,
        body: row.body.read().map_err(StoreError::from)?,
    })
}
