//! Webhooks: who is told about what, and the notifications that are still to be delivered.

use crate::backend::{Statement, Unmet};
use crate::batch::Batch;
use crate::document::Document;
use crate::error::StoreError;
use crate::list::{Listed, Order, Page, Select};
use crate::record::Record;
use crate::value::{Column as _, Hidden, Value};
use crate::word::DeliveryState;

record! {
    /// A webhook.
    Webhook in "webhooks" key(id) fixed(created_by, created_at) {
        /// The id.
        id: String,
        /// Its name.
        name: String,
        /// Where to, sealed for this id: the addresses of chats let in whoever knows them.
        url: Hidden,
        /// How the body is made: JSON, or a chat's own format.
        template: String,
        /// The kinds of events it wants, a JSON array.
        events: Document,
        /// The connection it is about; all, if it names none.
        connection_id: Option<String>,
        /// What bodies are signed with, sealed for this id.
        secret: Option<Hidden>,
        /// Whether it is switched off.
        disabled: bool,
        /// Who made it.
        created_by: String,
        /// When.
        created_at: i64,
        /// How often it was changed.
        version: i64,
    }
}

record! {
    /// A notification on its way.
    Delivery in "deliveries" key(id) fixed(webhook_id, event, body, created_at) {
        /// The id, the same at every attempt.
        id: String,
        /// To whom.
        webhook_id: String,
        /// The kind of event.
        event: String,
        /// What is sent.
        body: Document,
        /// Where it is.
        state: DeliveryState,
        /// How often it was tried.
        attempts: i64,
        /// When it is tried next.
        next_at: i64,
        /// What went wrong last.
        error: Option<String>,
        /// When it was made.
        created_at: i64,
        /// How often it was changed.
        version: i64,
        /// When it was tried last.
        tried_at: Option<i64>,
        /// How long the last try took, ms.
        took_ms: Option<i64>,
        /// The HTTP status of the last answer, if there was one.
        status: Option<i64>,
    }
}

repository! {
    /// Webhooks.
    Webhooks
}
get_by_id!(Webhooks, Webhook);
insert_plain!(Webhooks, Webhook);
compare_and_set!(Webhooks, Webhook);

repository! {
    /// Notifications on their way.
    Deliveries
}
get_by_id!(Deliveries, Delivery);
insert_plain!(Deliveries, Delivery);
compare_and_set!(Deliveries, Delivery);

impl Webhooks<'_> {
    /// All webhooks, by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn all(&self) -> Result<Vec<Webhook>, StoreError> {
        Select::default().all(self.0, "ORDER BY `name`, `id`").await
    }

    /// Deletes one with what is still to be delivered.
    ///
    /// # Errors
    /// `Changed`, and what the database says.
    pub async fn remove(&self, webhook: &Webhook) -> Result<(), StoreError> {
        let mut batch = Batch::new();
        batch.remove_webhook(webhook);
        self.0.commit(batch).await
    }
}

impl Deliveries<'_> {
    /// A page of a webhook's, by the time they were made.
    ///
    /// # Errors
    /// `Cursor`, and what the database says.
    pub async fn list(&self, webhook_id: &str, page: &Page) -> Result<Listed<Delivery>, StoreError> {
        let select = Select::default().is("webhook_id", webhook_id.to_owned());
        select.page(self.0, Order { by: "`created_at`", tie: "id" }, page).await
    }

    /// How many are still to be delivered, and when the oldest of them was made.
    ///
    /// # Errors
    /// What the database says.
    pub async fn queue(&self) -> Result<(i64, Option<i64>), StoreError> {
        let sql = "SELECT COUNT(*), MIN(`created_at`) FROM `deliveries` WHERE `state` = 'Pending'";
        let mut row = self.0.query(sql.to_owned(), Vec::new()).await?.into_iter().next().unwrap_or_default();
        Ok((row.take(Delivery::TABLE, "count")?, row.take(Delivery::TABLE, "created_at")?))
    }

    /// The one that is due longest, taken until a time: if this node says nothing until then, another tries it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn take(&self, now: i64, until: i64) -> Result<Option<Delivery>, StoreError> {
        let due: Vec<Delivery> = Select::default()
            .is("state", DeliveryState::Pending)
            .filter("`next_at` <= ?", vec![Value::Int(now)])
            .all(self.0, "ORDER BY `next_at`, `id` LIMIT 16")
            .await?;
        for mut delivery in due {
            let sql = "UPDATE `deliveries` SET `next_at` = ?, `attempts` = `attempts` + 1, `version` = `version` + 1 \
                       WHERE `id` = ? AND `version` = ?";
            let params = vec![Value::Int(until), delivery.id.to_value(), Value::Int(delivery.version)];
            match self.0.write(Statement::some(Delivery::TABLE, sql, params, Unmet::Changed)).await {
                Ok(()) => {}
                Err(StoreError::Changed(_)) => continue,
                Err(error) => return Err(error),
            }
            delivery.next_at = until;
            delivery.attempts += 1;
            delivery.version += 1;
            return Ok(Some(delivery));
        }
        Ok(None)
    }

    /// Forgets those that are over and were made before.
    ///
    /// # Errors
    /// What the database says.
    pub async fn clean(&self, before: i64) -> Result<(), StoreError> {
        let sql = "DELETE FROM `deliveries` WHERE `state` <> 'Pending' AND `created_at` < ?";
        self.0.write(Statement::any(Delivery::TABLE, sql, vec![Value::Int(before)])).await
    }
}

impl Batch {
    /// Deletes a webhook with what is still to be delivered.
    pub fn remove_webhook(&mut self, webhook: &Webhook) -> &mut Self {
        self.remove_row(webhook);
        self.delete(Delivery::TABLE, "webhook_id", &webhook.id)
    }
}
