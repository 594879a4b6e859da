//! Connections: where databases are, and what holds for tasks there.

use crate::app::App;
use crate::audit::{self, About};
use crate::auth::caller::{Admin, Caller};
use crate::etag::{Expected, Versioned};
use crate::idempotency::{Creation, Key, Made};
use crate::page::{Order, Paging, Part};
use crate::problem::{Code, Problem};
use crate::request::{Body, Path, Query};
use crate::wire::connection::{Connection, ConnectionRequest, Password, SslMode};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::json;
use shadowtable_store::{Batch, ConnectionFilter, Document, DriftPolicy, Role, StoreError, new_id};
use utoipa::IntoParams;

/// Which connections are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ConnectionQuery {
    /// Those whose name, host or environment contains this.
    search: Option<String>,
}

/// List connections
#[utoipa::path(
    get, path = "/connections", tag = "connections", params(ConnectionQuery, Paging),
    responses((status = OK, description = "Those that the caller may see, by name", body = Part<Connection>)),
)]
pub async fn list_connections(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<ConnectionQuery>,
    Query(paging): Query<Paging>,
) -> Result<Json<Part<Connection>>, Problem> {
    let reach = caller.reach(&app).await?;
    let filter = ConnectionFilter { ids: reach.visible(&app).await?, search: query.search };
    let listed = app.store.connections().list(&filter, &paging.page(Order::Asc)).await?;
    let total = app.store.connections().count(&filter).await?;
    let role = |id: &str| reach.role_on(id).unwrap_or(Role::Viewer);
    Ok(Json(
        Part::of(listed, |row| {
            let role = role(&row.id);
            Connection::of(row, role)
        })
        .counted(total),
    ))
}

/// Create a connection
#[utoipa::path(
    post, path = "/connections", tag = "connections", request_body = ConnectionRequest,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same request with the same key is done once")),
    responses((status = CREATED, description = "The connection", body = Connection)),
)]
pub async fn create_connection(
    State(app): State<App>,
    Admin(caller): Admin,
    key: Key,
    Body(new): Body<ConnectionRequest>,
) -> Result<(StatusCode, Versioned<Connection>), Problem> {
    let creation = Creation::new(&app, &caller, key, "connections", &new)?;
    let id = match creation.before().await? {
        Some(id) => id,
        None => {
            let now = app.store.now().await?;
            let mut row = draft(&caller, now);
            fill(&app, &mut row, new)?;
            let mut batch = Batch::new();
            batch.insert(&row);
            batch.insert(&changed(&caller, now, "connection-created", &row));
            match creation.commit(batch, &row.id, now).await? {
                Made::Now => row.id,
                Made::Before(id) => id,
            }
        }
    };
    let (row, role) = caller.connection(&app, &id, Role::Viewer).await?;
    Ok((StatusCode::CREATED, Versioned(row.version, Connection::of(row, role))))
}

/// One connection
#[utoipa::path(
    get, path = "/connections/{id}", tag = "connections",
    params(("id" = String, Path, description = "The connection's id")),
    responses((status = OK, description = "The connection; the ETag is for changing it", body = Connection)),
)]
pub async fn get_connection(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Versioned<Connection>, Problem> {
    let (row, role) = caller.connection(&app, &id, Role::Viewer).await?;
    Ok(Versioned(row.version, Connection::of(row, role)))
}

/// Change a connection
///
/// The whole connection is sent; only a password that is absent stays as it is. If host, port, socket,
/// account, TLS mode or CA change, the password must be sent: it is not given to another server, nor over another way.
#[utoipa::path(
    put, path = "/connections/{id}", tag = "connections", request_body = ConnectionRequest,
    params(
        ("id" = String, Path, description = "The connection's id"),
        ("If-Match" = String, Header, description = "The ETag of what was seen"),
    ),
    responses((status = OK, description = "The connection as it is now", body = Connection)),
)]
pub async fn change_connection(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    expected: Expected,
    Body(new): Body<ConnectionRequest>,
) -> Result<Versioned<Connection>, Problem> {
    let (mut row, role) = caller.connection(&app, &id, Role::Admin).await?;
    expected.check(row.version)?;
    if new.password.is_none() && row.password.is_some() && !is_same_place(&row, &new) {
        let detail = "the password is not given to another server or account: send it again";
        return Err(Problem::invalid("password", detail));
    }
    fill(&app, &mut row, new)?;
    let now = app.store.now().await?;
    let mut batch = Batch::new();
    batch.save(&row);
    batch.insert(&changed(&caller, now, "connection-changed", &row));
    app.store.commit(batch).await?;
    let row = app.store.connections().get(&id).await?;
    Ok(Versioned(row.version, Connection::of(row, role)))
}

