//! Webhooks: who is told of what happens to tasks. Their addresses let in whoever knows them, so only admins see them.

use crate::app::App;
use crate::audit::{self, About};
use crate::auth::caller::{Admin, Caller};
use crate::etag::{Expected, Versioned};
use crate::idempotency::{Creation, Key, Made};
use crate::page::{Order, Paging, Part};
use crate::problem::{Code, Problem};
use crate::request::{Body, Path, Query};
use crate::wire::connection::Password;
use crate::wire::webhook::{Delivery, Webhook, WebhookAnswer, WebhookRequest};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::json;
use shadowtable_engine::webhook::{self, UrlError};
use shadowtable_store::{Audit, Batch, Document, Hidden, StoreError, new_id};

/// The longest address.
const LONGEST: usize = 2_000;

/// List webhooks
#[utoipa::path(
    get, path = "/webhooks", tag = "webhooks",
    responses((status = OK, description = "All of them, by name", body = Part<Webhook>)),
)]
pub async fn list_webhooks(State(app): State<App>, _: Admin) -> Result<Json<Part<Webhook>>, Problem> {
    let rows = app.store.webhooks().all().await?;
    let items = rows.into_iter().map(|row| shown(&app, row)).collect::<Result<_, _>>()?;
    Ok(Json(Part::whole(items)))
}

/// Create a webhook
#[utoipa::path(
    post, path = "/webhooks", tag = "webhooks", request_body = WebhookRequest,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same request with the same key is done once")),
    responses((status = CREATED, description = "The webhook", body = Webhook)),
)]
pub async fn create_webhook(
    State(app): State<App>,
    Admin(caller): Admin,
    key: Key,
    Body(new): Body<WebhookRequest>,
) -> Result<(StatusCode, Versioned<Webhook>), Problem> {
    let creation = Creation::new(&app, &caller, key, "webhooks", &new)?;
    let id = match creation.before().await? {
        Some(id) => id,
        None => {
            let now = app.store.now().await?;
            let mut row = draft(&caller, now);
            fill(&app, &mut row, new).await?;
            let mut batch = Batch::new();
            batch.insert(&row);
            batch.insert(&changed(&app, &caller, (now, "webhook-created"), &row)?);
            match creation.commit(batch, &row.id, now).await? {
                Made::Now => row.id,
                Made::Before(id) => id,
            }
        }
    };
    let row = found(&app, &id).await?;
    Ok((StatusCode::CREATED, Versioned(row.version, shown(&app, row)?)))
}

/// One webhook
#[utoipa::path(
    get, path = "/webhooks/{id}", tag = "webhooks",
    params(("id" = String, Path, description = "The webhook's id")),
    responses((status = OK, description = "The webhook; the ETag is for changing it", body = Webhook)),
)]
pub async fn get_webhook(
    State(app): State<App>,
    _: Admin,
    Path(id): Path<String>,
) -> Result<Versioned<Webhook>, Problem> {
    let row = found(&app, &id).await?;
    Ok(Versioned(row.version, shown(&app, row)?))
}

/// Change a webhook
///
/// The whole webhook is sent; only a secret that is absent stays as it is, if the address stays the same.
#[utoipa::path(
    put, path = "/webhooks/{id}", tag = "webhooks", request_body = WebhookRequest,
    params(
        ("id" = String, Path, description = "The webhook's id"),
        ("If-Match" = String, Header, description = "The ETag of what was seen"),
    ),
    responses((status = OK, description = "The webhook as it is now", body = Webhook)),
)]
pub async fn change_webhook(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    expected: Expected,
    Body(new): Body<WebhookRequest>,
) -> Result<Versioned<Webhook>, Problem> {
    let mut row = found(&app, &id).await?;
    expected.check(row.version)?;
    if new.secret.is_none() && row.secret.is_some() && *app.store.unseal(&row.url, &row.id)? != new.url {
        return Err(Problem::invalid("secret", "the secret is not given to another address: send it again"));
    }
    fill(&app, &mut row, new).await?;
    let now = app.store.now().await?;
    let mut batch = Batch::new();
    batch.save(&row);
    batch.insert(&changed(&app, &caller, (now, "webhook-changed"), &row)?);
    app.store.commit(batch).await?;
    let row = found(&app, &id).await?;
    Ok(Versioned(row.version, shown(&app, row)?))
}

