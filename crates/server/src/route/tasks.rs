//! Tasks: submitted, listed, and what people do with them.

use super::{analyses, targets};
use crate::app::App;
use crate::auth::caller::Caller;
use crate::etag::Versioned;
use crate::idempotency::{Creation, Key};
use crate::page::{Order, Paging, Part};
use crate::problem::Problem;
use crate::request::{Body, Path, Query};
use crate::wire::Time;
use crate::wire::target::Which;
use crate::wire::task::{Approval, Clone, Comment, Firings, LastRun, NewDrop, NewTask, Task, TaskSettings};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use shadowtable_engine::service::{self, Actor, AnalysisRequest, Decision, ServiceError, Submission};
use shadowtable_engine::task::{Act, Schedule};
use shadowtable_store::{
    Analysis, Connection, IdempotencyKey, Role, StoreError, TaskFilter, TaskKind, TaskOrder, TaskState,
};
use utoipa::{IntoParams, ToSchema};

/// Which tasks are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TaskQuery {
    /// Those in one of these states, separated by commas.
    state: Option<String>,
    /// Those of one of these modes, separated by commas.
    mode: Option<String>,
    /// Those of this connection.
    connection_id: Option<String>,
    /// Those of this database.
    database: Option<String>,
    /// Those of this user.
    created_by: Option<String>,
    /// `true`: those that wait for approval and that the caller may approve, since somebody else submitted them.
    approvable: Option<bool>,
    /// Those submitted at this time or later.
    from: Option<Time>,
    /// Those submitted before this time.
    to: Option<Time>,
    /// Those whose number, database or remarks contain this.
    search: Option<String>,
    /// What they are sorted by; when they were submitted, if nothing is said.
    sort: Option<TaskSort>,
}

/// What tasks are sorted by.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum TaskSort {
    /// When they were submitted.
    #[default]
    Created,
    /// When their state changed.
    Changed,
    /// When they are due.
    Next,
    /// Their number.
    Number,
}

/// List tasks
#[utoipa::path(
    get, path = "/tasks", tag = "tasks", params(TaskQuery, Paging),
    responses((status = OK, description = "Those of visible connections, the newest first", body = Part<Task>)),
)]
pub async fn list_tasks(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<TaskQuery>,
    Query(paging): Query<Paging>,
) -> Result<Json<Part<Task>>, Problem> {
    let reach = caller.reach(&app).await?;
    let approvable = query.approvable.unwrap_or_default();
    let needed = if approvable { Role::Approver } else { Role::Viewer };
    let connections = reach.among(&app, needed, query.connection_id).await?;
    let states = super::words("state", query.state.as_deref())?;
    let filter = TaskFilter {
        connections,
        states: if approvable { vec![TaskState::AwaitingApproval] } else { states },
        not_created_by: approvable.then(|| caller.user.name.clone()),
        modes: super::words("mode", query.mode.as_deref())?,
        created_by: query.created_by,
        database: query.database,
        from: query.from.map(|Time(at)| at),
        to: query.to.map(|Time(at)| at),
        search: query.search,
    };
    let order = match query.sort.unwrap_or_default() {
        TaskSort::Created => TaskOrder::Created,
        TaskSort::Changed => TaskOrder::Changed,
        TaskSort::Next => TaskOrder::Next,
        TaskSort::Number => TaskOrder::Number,
    };
    let listed = app.store.tasks().list(&filter, order, &paging.page(Order::Desc)).await?;
    let total = app.store.tasks().count(&filter).await?;
    let ids: Vec<String> = listed.rows.iter().map(|row| row.id.clone()).collect();
    let mut newest = app.store.runs().newest_of(&ids).await?;
    let items: Result<Vec<Task>, Problem> = listed
        .rows
        .into_iter()
        .map(|row| {
            let run = newest.remove(&row.id);
            described(row, run.as_ref())
        })
        .collect();
    Ok(Json(Part { items: items?, next: listed.next, total: Some(total) }))
}