/// Delete a connection
///
/// Refused while tasks that are not over use it.
#[utoipa::path(
    delete, path = "/connections/{id}", tag = "connections",
    params(
        ("id" = String, Path, description = "The connection's id"),
        ("If-Match" = String, Header, description = "The ETag of what was seen"),
    ),
    responses((status = NO_CONTENT, description = "The connection is gone")),
)]
pub async fn delete_connection(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    expected: Expected,
) -> Result<StatusCode, Problem> {
    let (row, _) = caller.connection(&app, &id, Role::Admin).await?;
    expected.check(row.version)?;
    let in_use = async || Ok::<_, StoreError>(app.store.connections().live_tasks(&id).await? > 0);
    let refusal = || Problem::new(Code::InUse, "tasks that are not over use it: cancel them first");
    if in_use().await? {
        return Err(refusal());
    }
    let now = app.store.now().await?;
    let mut batch = Batch::new();
    batch.remove_connection(&row);
    batch.insert(&changed(&caller, now, "connection-deleted", &row));
    match app.store.commit(batch).await {
        // A task came in between, or somebody changed it.
        Err(StoreError::Changed(_)) if in_use().await? => Err(refusal()),
        done => Ok(done.map(|()| StatusCode::NO_CONTENT)?),
    }
}

/// A connection that is not filled yet.
pub fn draft(caller: &Caller, now: i64) -> shadowtable_store::Connection {
    shadowtable_store::Connection {
        id: new_id(),
        name: String::new(),
        host: None,
        port: None,
        socket: None,
        user: String::new(),
        password: None,
        ssl_mode: None,
        ssl_ca: None,
        defaults: Document::default(),
        environment: None,
        color: None,
        needs_approval: false,
        drift_on_approval: DriftPolicy::Refuse,
        created_by: caller.user.name.clone(),
        created_at: now,
        version: 1,
        server: None,
        tested_at: None,
    }
}

/// Fills a row from a request, sealing the password.
pub fn fill(
    app: &App,
    row: &mut shadowtable_store::Connection,
    new: ConnectionRequest,
) -> Result<(), Problem> {
    check(app, &new)?;
    let is_same = is_same_place(row, &new);
    let ConnectionRequest {
        name,
        host,
        port,
        socket,
        user,
        password,
        ssl_mode,
        ssl_ca,
        defaults,
        environment,
        color,
        needs_approval,
        drift_on_approval,
    } = new;
    row.name = name;
    row.host = host;
    row.port = port.map(i64::from);
    row.socket = socket;
    row.user = user;
    row.ssl_mode = ssl_mode.map(SslMode::word).map(str::to_owned);
    row.ssl_ca = ssl_ca;
    row.defaults = Document::of(&defaults).map_err(StoreError::from)?;
    row.environment = environment;
    row.color = color;
    row.needs_approval = needs_approval;
    row.drift_on_approval = drift_on_approval.map_or(DriftPolicy::Refuse, DriftPolicy::from);
    match password {
        Some(Password(password)) if password.is_empty() => row.password = None,
        Some(Password(password)) => row.password = Some(app.store.seal(&password, &row.id)?),
        None => {}
    }
    // What was found out about one server says nothing about another.
    if !is_same {
        row.server = None;
        row.tested_at = None;
    }
    Ok(())
}

/// Whether the password that is kept would go to the same account of the same server, as well protected.
pub fn is_same_place(row: &shadowtable_store::Connection, new: &ConnectionRequest) -> bool {
    row.host == new.host
        && row.port == new.port.map(i64::from)
        && row.socket == new.socket
        && row.user == new.user
        && row.ssl_mode.as_deref() == new.ssl_mode.map(SslMode::word)
        && row.ssl_ca == new.ssl_ca
}

fn check(app: &App, new: &ConnectionRequest) -> Result<(), Problem> {
    if !(1..=64).contains(&new.name.trim().chars().count()) {
        return Err(Problem::invalid("name", "a name has 1 to 64 characters"));
    }
    match (new.host.as_deref(), new.socket.as_deref()) {
        (Some(host), None) if !host.is_empty() => app.settings.hosts.check(host)?,
        (None, Some(socket)) if !socket.is_empty() => app.settings.hosts.check_socket()?,
        _ => return Err(Problem::invalid("host", "say either a host or a socket")),
    }
    if new.port == Some(0) {
        return Err(Problem::invalid("port", "a port is a number from 1 to 65535"));
    }
    if new.user.is_empty() {
        return Err(Problem::invalid("user", "say which account of the database to use"));
    }
    if new.defaults.prefix.is_some() && new.defaults.suffix.is_some() {
        return Err(Problem::invalid("defaults.prefix", "say either a prefix or a suffix"));
    }
    Ok(())
}

fn changed(
    caller: &Caller,
    now: i64,
    action: &str,
    row: &shadowtable_store::Connection,
) -> shadowtable_store::Audit {
    let place = row.host.as_ref().or(row.socket.as_ref());
    let detail = json!({ "name": row.name, "place": place, "port": row.port, "account": row.user });
    audit::by(caller, now, action, About::connection(&row.id), &detail)
}
