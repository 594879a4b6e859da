//! Who wants something done. What they may do is decided at the door.

use shadowtable_store::{AboutKind, Audit, Document, NewEvent, StoreError, new_id};

/// Who wants something done, and from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The user's name.
    pub name: String,
    /// The address they come from.
    pub client: Option<String>,
}

impl Actor {
    /// What a node does by itself.
    pub fn node() -> Self {
        Self { name: "shadowtable".to_owned(), client: None }
    }

    /// The audit entry of a change.
    pub(crate) fn audit(
        &self,
        action: &str,
        (kind, id): (&str, &str),
        connection_id: Option<&str>,
        detail: &serde_json::Value,
        at: i64,
    ) -> Result<Audit, StoreError> {
        Ok(Audit {
            id: new_id(),
            at,
            who: Some(self.name.clone()),
            client: self.client.clone(),
            action: action.to_owned(),
            object_kind: kind.to_owned(),
            object_id: Some(id.to_owned()),
            connection_id: connection_id.map(str::to_owned),
            detail: Document::of(detail)?,
        })
    }

    /// The event of a change of a task.
    pub(crate) fn event(
        &self,
        task_id: &str,
        kind: &str,
        body: &serde_json::Value,
        at: i64,
    ) -> Result<NewEvent, StoreError> {
        Ok(NewEvent {
            about_kind: AboutKind::Task,
            about_id: task_id.to_owned(),
            run_id: None,
            kind: kind.to_owned(),
            at,
            who: Some(self.name.clone()),
            body: Document::of(body)?,
        })
    }
}
