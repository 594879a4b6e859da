//! Sessions: a cookie that browsers keep to themselves, and what the store knows about it.

use super::secret;
use crate::app::App;
use crate::middleware::client::Client;
use crate::problem::Problem;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use shadowtable_store::{Session, User};

/// The cookie over plain HTTP.
const PLAIN: &str = "shadowtable-session";

/// The cookie over HTTPS: with this prefix a browser takes it from this host over HTTPS only.
const SECURE: &str = "__Host-shadowtable-session";

/// How often it is written down that a session is used.
const SEEN_EVERY_MS: i64 = 60_000;

fn name(client: &Client) -> &'static str {
    if client.is_secure { SECURE } else { PLAIN }
}

/// The hash of the session in the request's cookie.
pub fn presented(jar: &CookieJar, client: &Client) -> Option<String> {
    jar.get(name(client)).map(|cookie| secret::hash(cookie.value()))
}

/// The cookie of a new session, and its row.
///
/// # Errors
/// A problem when there are no random bytes.
pub fn begun(
    app: &App,
    user: &User,
    client: &Client,
    now: i64,
) -> Result<(Session, Cookie<'static>), Problem> {
    let secret = secret::new().map_err(|error| Problem::internal(&error))?;
    let absolute = i64::try_from(app.settings.sessions.absolute.as_millis()).unwrap_or(i64::MAX);
    let session = Session {
        id_hash: secret::hash(&secret),
        user_id: user.id.clone(),
        created_at: now,
        seen_at: now,
        expires_at: now.saturating_add(absolute),
        client: client.address.to_string(),
    };
    Ok((session, cookie(client, secret)))
}

/// A cookie that takes the session's away.
pub fn none(client: &Client) -> Cookie<'static> {
    let mut cookie = cookie(client, String::new());
    cookie.make_removal();
    cookie
}

/// It goes to this host only, never to a script, and never with a request that another site began.
fn cookie(client: &Client, value: String) -> Cookie<'static> {
    Cookie::build((name(client), value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(client.is_secure)
        .build()
}

/// Whether the session still holds.
pub fn holds(app: &App, session: &Session, now: i64) -> bool {
    let idle = i64::try_from(app.settings.sessions.idle.as_millis()).unwrap_or(i64::MAX);
    now < session.expires_at && now < session.seen_at.saturating_add(idle)
}

/// Writes down that it was used, once a minute.
///
/// # Errors
/// What the store says.
pub async fn seen(app: &App, session: &Session, now: i64) -> Result<(), Problem> {
    if now >= session.seen_at.saturating_add(SEEN_EVERY_MS) {
        app.store.sessions().seen(&session.id_hash, now).await?;
    }
    Ok(())
}
