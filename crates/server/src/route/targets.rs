//! What is behind a connection: whether it works, its databases, their tables and shadows.

use super::connections::{draft, fill, is_same_place};
use super::pairs;
use crate::app::App;
use crate::auth::caller::{Admin, Caller};
use crate::page::Part;
use crate::problem::Problem;
use crate::request::{Body, Path, Query};
use crate::wire::connection::{NewTestRequest, ServerFacts, TestRequest, Tested};
use crate::wire::target::{Database, DropPreview, DropRequest, GoingShadow, Shadow, Table};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shadowtable_engine::ShadowState;
use shadowtable_engine::document::StatementDocument;
use shadowtable_engine::drop::DropTarget;
use shadowtable_engine::service::{self, ServiceError, TableFacts, Target};
use shadowtable_store::{Connection, Document, Role, StoreError};
use utoipa::IntoParams;

/// Test a connection
///
/// What the server is and which privileges are missing; or what is wrong, in words, and what to do. The result is kept with
/// the connection.
#[utoipa::path(
    post, path = "/connections/{id}/test", tag = "connections", request_body = TestRequest,
    params(("id" = String, Path, description = "The connection's id")),
    responses((status = OK, description = "What the test found; ok is false if it failed", body = Tested)),
)]
pub async fn test_connection(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Body(test): Body<TestRequest>,
) -> Result<Json<Tested>, Problem> {
    let (connection, _) = caller.connection(&app, &id, Role::Operator).await?;
    let tested = tested(&target(&app, &connection, test.database.as_deref())?).await?;
    if let Some(facts) = &tested.server {
        let document = Document::of(facts).map_err(StoreError::from)?;
        app.store.connections().tested(&id, &document, app.store.now().await?).await?;
    }
    Ok(Json(tested))
}

/// Test a connection before it is kept
#[utoipa::path(
    post, path = "/connections/test", tag = "connections", request_body = NewTestRequest,
    responses((status = OK, description = "What the test found; ok is false if it failed", body = Tested)),
)]
pub async fn test_new_connection(
    State(app): State<App>,
    Admin(caller): Admin,
    Body(test): Body<NewTestRequest>,
) -> Result<Json<Tested>, Problem> {
    let mut row = draft(&caller, app.store.now().await?);
    if let Some(id) = &test.id {
        let (kept, _) = caller.connection(&app, id, Role::Admin).await?;
        if is_same_place(&kept, &test.connection) {
            // Sealed text belongs to the row's id.
            row.id = kept.id;
            row.password = kept.password;
        }
    }
    fill(&app, &mut row, test.connection)?;
    Ok(Json(tested(&target(&app, &row, test.database.as_deref())?).await?))
}

async fn tested(target: &Target) -> Result<Tested, Problem> {
    match service::inspect(target).await {
        Ok(found) => {
            let facts = ServerFacts {
                flavor: found.flavor,
                version: found.version,
                databases: found.databases,
                missing: found.missing,
            };
            Ok(Tested { ok: true, server: Some(facts), error: None, hint: None })
        }
        Err(ServiceError::Target { sentence, hint }) => {
            let hint = hint.map(str::to_owned);
            Ok(Tested { ok: false, server: None, error: Some(sentence), hint })
        }
        Err(error) => Err(error.into()),
    }
}

/// Where to connect to.
fn target(app: &App, connection: &Connection, database: Option<&str>) -> Result<Target, Problem> {
    check_host(app, connection)?;
    Ok(service::address(&app.services, connection, database)?)
}

/// List the databases of a connection
#[utoipa::path(
    get, path = "/connections/{id}/databases", tag = "databases",
    params(("id" = String, Path, description = "The connection's id")),
    responses((status = OK, description = "Those that the account sees, but for the server's own", body = Part<Database>)),
)]
pub async fn list_databases(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Part<Database>>, Problem> {
    let (connection, _) = caller.connection(&app, &id, Role::Viewer).await?;
    let names = service::databases(&target(&app, &connection, None)?).await?;
    Ok(Json(Part::whole(names.into_iter().map(|name| Database { name: name.to_string() }).collect())))
}

/// How tables are listed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TableQuery {
    /// Whether every registered shadow is compared with its source, which takes as long as an analysis of them.
    #[serde(default)]
    compare: bool,
    /// Whether sizes are left out: a large database is listed much sooner then.
    #[serde(default)]
    names: bool,
}

