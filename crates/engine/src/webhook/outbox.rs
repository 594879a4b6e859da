//! The outbox: notes are written in the batch of the change that they tell of, so that no crash comes between.

use super::kind::Kind;
use super::note::{Note, RunNote, TaskNote, time};
use crate::service::Services;
use shadowtable_store::{
    Batch, Connection, Delivery, DeliveryState, Document, StoreError, Task, Webhook, new_id,
};

/// What is told of a task.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// What happened to it: `finished`, `wants approval`.
    pub what: &'static str,
    /// Why, if a reason is known.
    pub reason: Option<String>,
    /// The run, if there is one.
    pub run: Option<RunNote>,
}

/// Who wants to know of the events of a connection, read before the batch is put together.
pub struct Outbox {
    webhooks: Vec<Webhook>,
    connection: Option<Connection>,
    public_url: Option<String>,
}

impl Outbox {
    /// Opens it for the events of a connection.
    ///
    /// # Errors
    /// What the store says.
    pub async fn open(services: &Services, connection_id: &str) -> Result<Self, StoreError> {
        let mut webhooks = services.store.webhooks().all().await?;
        webhooks.retain(|webhook| Kind::ALL.iter().any(|kind| kind.is_wanted(webhook, connection_id)));
        if webhooks.is_empty() {
            return Ok(Self { webhooks, connection: None, public_url: None });
        }
        let connection = match services.store.connections().get(connection_id).await {
            Err(StoreError::NotFound(_)) => None,
            found => Some(found?),
        };
        let public_url = services.policy_now().await?.public_url;
        Ok(Self { webhooks, connection, public_url })
    }

    /// Adds a note of a task for everybody who wants it.
    ///
    /// # Errors
    /// When a note has no JSON.
    pub fn put(
        &self,
        batch: &mut Batch,
        kind: Kind,
        task: &Task,
        told: &Told,
        at: i64,
    ) -> Result<(), StoreError> {
        for webhook in self.webhooks.iter().filter(|one| kind.is_wanted(one, &task.connection_id)) {
            let id = new_id();
            let note = Note {
                id: id.clone(),
                event: kind.word().to_owned(),
                at: time(at),
                what: told.what.to_owned(),
                title: String::new(),
                reason: told.reason.clone(),
                task: Some(TaskNote::of(task, self.connection.as_ref())),
                run: told.run.clone(),
                link: self.public_url.as_ref().map(|base| link(base, task)),
            };
            batch.insert(&Delivery {
                id,
                webhook_id: webhook.id.clone(),
                event: kind.word().to_owned(),
                body: Document::of(&note)?,
                state: DeliveryState::Pending,
                attempts: 0,
                next_at: at,
                error: None,
                created_at: at,
                version: 1,
                tried_at: None,
                took_ms: None,
                status: None,
            });
        }
        Ok(())
    }
}

/// Where the console shows a task.
fn link(base: &str, task: &Task) -> String {
    format!("{}/tasks/{}", base.trim_end_matches('/'), task.id)
}
