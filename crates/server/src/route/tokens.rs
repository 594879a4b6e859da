//! API tokens: what programs log in with. Everybody has their own.

use crate::app::App;
use crate::audit::{self, About};
use crate::auth::caller::Caller;
use crate::auth::secret;
use crate::idempotency::{Creation, Key, Made};
use crate::page::Part;
use crate::problem::Problem;
use crate::request::{Body, Path};
use crate::wire::Time;
use crate::wire::access::{MadeToken, NewToken, Token};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::json;
use shadowtable_store::{Batch, Role, new_id};

/// How long a token holds when nobody says so.
const USUAL_MS: i64 = 90 * 24 * 3_600_000;

/// List one's own tokens
#[utoipa::path(
    get, path = "/tokens", tag = "tokens",
    responses((status = OK, description = "All of them, the newest first", body = Part<Token>)),
)]
pub async fn list_tokens(State(app): State<App>, caller: Caller) -> Result<Json<Part<Token>>, Problem> {
    let rows = app.store.tokens().of(&caller.user.id).await?;
    let tokens: Result<Vec<Token>, Problem> = rows.into_iter().map(shown).collect();
    Ok(Json(Part::whole(tokens?)))
}

/// Create a token
///
/// The secret is shown this once. A token can't make another one.
#[utoipa::path(
    post, path = "/tokens", tag = "tokens", request_body = NewToken,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same request with the same key is done once")),
    responses((status = CREATED, description = "The token and its secret", body = MadeToken)),
)]
pub async fn create_token(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Body(new): Body<NewToken>,
) -> Result<(StatusCode, Json<MadeToken>), Problem> {
    caller.needs_session()?;
    let creation = Creation::new(&app, &caller, key, "tokens", &new)?;
    if let Some(id) = creation.before().await? {
        return made(&app, &id, None).await;
    }
    if !(1..=64).contains(&new.name.chars().count()) {
        return Err(Problem::invalid("name", "a name has 1 to 64 characters"));
    }
    let now = app.store.now().await?;
    let expires_at = new.expires_at.map_or(now.saturating_add(USUAL_MS), |Time(at)| at);
    if expires_at <= now {
        return Err(Problem::invalid("expires_at", "this time is over already"));
    }
    let secret = secret::new().map_err(|error| Problem::internal(&error))?;
    let secret = format!("{}{secret}", secret::TOKEN_PREFIX);
    let token = shadowtable_store::Token {
        id: new_id(),
        user_id: caller.user.id.clone(),
        name: new.name,
        secret_hash: secret::hash(&secret),
        scope: Role::from(new.scope).word().to_owned(),
        created_at: now,
        expires_at: Some(expires_at),
        used_at: None,
    };
    let detail = json!({ "name": token.name, "scope": token.scope });
    let mut batch = Batch::new();
    batch.insert(&token);
    batch.insert(&audit::by(&caller, now, "token-created", About::thing("token", &token.id), &detail));
    match creation.commit(batch, &token.id, now).await? {
        Made::Now => made(&app, &token.id, Some(secret)).await,
        Made::Before(id) => made(&app, &id, None).await,
    }
}

/// Delete a token
#[utoipa::path(
    delete, path = "/tokens/{id}", tag = "tokens", params(("id" = String, Path, description = "The token's id")),
    responses((status = NO_CONTENT, description = "It holds no longer")),
)]
pub async fn delete_token(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let own = app.store.tokens().of(&caller.user.id).await?;
    let token = own.into_iter().find(|token| token.id == id).ok_or_else(|| Problem::not_found("token"))?;
    let now = app.store.now().await?;
    let about = About::thing("token", &token.id);
    let mut batch = Batch::new();
    batch.remove_token(&token.id);
    batch.insert(&audit::by(&caller, now, "token-deleted", about, &json!({ "name": token.name })));
    app.store.commit(batch).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn made(app: &App, id: &str, secret: Option<String>) -> Result<(StatusCode, Json<MadeToken>), Problem> {
    let token = shown(app.store.tokens().get(id).await?)?;
    Ok((StatusCode::CREATED, Json(MadeToken { token, secret })))
}

fn shown(row: shadowtable_store::Token) -> Result<Token, Problem> {
    let scope: Role = row.scope.parse().map_err(|error| Problem::internal(&error))?;
    Ok(Token {
        id: row.id,
        name: row.name,
        scope: scope.into(),
        created_at: Time(row.created_at),
        expires_at: row.expires_at.map(Time),
        used_at: row.used_at.map(Time),
    })
}
