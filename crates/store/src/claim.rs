//! A claim: the right to work on a run or an analysis, until the lease ends or somebody else has taken it.

use crate::backend::{Statement, Unmet};
use crate::batch::Batch;
use crate::error::StoreError;
use crate::store::Store;
use crate::value::{Column as _, Value};

/// What can be claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claimed {
    /// A run of a task.
    Run,
    /// An analysis.
    Analysis,
}

impl Claimed {
    pub(crate) fn table(self) -> &'static str {
        match self {
            Self::Run => "runs",
            Self::Analysis => "analyses",
        }
    }
}

/// A lease that was taken. The token is the fence: it counts up with every claim, and every write of a holder is made only
/// while the row still has it, so whoever was thought dead and comes back can't write any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What kind of thing.
    pub of: Claimed,
    /// Its id.
    pub id: String,
    /// The fence.
    pub token: i64,
    /// The node that holds it.
    pub node: String,
}

/// What a heartbeat brings back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beat {
    /// Somebody wants it stopped.
    pub cancel_requested: bool,
    /// When the lease ends now, by the store's clock. A holder whose heartbeats are not answered until then must have stopped:
    /// another node may go on.
    pub until: i64,
}

impl Store {
    /// How many leases hold at a time.
    ///
    /// # Errors
    /// What the database says.
    pub async fn leases(&self, of: Claimed, now: i64) -> Result<i64, StoreError> {
        let sql = format!(
            "SELECT COUNT(*) FROM `{}` WHERE `state` IN ('Running', 'Cancelling') AND `lease_until` >= ?",
            of.table()
        );
        self.number(sql, vec![Value::Int(now)]).await
    }
}

/// Lengthens a lease.
pub(crate) async fn heartbeat(store: &Store, claim: &Claim, ttl_ms: i64) -> Result<Beat, StoreError> {
    let table = claim.of.table();
    let until = store.now().await?.saturating_add(ttl_ms);
    // Counted, since a row that already has this time would not count as affected on every server.
    let sql = format!(
        "UPDATE `{table}` SET `lease_until` = ?, `lease_writes` = `lease_writes` + 1 WHERE `id` = ? AND `lease_token` = ?"
    );
    let params = vec![Value::Int(until), Value::from(claim.id.as_str()), Value::Int(claim.token)];
    store.write(Statement::some(table, sql, params, Unmet::LeaseLost)).await?;
    let sql = format!("SELECT `cancel_requested` FROM `{table}` WHERE `id` = ?");
    let rows = store.query(sql, vec![Value::from(claim.id.as_str())]).await?;
    let mut row = rows.into_iter().next().ok_or(StoreError::LeaseLost)?;
    Ok(Beat { cancel_requested: row.take(table, "cancel_requested")?, until })
}

/// Ends a lease, so that another node goes on at once.
pub(crate) async fn release(store: &Store, claim: &Claim) -> Result<(), StoreError> {
    let table = claim.of.table();
    let sql = format!(
        "UPDATE `{table}` SET `lease_until` = 0, `lease_writes` = `lease_writes` + 1 WHERE `id` = ? AND `lease_token` = ?"
    );
    let params = vec![claim.id.to_value(), Value::Int(claim.token)];
    store.write(Statement::some(table, sql, params, Unmet::LeaseLost)).await
}

impl Batch {
    /// A batch that is written only while the claim holds; otherwise it fails with `LeaseLost`.
    pub fn held(claim: &Claim) -> Self {
        let mut batch = Self::new();
        let table = claim.of.table();
        // It writes, since that locks the row on every server until the batch is through: nobody can claim in between.
        let sql = format!(
            "UPDATE `{table}` SET `lease_writes` = `lease_writes` + 1 WHERE `id` = ? AND `lease_token` = ?"
        );
        let params = vec![claim.id.to_value(), Value::Int(claim.token)];
        batch.push(Statement::some(table, sql, params, Unmet::LeaseLost));
        batch
    }

    /// A change of the claimed row itself, which also counts its version up.
    pub(crate) fn update_held(&mut self, claim: &Claim, sets: &str, mut params: Vec<Value>) -> &mut Self {
        let table = claim.of.table();
        let sql = format!(
            "UPDATE `{table}` SET {sets}, `version` = `version` + 1 WHERE `id` = ? AND `lease_token` = ?"
        );
        params.extend([claim.id.to_value(), Value::Int(claim.token)]);
        self.push(Statement::some(table, sql, params, Unmet::LeaseLost))
    }
}
