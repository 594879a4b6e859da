//! The caller of a request: a user, by session or by token.

use super::{secret, session};
use crate::app::App;
use crate::middleware::client::Client;
use crate::problem::{Code, Problem};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use axum_extra::headers::authorization::Bearer;
use axum_extra::headers::{Authorization, HeaderMapExt as _};
use shadowtable_engine::service::Actor;
use shadowtable_store::{Role, StoreError, User};

/// How often it is written down that a token is used.
const USED_EVERY_MS: i64 = 60_000;

/// A user who has logged in, with a password that is their own.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The user.
    pub user: User,
    /// How the user logged in.
    pub via: Via,
    /// What the caller may do where no grant says otherwise: a token's scope can make it less than the user's role.
    pub role: Role,
    /// The token's scope; a session has all of its user's rights.
    pub scope: Role,
    /// From where.
    pub client: Client,
}

/// How a caller is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Via {
    /// By a browser's cookie; the hash of the session.
    Session(String),
    /// By a program's token; its id.
    Token(String),
}

/// As [`Caller`], also with a first password that has to be changed: for changing it, and for leaving.
pub struct NewCaller(pub Caller);

/// A caller who is admin everywhere.
pub struct Admin(pub Caller);

impl FromRequestParts<App> for NewCaller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let client = client(parts);
        let bearer = parts.headers.typed_try_get::<Authorization<Bearer>>();
        let bearer = bearer.map_err(|_| ended("the header Authorization is no Bearer token"))?;
        let caller = match bearer {
            Some(Authorization(bearer)) => by_token(app, bearer.token(), client).await?,
            None => by_cookie(app, &CookieJar::from_headers(&parts.headers), client).await?,
        };
        if caller.user.disabled {
            return Err(ended("the account is disabled"));
        }
        tracing::Span::current().record("user", &caller.user.name);
        Ok(Self(caller))
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let NewCaller(caller) = NewCaller::from_request_parts(parts, app).await?;
        if caller.user.must_change {
            let detail = "the password was made by somebody else: change it with PUT /api/v1/me/password";
            return Err(Problem::new(Code::PasswordChange, detail));
        }
        Ok(caller)
    }
}

impl FromRequestParts<App> for Admin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, app).await?;
        caller.needs(Role::Admin)?;
        Ok(Self(caller))
    }
}

impl Caller {
    /// Refuses who has a smaller role.
    ///
    /// # Errors
    /// `forbidden`.
    pub fn needs(&self, role: Role) -> Result<(), Problem> {
        if self.role >= role { Ok(()) } else { Err(too_small(self.role, role)) }
    }

    /// The caller, as the engine writes it down.
    pub fn actor(&self) -> Actor {
        Actor { name: self.user.name.clone(), client: Some(self.client.address.to_string()) }
    }

    /// Refuses programs: what a session is needed for must not be done with a token that leaked.
    ///
    /// # Errors
    /// `forbidden`.
    pub fn needs_session(&self) -> Result<&str, Problem> {
        match &self.via {
            Via::Session(hash) => Ok(hash),
            Via::Token(_) => Err(Problem::forbidden("a token can't do this: log in with a password")),
        }
    }
}

/// The refusal of a role that is too small.
pub fn too_small(has: Role, needed: Role) -> Problem {
    let (has, needed) = (word(has), word(needed));
    Problem::forbidden(format!("this needs the role {needed}, and yours is {has}"))
}

/// A role as it is written.
pub fn word(role: Role) -> String {
    role.word().to_lowercase()
}

/// The client that the middleware found.
pub fn client(parts: &Parts) -> Client {
    let unknown = Client { address: std::net::Ipv4Addr::UNSPECIFIED.into(), is_secure: false };
    parts.extensions.get().copied().unwrap_or(unknown)
}

async fn by_cookie(app: &App, jar: &CookieJar, client: Client) -> Result<Caller, Problem> {
    let hash = session::presented(jar, &client).ok_or_else(|| ended("nobody is logged in"))?;
    let found = app.store.sessions().find(&hash).await?;
    let now = app.store.now().await?;
    let found = found.filter(|found| session::holds(app, found, now));
    let found = found.ok_or_else(|| ended("the session has ended"))?;
    session::seen(app, &found, now).await?;
    let user = user(app, &found.user_id).await?;
    Ok(Caller { role: user.role, scope: Role::Admin, user, via: Via::Session(hash), client })
}

async fn by_token(app: &App, token: &str, client: Client) -> Result<Caller, Problem> {
    let now = app.store.now().await?;
    let found = app.store.tokens().by_hash(&secret::hash(token)).await?;
    let found = found.filter(|found| found.expires_at.is_none_or(|end| now < end));
    let found = found.ok_or_else(|| ended("the token is unknown or has ended"))?;
    if found.used_at.is_none_or(|used| now >= used.saturating_add(USED_EVERY_MS)) {
        app.store.tokens().used(&found.id, now).await?;
    }
    let user = user(app, &found.user_id).await?;
    let scope: Role = found.scope.parse().map_err(|error| Problem::internal(&error))?;
    Ok(Caller { role: user.role.min(scope), scope, user, via: Via::Token(found.id), client })
}

async fn user(app: &App, id: &str) -> Result<User, Problem> {
    match app.store.users().get(id).await {
        Err(StoreError::NotFound(_)) => Err(ended("the account is gone")),
        found => Ok(found?),
    }
}

fn ended(detail: &str) -> Problem {
    Problem::new(Code::Unauthenticated, detail)
}
