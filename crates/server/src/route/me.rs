//! The caller's own account.

use crate::app::App;
use crate::audit::{self, About};
use crate::auth::caller::NewCaller;
use crate::auth::{limit, password, session};
use crate::problem::{Code, Problem};
use crate::request::Body;
use crate::wire::access::{Me, PasswordChange};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum_extra::extract::CookieJar;
use serde_json::json;
use shadowtable_store::Batch;

/// Who the caller is
#[utoipa::path(
    get, path = "/me", tag = "session",
    responses((status = OK, description = "The caller", body = Me)),
)]
pub async fn get_me(NewCaller(caller): NewCaller) -> Json<Me> {
    Json(caller.into())
}

/// Change one's own password
///
/// All sessions of the caller end; the answer sets the cookie of a new one.
#[utoipa::path(
    put, path = "/me/password", tag = "session", request_body = PasswordChange,
    responses((status = NO_CONTENT, description = "The password was changed")),
)]
pub async fn change_password(
    State(app): State<App>,
    NewCaller(caller): NewCaller,
    jar: CookieJar,
    Body(change): Body<PasswordChange>,
) -> Result<(CookieJar, StatusCode), Problem> {
    caller.needs_session()?;
    let now = app.store.now().await?;
    let mut user = caller.user.clone();
    // Whoever sits at somebody else's open session guesses no better than at the login.
    limit::check(&app, &user.name, &caller.client, now).await?;
    let wrong = |error| Problem::internal(&error);
    if !password::verify(change.current, Some(user.password_hash.clone())).await.map_err(wrong)? {
        limit::failed(&app, &user.name, &caller.client, now).await?;
        return Err(Problem::new(Code::WrongCredentials, "this is not your password").at("current"));
    }
    if let Some(fault) = password::fault(&change.new) {
        return Err(Problem::invalid("new", fault));
    }
    user.password_hash = password::hash(change.new).await.map_err(wrong)?;
    user.must_change = false;
    let (row, cookie) = session::begun(&app, &user, &caller.client, now)?;
    let about = About::thing("user", &user.id);
    let mut batch = Batch::new();
    batch.save(&user).end_sessions(&user.id).insert(&row);
    batch.insert(&audit::by(&caller, now, "password-changed", about, &json!({})));
    app.store.commit(batch).await?;
    Ok((jar.add(cookie), StatusCode::NO_CONTENT))
}
