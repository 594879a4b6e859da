//! Webhooks and the notifications on their way.

use super::{DeliveryState, Time, hidden};
use crate::wire::connection::Password;
use serde::{Deserialize, Serialize};
use shadowtable_engine::webhook::{Answer, Kind, Template};
use shadowtable_store::word::UnknownWord;
use utoipa::ToSchema;

/// A webhook. The secret is never shown.
#[derive(Debug, Serialize, ToSchema)]
pub struct Webhook {
    /// The id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where notifications are sent.
    pub url: String,
    /// How they are written.
    pub template: WebhookTemplate,
    /// Which events it is told of.
    pub events: Vec<WebhookEvent>,
    /// The connection whose events it is told of; all connections', if it names none.
    pub connection_id: Option<String>,
    /// Whether it is told of anything.
    pub enabled: bool,
    /// Whether a secret is kept.
    pub has_secret: bool,
    /// Who made it.
    pub created_by: String,
    /// When.
    pub created_at: Time,
}

/// How notifications are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum WebhookTemplate {
    /// JSON for programs, signed with HMAC-SHA256.
    Json,
    /// Slack's incoming webhooks.
    Slack,
    /// A custom robot of DingTalk.
    DingTalk,
    /// A custom bot of Feishu or Lark.
    Feishu,
}

/// What webhooks are told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WebhookEvent {
    /// A run has ended and left nothing to do, or somebody stopped it.
    Finished,
    /// A run has failed, as a whole or for some tables, or a task has expired.
    Failed,
    /// Somebody has to approve a task.
    ApprovalWanted,
    /// A recurring task has found shadows that are not as they should be.
    DriftFound,
    /// A run can't go on, and somebody has to look.
    NeedsAttention,
}

/// A webhook on its way in.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookRequest {
    /// Its name, 1 to 64 characters.
    pub name: String,
    /// Where notifications are sent, an address of HTTP or HTTPS.
    pub url: String,
    /// How they are written.
    pub template: WebhookTemplate,
    /// Which events it is told of, at least one.
    pub events: Vec<WebhookEvent>,
    /// Only events of this connection; of all, if nothing is said.
    pub connection_id: Option<String>,
    /// Whether it is told of anything; yes, if nothing is said.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// What notifications are signed with. In a change one that is absent stays as it is, and an empty one is taken away.
    #[serde(serialize_with = "hidden")]
    pub secret: Option<Password>,
}

const fn yes() -> bool {
    true
}

/// A notification on its way.
#[derive(Debug, Serialize, ToSchema)]
pub struct Delivery {
    /// The id, which the receiver gets as `Shadowtable-Delivery` at every try.
    pub id: String,
    /// The kind of event.
    pub event: String,
    /// The task that it is about.
    pub task_id: Option<String>,
    /// Where it is.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: i64,
    /// When it was made.
    pub created_at: Time,
    /// When it was tried last.
    pub tried_at: Option<Time>,
    /// How long the last try took, ms.
    pub took_ms: Option<i64>,
    /// The HTTP status of the last answer, if there was one.
    pub status: Option<i64>,
    /// What went wrong last.
    pub error: Option<String>,
    /// When it is tried next, if it is.
    pub next_at: Option<Time>,
}

/// What a receiver said to a test.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookAnswer {
    /// Whether it took the notification.
    pub ok: bool,
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// How long it took, ms.
    pub took_ms: u64,
    /// What went wrong.
    pub error: Option<String>,
}

impl WebhookTemplate {
    /// The engine's.
    pub const fn template(self) -> Template {
        match self {
            Self::Json => Template::Json,
            Self::Slack => Template::Slack,
            Self::DingTalk => Template::DingTalk,
            Self::Feishu => Template::Feishu,
        }
    }
}

impl From<Template> for WebhookTemplate {
    fn from(template: Template) -> Self {
        match template {
            Template::Json => Self::Json,
            Template::Slack => Self::Slack,
            Template::DingTalk => Self::DingTalk,
            Template::Feishu => Self::Feishu,
        }
    }
}

impl WebhookEvent {
    /// The engine's.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Finished => Kind::Finished,
            Self::Failed => Kind::Failed,
            Self::ApprovalWanted => Kind::ApprovalWanted,
            Self::DriftFound => Kind::DriftFound,
            Self::NeedsAttention => Kind::NeedsAttention,
        }
    }
}

impl Webhook {
    /// A row, with its address unsealed.
    ///
    /// # Errors
    /// When another version wrote a word that is not known here.
    pub fn of(row: shadowtable_store::Webhook, url: &str) -> Result<Self, UnknownWord> {
        let shadowtable_store::Webhook {
            id,
            name,
            url: _,
            template,
            events,
            connection_id,
            secret,
            disabled,
            created_by,
            created_at,
            version: _,
        } = row;
        let unknown = |what: &str| UnknownWord(what.to_owned());
        Ok(Self {
            id,
            name,
            url: url.to_owned(),
            template: template.parse::<Template>().map_err(|_| unknown(&template))?.into(),
            events: events.read().map_err(|_| unknown(events.text()))?,
            connection_id,
            enabled: !disabled,
            has_secret: secret.is_some(),
            created_by,
            created_at: Time(created_at),
        })
    }
}

impl From<shadowtable_store::Delivery> for Delivery {
    fn from(row: shadowtable_store::Delivery) -> Self {
        let shadowtable_store::Delivery {
            id,
            webhook_id: _,
            event,
            body,
            state,
            attempts,
            next_at,
            error,
            created_at,
            version: _,
            tried_at,
            took_ms,
            status,
        } = row;
        let note: Option<shadowtable_engine::webhook::Note> = body.read().ok();
        let is_pending = state == shadowtable_store::DeliveryState::Pending;
        Self {
            id,
            event,
            task_id: note.and_then(|note| note.task).map(|task| task.id),
            state: state.into(),
            attempts,
            created_at: Time(created_at),
            tried_at: tried_at.map(Time),
            took_ms,
            status,
            error,
            next_at: is_pending.then_some(Time(next_at)),
        }
    }
}

impl From<Answer> for WebhookAnswer {
    fn from(answer: Answer) -> Self {
        let Answer { status, took, error } = answer;
        let took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        Self { ok: error.is_none(), status, took_ms, error }
    }
}