/// Delete a webhook
///
/// What is still to be delivered to it is not delivered any more.
#[utoipa::path(
    delete, path = "/webhooks/{id}", tag = "webhooks",
    params(
        ("id" = String, Path, description = "The webhook's id"),
        ("If-Match" = String, Header, description = "The ETag of what was seen"),
    ),
    responses((status = NO_CONTENT, description = "The webhook is gone")),
)]
pub async fn delete_webhook(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    expected: Expected,
) -> Result<StatusCode, Problem> {
    let row = found(&app, &id).await?;
    expected.check(row.version)?;
    let now = app.store.now().await?;
    let mut batch = Batch::new();
    batch.remove_webhook(&row);
    batch.insert(&changed(&app, &caller, (now, "webhook-deleted"), &row)?);
    app.store.commit(batch).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Send a test
///
/// Sends a notification that says it is a test, once and now, and answers with what the receiver said.
#[utoipa::path(
    post, path = "/webhooks/{id}/test", tag = "webhooks",
    params(("id" = String, Path, description = "The webhook's id")),
    responses((status = OK, description = "What the receiver said", body = WebhookAnswer)),
)]
pub async fn test_webhook(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Json<WebhookAnswer>, Problem> {
    let row = found(&app, &id).await?;
    let now = app.store.now().await?;
    let mut batch = Batch::new();
    batch.insert(&changed(&app, &caller, (now, "webhook-tested"), &row)?);
    app.store.commit(batch).await?;
    Ok(Json(webhook::test(&app.services, &row).await?.into()))
}

/// A webhook's deliveries
#[utoipa::path(
    get, path = "/webhooks/{id}/deliveries", tag = "webhooks",
    params(("id" = String, Path, description = "The webhook's id"), Paging),
    responses((status = OK, description = "Those of the last days, the newest first", body = Part<Delivery>)),
)]
pub async fn list_deliveries(
    State(app): State<App>,
    _: Admin,
    Path(id): Path<String>,
    Query(paging): Query<Paging>,
) -> Result<Json<Part<Delivery>>, Problem> {
    let row = found(&app, &id).await?;
    let listed = app.store.deliveries().list(&row.id, &paging.page(Order::Desc)).await?;
    Ok(Json(Part::of(listed, Delivery::from)))
}

async fn found(app: &App, id: &str) -> Result<shadowtable_store::Webhook, Problem> {
    app.store.webhooks().get(id).await.map_err(|error| match error {
        StoreError::NotFound(_) => Problem::not_found("webhook"),
        error => error.into(),
    })
}

fn shown(app: &App, row: shadowtable_store::Webhook) -> Result<Webhook, Problem> {
    let url = app.store.unseal(&row.url, &row.id)?;
    Webhook::of(row, &url).map_err(|error| Problem::internal(&error))
}

/// A webhook that is not filled yet.
fn draft(caller: &Caller, now: i64) -> shadowtable_store::Webhook {
    shadowtable_store::Webhook {
        id: new_id(),
        name: String::new(),
        url: Hidden::default(),
        template: String::new(),
        events: Document::default(),
        connection_id: None,
        secret: None,
        disabled: false,
        created_by: caller.user.name.clone(),
        created_at: now,
        version: 1,
    }
}

/// Fills a row from a request, sealing address and secret.
async fn fill(app: &App, row: &mut shadowtable_store::Webhook, new: WebhookRequest) -> Result<(), Problem> {
    check(app, &new).await?;
    let WebhookRequest { name, url, template, events, connection_id, enabled, secret } = new;
    row.name = name;
    row.url = app.store.seal(&url, &row.id)?;
    row.template = template.template().word().to_owned();
    let events: Vec<&str> = events.iter().map(|event| event.kind().word()).collect();
    row.events = Document::of(&events).map_err(StoreError::from)?;
    row.connection_id = connection_id;
    row.disabled = !enabled;
    match secret {
        Some(Password(secret)) if secret.is_empty() => row.secret = None,
        Some(Password(secret)) => row.secret = Some(app.store.seal(&secret, &row.id)?),
        None => {}
    }
    Ok(())
}

async fn check(app: &App, new: &WebhookRequest) -> Result<(), Problem> {
    if !(1..=64).contains(&new.name.trim().chars().count()) {
        return Err(Problem::invalid("name", "a name has 1 to 64 characters"));
    }
    if new.url.len() > LONGEST {
        return Err(Problem::invalid("url", format!("an address has at most {LONGEST} characters")));
    }
    app.services.policy.receivers.url(&new.url).map_err(|error| {
        let code = match error {
            UrlError::NoUrl(_) => Code::Invalid,
            UrlError::NotAllowed(..) => Code::HostNotAllowed,
        };
        Problem::new(code, error.to_string()).at("url")
    })?;
    if new.events.is_empty() {
        return Err(Problem::invalid("events", "say at least one event"));
    }
    if let Some(id) = &new.connection_id {
        match app.store.connections().get(id).await {
            Err(StoreError::NotFound(_)) => {
                return Err(Problem::invalid("connection_id", "there is no such connection"));
            }
            found => drop(found?),
        }
    }
    Ok(())
}

/// The audit entry; of the address it names the host only.
fn changed(
    app: &App,
    caller: &Caller,
    (now, action): (i64, &str),
    row: &shadowtable_store::Webhook,
) -> Result<Audit, Problem> {
    let url = app.store.unseal(&row.url, &row.id)?;
    let host = app.services.policy.receivers.url(&url).ok();
    let host = host.as_ref().and_then(|url| url.host_str());
    let detail = json!({
        "name": row.name, "host": host, "template": row.template, "connection": row.connection_id,
        "enabled": !row.disabled,
    });
    Ok(audit::by(caller, now, action, About::thing("webhook", &row.id), &detail))
}