/// Submit a task
///
/// The task owns a copy of the analysis's plan and skip marks, or of what dropping the shadows would do now.
#[utoipa::path(
    post, path = "/tasks", tag = "tasks", request_body = NewTask,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same request with the same key is done once")),
    responses((status = CREATED, description = "The task", body = Task)),
)]
pub async fn submit_task(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Body(new): Body<NewTask>,
) -> Result<(StatusCode, Versioned<Task>), Problem> {
    let creation = Creation::new(&app, &caller, key, "tasks", &new)?;
    let what = match (new.analysis_id, new.drop) {
        (Some(id), None) => What::sync(&app, &caller, &id).await?,
        (None, Some(drop)) => What::drop(&app, &caller, drop).await?,
        _ => return Err(Problem::invalid("analysis_id", "say either analysis_id or drop")),
    };
    let id = match creation.before().await? {
        Some(id) => id,
        None => {
            let key = creation.row(app.store.now().await?);
            let made = what.submit(&app, &caller.actor(), &submission(new.settings), key).await;
            creation.made(made.map(|task| task.id)).await?
        }
    };
    Ok((StatusCode::CREATED, one(&app, &caller, &id).await?))
}

/// What a task is to do, on a connection where the caller may have it done.
enum What {
    Sync(Box<Connection>, Box<Analysis>),
    Drop(Box<Connection>, NewDrop),
}

impl What {
    async fn sync(app: &App, caller: &Caller, id: &str) -> Result<Self, Problem> {
        let analysis = analyses::found(app, caller, id, Role::Operator).await?;
        let (connection, _) = caller.connection(app, &analysis.connection_id, Role::Operator).await?;
        Ok(Self::Sync(Box::new(connection), Box::new(analysis)))
    }

    async fn drop(app: &App, caller: &Caller, drop: NewDrop) -> Result<Self, Problem> {
        let connection = targets::reachable(app, caller, &drop.connection_id, Role::Operator).await?;
        Ok(Self::Drop(Box::new(connection), drop))
    }

    async fn submit(
        &self,
        app: &App,
        actor: &Actor,
        how: &Submission,
        key: Option<IdempotencyKey>,
    ) -> Result<shadowtable_store::Task, ServiceError> {
        match self {
            Self::Sync(connection, analysis) => {
                service::submit(&app.services, actor, (connection, analysis), how, key).await
            }
            Self::Drop(connection, NewDrop { database, which, .. }) => {
                let which = which.to_engine();
                service::submit_drop(&app.services, actor, (connection, database), &which, how, key).await
            }
        }
    }
}

/// One task
#[utoipa::path(
    get, path = "/tasks/{id}", tag = "tasks",
    params(("id" = String, Path, description = "The task's id")),
    responses((status = OK, description = "The task", body = Task)),
)]
pub async fn get_task(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Versioned<Task>, Problem> {
    one(&app, &caller, &id).await
}

/// Approve a task
///
/// By another user than the one who submitted it.
#[utoipa::path(
    post, path = "/tasks/{id}/approve", tag = "tasks", request_body = Comment,
    params(("id" = String, Path, description = "The task's id")),
    responses((status = OK, description = "The task as it is now", body = Task)),
)]
pub async fn approve_task(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Body(words): Body<Comment>,
) -> Result<Versioned<Task>, Problem> {
    decide(&app, &caller, &id, Decision::Approve, words).await
}

/// Reject a task
#[utoipa::path(
    post, path = "/tasks/{id}/reject", tag = "tasks", request_body = Comment,
    params(("id" = String, Path, description = "The task's id")),
    responses((status = OK, description = "The task as it is now", body = Task)),
)]
pub async fn reject_task(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Body(words): Body<Comment>,
) -> Result<Versioned<Task>, Problem> {
    decide(&app, &caller, &id, Decision::Reject, words).await
}

