//! The audit log.

use super::Time;
use serde::Serialize;
use utoipa::ToSchema;

/// What somebody did.
#[derive(Debug, Serialize, ToSchema)]
pub struct Entry {
    /// The id.
    pub id: String,
    /// When.
    pub at: Time,
    /// Who, as far as it is known.
    pub who: Option<String>,
    /// From where.
    pub client: Option<String>,
    /// What was done.
    pub action: String,
    /// To what kind of thing.
    pub object_kind: String,
    /// To which.
    pub object_id: Option<String>,
    /// The connection it belongs to.
    pub connection_id: Option<String>,
    /// The rest.
    #[schema(value_type = Object)]
    pub detail: serde_json::Value,
}
