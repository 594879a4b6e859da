//! Users: an admin's work.

use crate::accounts::{self, Change, Draft, Shown};
use crate::app::App;
use crate::audit::{self, About};
use crate::auth::caller::Admin;
use crate::etag::{Expected, Versioned};
use crate::idempotency::{Creation, Key, Made};
use crate::page::{Order, Paging, Part};
use crate::problem::Problem;
use crate::request::{Body, Path, Query};
use crate::wire::access::{MadeUser, NewUser, User, UserChange};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::json;
use shadowtable_store::{Batch, Role};
use utoipa::IntoParams;

/// Which users are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UserQuery {
    /// Those whose name contains this.
    search: Option<String>,
}

/// List users
#[utoipa::path(
    get, path = "/users", tag = "users", params(UserQuery, Paging),
    responses((status = OK, description = "A part of the list, by name", body = Part<User>)),
)]
pub async fn list_users(
    State(app): State<App>,
    _: Admin,
    Query(query): Query<UserQuery>,
    Query(paging): Query<Paging>,
) -> Result<Json<Part<User>>, Problem> {
    let listed = app.store.users().list(query.search.as_deref(), &paging.page(Order::Asc)).await?;
    Ok(Json(Part::of(listed, User::from)))
}

/// Create a user
///
/// The user must change the first password. One is made, and shown this once, if the request has none.
#[utoipa::path(
    post, path = "/users", tag = "users", request_body = NewUser,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same request with the same key is done once")),
    responses((status = CREATED, description = "The user", body = MadeUser)),
)]
pub async fn create_user(
    State(app): State<App>,
    Admin(caller): Admin,
    key: Key,
    Body(new): Body<NewUser>,
) -> Result<(StatusCode, Versioned<MadeUser>), Problem> {
    let creation = Creation::new(&app, &caller, key, "users", &new)?;
    if let Some(id) = creation.before().await? {
        return made(&app, &id, None).await;
    }
    let Draft { user, shown } = accounts::draft(&app.store, new.name, new.role.into(), new.password).await?;
    let now = user.created_at;
    let detail = json!({ "name": user.name, "role": user.role.word() });
    let mut batch = Batch::new();
    batch.insert(&user);
    batch.insert(&audit::by(&caller, now, "user-created", About::thing("user", &user.id), &detail));
    match creation.commit(batch, &user.id, now).await? {
        Made::Now => made(&app, &user.id, shown.map(|Shown(password)| password)).await,
        Made::Before(id) => made(&app, &id, None).await,
    }
}

async fn made(
    app: &App,
    id: &str,
    password: Option<String>,
) -> Result<(StatusCode, Versioned<MadeUser>), Problem> {
    let user = app.store.users().get(id).await?;
    Ok((StatusCode::CREATED, Versioned(user.version, MadeUser { user: user.into(), password })))
}

/// One user
#[utoipa::path(
    get, path = "/users/{id}", tag = "users", params(("id" = String, Path, description = "The user's id")),
    responses((status = OK, description = "The user; the ETag is for changing it", body = User)),
)]
pub async fn get_user(
    State(app): State<App>,
    _: Admin,
    Path(id): Path<String>,
) -> Result<Versioned<User>, Problem> {
    let user = found(&app, &id).await?;
    Ok(Versioned(user.version, user.into()))
}

/// Change a user
///
/// A user whose role or password changes, or who is disabled, is logged out everywhere.
#[utoipa::path(
    patch, path = "/users/{id}", tag = "users", request_body = UserChange,
    params(
        ("id" = String, Path, description = "The user's id"),
        ("If-Match" = String, Header, description = "The ETag of what was seen"),
    ),
    responses((status = OK, description = "The user as it is now", body = User)),
)]
pub async fn change_user(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    expected: Expected,
    Body(change): Body<UserChange>,
) -> Result<Versioned<User>, Problem> {
    let user = found(&app, &id).await?;
    expected.check(user.version)?;
    let detail = json!({ "name": user.name, "change": change, "password": change.password.is_some() });
    let UserChange { role, disabled, password } = change;
    let must_change = user.id != caller.user.id;
    let change = Change {
        role: role.map(Role::from),
        disabled,
        password: password.map(|password| (Shown(password), must_change)),
    };
    let (user, mut batch) = accounts::changed(&app.store, &user, change).await?;
    let now = app.store.now().await?;
    batch.insert(&audit::by(&caller, now, "user-changed", About::thing("user", &user.id), &detail));
    app.store.commit(batch).await?;
    let user = app.store.users().get(&id).await?;
    Ok(Versioned(user.version, user.into()))
}

/// Delete a user
///
/// What the user made stays.
#[utoipa::path(
    delete, path = "/users/{id}", tag = "users",
    params(
        ("id" = String, Path, description = "The user's id"),
        ("If-Match" = String, Header, description = "The ETag of what was seen"),
    ),
    responses((status = NO_CONTENT, description = "The user is gone")),
)]
pub async fn delete_user(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    expected: Expected,
) -> Result<StatusCode, Problem> {
    let user = found(&app, &id).await?;
    expected.check(user.version)?;
    accounts::keeps_an_admin(&app.store, &user).await?;
    let now = app.store.now().await?;
    let about = About::thing("user", &user.id);
    let mut batch = Batch::new();
    batch.remove_user(&user);
    batch.insert(&audit::by(&caller, now, "user-deleted", about, &json!({ "name": user.name })));
    app.store.commit(batch).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn found(app: &App, id: &str) -> Result<shadowtable_store::User, Problem> {
    app.store.users().get(id).await.map_err(|error| match error {
        shadowtable_store::StoreError::NotFound(_) => Problem::not_found("user"),
        error => error.into(),
    })
}
