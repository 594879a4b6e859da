//! A new master key: everything that is sealed is sealed again, at once or not at all.

use crate::backend::{Statement, Unmet};
use crate::batch::Batch;
use crate::error::StoreError;
use crate::key::MasterKey;
use crate::list::Select;
use crate::meta::KEY_CHECK;
use crate::noun::connection::Connection;
use crate::noun::webhook::Webhook;
use crate::store::Store;
use crate::value::{Column as _, Hidden, Value};

/// A node that said so long ago that it is alive is gone, ms.
const ALIVE: i64 = 60_000;

impl Store {
    /// Seals everything with another key. Afterwards this store refuses to open with the old one, so no node may be alive: one
    /// that still has the old key could unseal nothing any more.
    ///
    /// # Errors
    /// `InUse` if a node is alive, `Changed` if something sealed was changed meanwhile, and what the database says.
    pub async fn reseal(&self, key: &MasterKey) -> Result<(), StoreError> {
        self.nobody_is_here().await?;
        let mut batch = Batch::new();
        let check = self.meta(KEY_CHECK).await?.ok_or(StoreError::NotFound("meta"))?;
        let sql = "UPDATE `meta` SET `value` = ? WHERE `name` = ? AND `value` = ?";
        let params = vec![crate::meta::proof(key)?.to_value(), KEY_CHECK.into(), check.to_value()];
        batch.push(Statement::some("meta", sql, params, Unmet::Changed));
        for Connection { id, password, .. } in Select::default().all(self, "ORDER BY `id`").await? {
            self.again(&mut batch, key, ("connections", "password"), &id, password)?;
        }
        for Webhook { id, url, secret, .. } in Select::default().all(self, "ORDER BY `id`").await? {
            self.again(&mut batch, key, ("webhooks", "url"), &id, Some(url))?;
            self.again(&mut batch, key, ("webhooks", "secret"), &id, secret)?;
        }
        self.commit(batch).await
    }

    /// Refuses while a node is alive.
    pub(crate) async fn nobody_is_here(&self) -> Result<(), StoreError> {
        let since = self.now().await? - ALIVE;
        match self.nodes().all().await?.into_iter().find(|node| node.seen_at > since) {
            Some(node) => {
                Err(StoreError::InUse(format!("{} (process {} on {})", node.id, node.pid, node.host)))
            }
            None => Ok(()),
        }
    }

    fn again(
        &self,
        batch: &mut Batch,
        key: &MasterKey,
        (table, column): (&'static str, &str),
        id: &str,
        sealed: Option<Hidden>,
    ) -> Result<(), StoreError> {
        let Some(sealed) = sealed else { return Ok(()) };
        let again = key.seal(&self.unseal(&sealed, id)?, id)?;
        // Only over what was unsealed here: a password that somebody gives right now must not be lost.
        let sql = format!(
            "UPDATE `{table}` SET `{column}` = ?, `version` = `version` + 1 WHERE `id` = ? AND `{column}` = ?"
        );
        let params = vec![again.to_value(), Value::from(id), sealed.to_value()];
        batch.push(Statement::some(table, sql, params, Unmet::Changed));
        Ok(())
    }
}
