//! The audit log, for admins: all of it, searchable.

use crate::app::App;
use crate::auth::caller::Admin;
use crate::page::{Order, Paging, Part};
use crate::problem::Problem;
use crate::request::Query;
use crate::wire::Time;
use crate::wire::audit::Entry;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shadowtable_store::{Audit, AuditFilter, StoreError};
use utoipa::IntoParams;

/// Which entries are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// Those of this user.
    who: Option<String>,
    /// Those with one of these actions, separated by commas.
    action: Option<String>,
    /// Those about this kind of thing.
    object_kind: Option<String>,
    /// Those about this thing.
    object_id: Option<String>,
    /// Those of this connection.
    connection_id: Option<String>,
    /// Those of this time or later.
    from: Option<Time>,
    /// Those before this time.
    to: Option<Time>,
    /// Those in which user, client, action or detail contains this.
    search: Option<String>,
}

/// Search the audit log
#[utoipa::path(
    get, path = "/audit", tag = "audit", params(AuditQuery, Paging),
    responses((status = OK, description = "A part of the log, the newest first", body = Part<Entry>)),
)]
pub async fn list_audit(
    State(app): State<App>,
    _: Admin,
    Query(query): Query<AuditQuery>,
    Query(paging): Query<Paging>,
) -> Result<Json<Part<Entry>>, Problem> {
    let filter = AuditFilter {
        who: query.who,
        actions: super::list(query.action.as_deref()),
        object_kind: query.object_kind,
        object_id: query.object_id,
        connections: query.connection_id.map(|id| vec![id]),
        from: query.from.map(|Time(at)| at),
        to: query.to.map(|Time(at)| at),
        search: query.search,
    };
    let listed = app.store.audit().list(&filter, &paging.page(Order::Desc)).await?;
    let next = listed.next;
    let items: Result<Vec<Entry>, Problem> = listed.rows.into_iter().map(shown).collect();
    Ok(Json(Part { items: items?, next, total: None }))
}

fn shown(row: Audit) -> Result<Entry, Problem> {
    let Audit { id, at, who, client, action, object_kind, object_id, connection_id, detail } = row;
    let detail = detail.read().map_err(StoreError::from)?;
    Ok(Entry { id, at: Time(at), who, client, action, object_kind, object_id, connection_id, detail })
}
