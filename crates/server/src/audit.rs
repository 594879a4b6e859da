//! The audit log: who did what, from where; written with the change itself or not at all.

use crate::auth::caller::Caller;
use crate::middleware::client::Client;
use serde_json::Value;
use shadowtable_store::{Audit, Document, new_id};

/// An entry about what a caller does.
pub fn by(caller: &Caller, at: i64, action: &str, about: About<'_>, detail: &Value) -> Audit {
    entry(Some(&caller.user.name), &caller.client, at, action, about, detail)
}

/// An entry, also about somebody who is not logged in.
pub fn entry(
    who: Option<&str>,
    client: &Client,
    at: i64,
    action: &str,
    about: About<'_>,
    detail: &Value,
) -> Audit {
    let owned = |text: &str| text.to_owned();
    Audit {
        id: new_id(),
        at,
        who: who.map(owned),
        client: Some(client.address.to_string()),
        action: owned(action),
        object_kind: owned(about.kind),
        object_id: about.id.map(owned),
        connection_id: about.connection.map(owned),
        detail: Document::from_text(detail.to_string()),
    }
}

/// What an entry is about.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    kind: &'static str,
    id: Option<&'a str>,
    connection: Option<&'a str>,
}

impl<'a> About<'a> {
    /// A thing that belongs to no connection.
    pub const fn thing(kind: &'static str, id: &'a str) -> Self {
        Self { kind, id: Some(id), connection: None }
    }

    /// A connection itself.
    pub const fn connection(id: &'a str) -> Self {
        Self { kind: "connection", id: Some(id), connection: Some(id) }
    }
}