/// List the tables of a database
///
/// All of them, with their part: source, shadow, orphan, or other.
#[utoipa::path(
    get, path = "/connections/{id}/databases/{database}/tables", tag = "databases",
    params(
        ("id" = String, Path, description = "The connection's id"),
        ("database" = String, Path, description = "The database"), TableQuery,
    ),
    responses((status = OK, description = "By name", body = Part<Table>)),
)]
pub async fn list_tables(
    State(app): State<App>,
    caller: Caller,
    Path((id, database)): Path<(String, String)>,
    Query(TableQuery { compare, names }): Query<TableQuery>,
) -> Result<Json<Part<Table>>, Problem> {
    let connection = reachable(&app, &caller, &id, Role::Viewer).await?;
    let wanted = TableFacts { sizes: !names, states: compare };
    let tables = service::tables(&app.services, &connection, &database, wanted).await?;
    let tables = tables.into_iter().map(|table| Table {
        name: table.name.to_string(),
        role: table.role.as_str(),
        partner: table.partner.map(|name| name.to_string()),
        state: table.state.map(ShadowState::as_str),
        rows_estimate: table.rows,
        bytes_estimate: table.bytes,
    });
    Ok(Json(Part::whole(tables.collect())))
}

/// List the registered shadows of a database
///
/// Each is compared with its source, so this takes as long as an analysis of them.
#[utoipa::path(
    get, path = "/connections/{id}/databases/{database}/shadows", tag = "databases",
    params(("id" = String, Path, description = "The connection's id"), ("database" = String, Path, description = "The database")),
    responses((status = OK, description = "By name", body = Part<Shadow>)),
)]
pub async fn list_shadows(
    State(app): State<App>,
    caller: Caller,
    Path((id, database)): Path<(String, String)>,
) -> Result<Json<Part<Shadow>>, Problem> {
    let connection = reachable(&app, &caller, &id, Role::Viewer).await?;
    let shadows = service::registered(&app.services, &connection, &database).await?;
    let shadows = shadows.into_iter().map(|shadow| Shadow {
        shadow: shadow.entry.shadow.to_string(),
        source: shadow.entry.source.to_string(),
        state: shadow.state.as_str(),
        reasons: shadow.reasons,
        rows_estimate: shadow.size.and_then(|size| size.rows),
        bytes_estimate: shadow.size.and_then(|size| size.bytes),
        policies: shadow.entry.policies,
        who: shadow.entry.who,
        created_at: shadow.entry.created_at,
        updated_at: shadow.entry.updated_at,
    });
    Ok(Json(Part::whole(shadows.collect())))
}

/// Preview dropping registered shadows
///
/// Nothing is dropped here: that is a task (`POST /tasks` with `drop`), so that it is approved, recorded and survives a crash.
#[utoipa::path(
    post, path = "/connections/{id}/databases/{database}/shadows/drop", tag = "databases", request_body = DropRequest,
    params(("id" = String, Path, description = "The connection's id"), ("database" = String, Path, description = "The database")),
    responses((status = OK, description = "What would be done", body = DropPreview)),
)]
pub async fn preview_drop(
    State(app): State<App>,
    caller: Caller,
    Path((id, database)): Path<(String, String)>,
    Body(DropRequest { which, dry_run }): Body<DropRequest>,
) -> Result<Json<DropPreview>, Problem> {
    let connection = reachable(&app, &caller, &id, Role::Operator).await?;
    if !dry_run {
        let sentence = "shadows are dropped by a task: POST /tasks with drop";
        return Err(Problem::invalid("dry_run", sentence));
    }
    let plan = service::drop_plan(&app.services, &connection, &database, &which.to_engine()).await?;
    let gates = pairs::listed(service::drop_gates(&plan));
    Ok(Json(DropPreview { shadows: plan.targets.iter().map(going).collect(), gates }))
}

fn going(target: &DropTarget) -> GoingShadow {
    let removal = &target.removal;
    GoingShadow {
        shadow: removal.pair.shadow.to_string(),
        source: removal.pair.source.to_string(),
        exists: removal.exists,
        has_rows: target.has_rows,
        rows_estimate: target.size.and_then(|size| size.rows),
        bytes_estimate: target.size.and_then(|size| size.bytes),
        refused: removal.refused.clone(),
        statements: removal
            .statements
            .iter()
            .map(|one| pairs::statement(StatementDocument::of(one)))
            .collect(),
    }
}

/// A connection that the caller may use so, to a host that may be reached: the configuration may have changed since it was
/// kept.
pub async fn reachable(app: &App, caller: &Caller, id: &str, needed: Role) -> Result<Connection, Problem> {
    let (connection, _) = caller.connection(app, id, needed).await?;
    check_host(app, &connection)?;
    Ok(connection)
}

fn check_host(app: &App, connection: &Connection) -> Result<(), Problem> {
    match &connection.host {
        Some(host) => app.settings.hosts.check(host),
        None => app.settings.hosts.check_socket(),
    }
}
