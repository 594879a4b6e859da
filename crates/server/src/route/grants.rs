//! Grants: who may do what on one connection.

use crate::app::App;
use crate::audit::{self, About};
use crate::auth::caller::Caller;
use crate::etag::{Expected, Versioned};
use crate::problem::Problem;
use crate::request::{Body, Path};
use crate::wire::connection::{Grant, Grants};
use axum::extract::State;
use serde_json::json;
use shadowtable_store::{Batch, Role, StoreError};
use std::collections::HashSet;

/// The grants of a connection
#[utoipa::path(
    get, path = "/connections/{id}/grants", tag = "connections",
    params(("id" = String, Path, description = "The connection's id")),
    responses((status = OK, description = "All of them; the ETag is the connection's", body = Grants)),
)]
pub async fn get_grants(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Versioned<Grants>, Problem> {
    let (connection, _) = caller.connection(&app, &id, Role::Admin).await?;
    shown(&app, &id, connection.version).await
}

/// Set the grants of a connection
///
/// These become all grants. Where there are none, every user's own role counts. Admins may everything everywhere.
#[utoipa::path(
    put, path = "/connections/{id}/grants", tag = "connections", request_body = Grants,
    params(
        ("id" = String, Path, description = "The connection's id"),
        ("If-Match" = String, Header, description = "The ETag of what was seen"),
    ),
    responses((status = OK, description = "The grants as they are now", body = Grants)),
)]
pub async fn set_grants(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    expected: Expected,
    Body(new): Body<Grants>,
) -> Result<Versioned<Grants>, Problem> {
    let (connection, _) = caller.connection(&app, &id, Role::Admin).await?;
    expected.check(connection.version)?;
    let mut seen = HashSet::new();
    let mut rows = Vec::with_capacity(new.grants.len());
    for (position, grant) in new.grants.iter().enumerate() {
        let field = format!("grants[{position}].user_id");
        if !seen.insert(&grant.user_id) {
            return Err(Problem::invalid(field, "the user stands here twice"));
        }
        match app.store.users().get(&grant.user_id).await {
            Err(StoreError::NotFound(_)) => return Err(Problem::invalid(field, "there is no such user")),
            found => drop(found?),
        }
        rows.push(shadowtable_store::Grant {
            user_id: grant.user_id.clone(),
            connection_id: id.clone(),
            role: grant.role.into(),
        });
    }
    let now = app.store.now().await?;
    let detail = json!({ "name": connection.name, "grants": new.grants });
    let mut batch = Batch::new();
    batch.touch(&connection).replace_grants(&id, &rows);
    batch.insert(&audit::by(&caller, now, "grants-changed", About::connection(&id), &detail));
    app.store.commit(batch).await?;
    shown(&app, &id, connection.version + 1).await
}

async fn shown(app: &App, id: &str, version: i64) -> Result<Versioned<Grants>, Problem> {
    let rows = app.store.grants().on(id).await?;
    let grants = rows.into_iter().map(|row| Grant { user_id: row.user_id, role: row.role.into() }).collect();
    Ok(Versioned(version, Grants { grants }))
}