/// Execute a task now
///
/// One that waits for somebody to do so, or a scheduled one before its time.
#[utoipa::path(
    post, path = "/tasks/{id}/execute", tag = "tasks",
    params(("id" = String, Path, description = "The task's id")),
    responses((status = OK, description = "The task as it is now", body = Task)),
)]
pub async fn execute_task(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Versioned<Task>, Problem> {
    act(&app, &caller, &id, Act::Execute).await
}

/// Pause a recurring task
#[utoipa::path(
    post, path = "/tasks/{id}/pause", tag = "tasks",
    params(("id" = String, Path, description = "The task's id")),
    responses((status = OK, description = "The task as it is now", body = Task)),
)]
pub async fn pause_task(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Versioned<Task>, Problem> {
    act(&app, &caller, &id, Act::Pause).await
}

/// Resume a recurring task
#[utoipa::path(
    post, path = "/tasks/{id}/resume", tag = "tasks",
    params(("id" = String, Path, description = "The task's id")),
    responses((status = OK, description = "The task as it is now", body = Task)),
)]
pub async fn resume_task(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Versioned<Task>, Problem> {
    act(&app, &caller, &id, Act::Resume).await
}

/// Cancel a task
///
/// A run under way stops before its next statement; the running one is killed on the server.
#[utoipa::path(
    post, path = "/tasks/{id}/cancel", tag = "tasks", request_body = Comment,
    params(("id" = String, Path, description = "The task's id")),
    responses((status = OK, description = "The task as it is now", body = Task)),
)]
pub async fn cancel_task(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Body(Comment { comment }): Body<Comment>,
) -> Result<Versioned<Task>, Problem> {
    let row = found(&app, &caller, &id, Role::Operator).await?;
    let row = service::cancel(&app.services, &caller.actor(), &row, comment.as_deref()).await?;
    Ok(Versioned(row.version, shown(&app, row).await?))
}

/// Retry what failed
///
/// Adds a run for what failed or was not reached, after a fresh analysis.
#[utoipa::path(
    post, path = "/tasks/{id}/retry", tag = "tasks",
    params(("id" = String, Path, description = "The task's id")),
    responses((status = OK, description = "The task as it is now", body = Task)),
)]
pub async fn retry_task(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Versioned<Task>, Problem> {
    let row = found(&app, &caller, &id, Role::Operator).await?;
    let row = service::retry(&app.services, &caller.actor(), &row).await?;
    Ok(Versioned(row.version, shown(&app, row).await?))
}

/// Clone a task
///
/// Asks for a fresh analysis with the same rule, policies and tables, and gives what to submit again. Of a task that drops
/// shadows it only gives that: they are looked at when it is submitted.
#[utoipa::path(
    post, path = "/tasks/{id}/clone", tag = "tasks",
    params(("id" = String, Path, description = "The task's id")),
    responses((status = CREATED, description = "What the new task begins with", body = Clone)),
)]
pub async fn clone_task(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<Clone>), Problem> {
    let row = found(&app, &caller, &id, Role::Operator).await?;
    let (connection, _) = caller.connection(&app, &row.connection_id, Role::Operator).await?;
    let mut task = described(row.clone(), None)?;
    let mut clone = Clone { analysis_id: None, drop: None, settings: task.settings };
    if let Some(which) = task.drop.take() {
        clone.drop = Some(NewDrop { connection_id: row.connection_id, database: row.database, which });
    } else {
        let asked: AnalysisRequest = row.request.read().map_err(StoreError::from)?;
        let (services, actor) = (&app.services, caller.actor());
        let analysis =
            service::create_analysis(services, &actor, &connection, &row.database, &asked, None).await?;
        clone.analysis_id = Some(analysis.id);
    }
    Ok((StatusCode::CREATED, Json(clone)))
}

/// A schedule that somebody types.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ScheduleQuery {
    /// Minute hour day month weekday.
    cron: String,
    /// Its time zone; UTC if nothing is said.
    time_zone: Option<String>,
}

/// Preview a schedule
#[utoipa::path(
    get, path = "/schedule", tag = "tasks", params(ScheduleQuery),
    responses((status = OK, description = "The next five firings", body = Firings)),
)]
pub async fn preview_schedule(
    State(app): State<App>,
    _: Caller,
    Query(query): Query<ScheduleQuery>,
) -> Result<Json<Firings>, Problem> {
    let schedule = Schedule::new(&query.cron, query.time_zone.as_deref())
        .map_err(|error| Problem::invalid("cron", error.to_string()))?;
    let next = schedule.upcoming(app.store.now().await?, 5).into_iter().map(Time).collect();
    Ok(Json(Firings { next }))
}

