//! Logging in and out.

use crate::app::App;
use crate::audit::{self, About};
use crate::auth::caller::{Caller, NewCaller, Via};
use crate::auth::{limit, password, session};
use crate::middleware::client::Client;
use crate::problem::{Code, Problem};
use crate::request::Body;
use crate::wire::access::{Login, Me};
use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use axum_extra::extract::CookieJar;
use serde_json::json;
use shadowtable_store::{Batch, User};

/// Log in
///
/// The answer sets the session's cookie. A session that the request had ends.
#[utoipa::path(
    post, path = "/login", tag = "session", security(()), request_body = Login,
    responses((status = OK, description = "Logged in", body = Me)),
)]
pub async fn log_in(
    State(app): State<App>,
    Extension(client): Extension<Client>,
    jar: CookieJar,
    Body(login): Body<Login>,
) -> Result<(CookieJar, Json<Me>), Problem> {
    let now = app.store.now().await?;
    limit::check(&app, &login.name, &client, now).await?;
    let Some(user) = known(&app, &login).await? else {
        limit::failed(&app, &login.name, &client, now).await?;
        let about = About::thing("user", &login.name);
        let entry = audit::entry(None, &client, now, "login-failed", about, &json!({}));
        app.store.audit().insert(&entry).await?;
        return Err(Problem::new(Code::WrongCredentials, "check both; after some failures you have to wait"));
    };
    limit::succeeded(&app, &login.name, &client).await?;
    let (row, cookie) = session::begun(&app, &user, &client, now)?;
    let mut batch = Batch::new();
    if let Some(former) = session::presented(&jar, &client) {
        batch.end_session(&former);
    }
    let about = About::thing("user", &user.id);
    batch.insert(&row).insert(&audit::entry(Some(&user.name), &client, now, "login", about, &json!({})));
    app.store.commit(batch).await?;
    let role = user.role;
    let caller = Caller { user, via: Via::Session(row.id_hash), role, scope: role, client };
    Ok((jar.add(cookie), Json(caller.into())))
}

/// The user of this name and password, if there is one who may log in.
async fn known(app: &App, login: &Login) -> Result<Option<User>, Problem> {
    let user = app.store.users().by_name(&login.name).await?;
    let hash = user.as_ref().map(|user| user.password_hash.clone());
    let is_right =
        password::verify(login.password.clone(), hash).await.map_err(|error| Problem::internal(&error))?;
    Ok(user.filter(|user| is_right && !user.disabled))
}

/// Log out
#[utoipa::path(
    post, path = "/logout", tag = "session",
    responses((status = NO_CONTENT, description = "The session has ended")),
)]
pub async fn log_out(
    State(app): State<App>,
    NewCaller(caller): NewCaller,
    jar: CookieJar,
) -> Result<(CookieJar, StatusCode), Problem> {
    let session = caller.needs_session()?;
    let mut batch = Batch::new();
    batch.end_session(session);
    leave(&app, &caller, batch, "logout").await?;
    Ok((jar.add(session::none(&caller.client)), StatusCode::NO_CONTENT))
}

/// Log out everywhere
///
/// Ends all sessions of the caller, this one included. Tokens stay.
#[utoipa::path(
    post, path = "/logout-everywhere", tag = "session",
    responses((status = NO_CONTENT, description = "All sessions have ended")),
)]
pub async fn log_out_everywhere(
    State(app): State<App>,
    NewCaller(caller): NewCaller,
    jar: CookieJar,
) -> Result<(CookieJar, StatusCode), Problem> {
    caller.needs_session()?;
    let mut batch = Batch::new();
    batch.end_sessions(&caller.user.id);
    leave(&app, &caller, batch, "logout-everywhere").await?;
    Ok((jar.add(session::none(&caller.client)), StatusCode::NO_CONTENT))
}

async fn leave(app: &App, caller: &Caller, mut batch: Batch, action: &str) -> Result<(), Problem> {
    let now = app.store.now().await?;
    batch.insert(&audit::by(caller, now, action, About::thing("user", &caller.user.id), &json!({})));
    Ok(app.store.commit(batch).await?)
}

impl From<Caller> for Me {
    fn from(caller: Caller) -> Self {
        Self {
            role: caller.role.into(),
            must_change_password: caller.user.must_change,
            via: match caller.via {
                Via::Session(_) => "session",
                Via::Token(_) => "token",
            },
            user: caller.user.into(),
        }
    }
}