/// A task on whose connection the caller may do this.
pub async fn found(
    app: &App,
    caller: &Caller,
    id: &str,
    needed: Role,
) -> Result<shadowtable_store::Task, Problem> {
    let row = match app.store.tasks().get(id).await {
        Err(StoreError::NotFound(_)) => return Err(Problem::not_found("task")),
        row => row?,
    };
    caller.may(app, &row.connection_id, needed, "task").await?;
    Ok(row)
}

async fn one(app: &App, caller: &Caller, id: &str) -> Result<Versioned<Task>, Problem> {
    let row = found(app, caller, id, Role::Viewer).await?;
    Ok(Versioned(row.version, shown(app, row).await?))
}

async fn decide(
    app: &App,
    caller: &Caller,
    id: &str,
    decision: Decision,
    Comment { comment }: Comment,
) -> Result<Versioned<Task>, Problem> {
    let row = found(app, caller, id, Role::Approver).await?;
    let row = service::approve(&app.services, &caller.actor(), &row, decision, comment.as_deref()).await?;
    Ok(Versioned(row.version, shown(app, row).await?))
}

async fn act(app: &App, caller: &Caller, id: &str, act: Act) -> Result<Versioned<Task>, Problem> {
    let row = found(app, caller, id, Role::Operator).await?;
    let row = service::act(&app.services, &caller.actor(), &row, act).await?;
    Ok(Versioned(row.version, shown(app, row).await?))
}

fn submission(settings: TaskSettings) -> Submission {
    Submission {
        mode: settings.mode.into(),
        start_at: settings.start_at.map(|Time(at)| at),
        cron: settings.cron,
        time_zone: settings.time_zone,
        error_policy: settings.error_policy.into(),
        drift_policy: settings.drift_policy.into(),
        hazards: settings.hazards,
        parallel: settings.parallel,
        lock_wait_ms: settings.lock_wait_ms,
        remarks: settings.remarks,
    }
}

/// What was decided, as the engine writes it down.
#[derive(Deserialize)]
struct ApprovalDocument {
    who: String,
    at: i64,
    decision: String,
    comment: Option<String>,
}

async fn shown(app: &App, row: shadowtable_store::Task) -> Result<Task, Problem> {
    let newest = app.store.runs().newest(&row.id).await?;
    described(row, newest.as_ref())
}

/// What was asked of a task that drops shadows, as the engine keeps it.
#[derive(Deserialize)]
struct DropOf {
    which: Which,
}

fn described(row: shadowtable_store::Task, newest: Option<&shadowtable_store::Run>) -> Result<Task, Problem> {
    let approval = row.approval.map(|document| document.read::<ApprovalDocument>());
    let approval = approval.transpose().map_err(StoreError::from)?;
    let (request, drop) = match row.kind {
        TaskKind::Sync => (Some(row.request.read().map_err(StoreError::from)?), None),
        TaskKind::Drop => (None, Some(row.request.read::<DropOf>().map_err(StoreError::from)?.which)),
    };
    Ok(Task {
        id: row.id,
        number: row.number,
        kind: row.kind.into(),
        connection_id: row.connection_id,
        database: row.database,
        analysis_id: row.analysis_id,
        request,
        drop,
        counts: row.counts.read().map_err(StoreError::from)?,
        settings: TaskSettings {
            mode: row.mode.into(),
            start_at: row.start_at.map(Time),
            cron: row.cron,
            time_zone: row.time_zone,
            error_policy: row.error_policy.into(),
            drift_policy: row.drift_policy.into(),
            hazards: row.hazards.read().map_err(StoreError::from)?,
            parallel: row.parallel,
            lock_wait_ms: row.lock_wait_ms,
            remarks: row.remarks,
        },
        next_at: row.next_at.map(Time),
        state: row.state.into(),
        state_reason: row.state_reason,
        last_run: newest.map(|run| LastRun { number: run.number, state: run.state.into() }),
        needs_approval: row.needs_approval,
        approval: approval.map(|ApprovalDocument { who, at, decision, comment }| Approval {
            who,
            at: Time(at),
            decision,
            comment,
        }),
        approve_by: row.approve_by.map(Time),
        created_by: row.created_by,
        created_at: Time(row.created_at),
        changed_at: Time(row.changed_at),
    })
}
