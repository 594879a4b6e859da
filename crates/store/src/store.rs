//! The store: a backend that has the newest schema and is sealed with our key, and the doors to its repositories.

use crate::address::StoreAddress;
use crate::backend::{Backend, BackendError, Statement};
use crate::batch::Batch;
use crate::clock::Clock;
use crate::error::StoreError;
use crate::key::MasterKey;
use crate::migration;
use crate::noun::{
    analysis::Analyses, audit::AuditLog, connection::Connections, event::Events, failed_login::FailedLogins,
    grant::Grants, idempotency::IdempotencyKeys, node::Nodes, pair::Pairs, run::Runs, run_pair::RunPairs,
    session::Sessions, setting::Settings, step::Steps, task::Tasks, token::Tokens, user::Users,
    webhook::Deliveries, webhook::Webhooks,
};
use crate::record::Record;
use crate::value::{Hidden, Row, Value};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

/// How often a batch is tried that others were in the way of (a deadlock). Nothing of it was written any of those times.
const ATTEMPTS: u32 = 10;

/// The server's memory. Cloning it is cheap, and all clones are one store.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    backend: Arc<dyn Backend>,
    key: MasterKey,
    clock: Clock,
}

impl Store {
    /// Opens a store, makes it if it is not there, and brings its schema up to date.
    ///
    /// # Errors
    /// `Newer` if a newer program wrote it, `AnotherKey` if it was sealed with another key, and what the database says.
    pub async fn open(address: &StoreAddress, key: MasterKey) -> Result<Self, StoreError> {
        Self::open_with(address.connect()?, key, Clock::Database).await
    }

    /// As [`Store::open`], on any backend and with any clock.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_with(
        backend: Arc<dyn Backend>,
        key: MasterKey,
        clock: Clock,
    ) -> Result<Self, StoreError> {
        let store = Self { inner: Arc::new(Inner { backend, key, clock }) };
        migration::migrate(&store).await?;
        store.check_key().await?;
        Ok(store)
    }

    /// The time, ms since the epoch: the database's, which all nodes share.
    ///
    /// # Errors
    /// What the database says.
    pub async fn now(&self) -> Result<i64, StoreError> {
        match self.inner.clock.time() {
            Some(time) => Ok(time),
            None => Ok(self.inner.backend.now().await?),
        }
    }

    /// Writes a batch, or nothing of it.
    ///
    /// # Errors
    /// What a statement of the batch expected and did not find, and what the database says. After `Unavailable` it may have
    /// been written or not: batches that say what they expect may be committed again, and fail if it was.
    pub async fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        self.commit_counted(batch).await.map(|_| ())
    }

    /// Seals a text for the row of this id.
    ///
    /// # Errors
    /// `Seal` if it is too long.
    pub fn seal(&self, text: &str, id: &str) -> Result<Hidden, StoreError> {
        self.inner.key.seal(text, id)
    }

    /// The text that was sealed for the row of this id.
    ///
    /// # Errors
    /// `AnotherKey`, `Seal`.
    pub fn unseal(&self, sealed: &Hidden, id: &str) -> Result<Zeroizing<String>, StoreError> {
        self.inner.key.unseal(sealed, id)
    }

    /// Copies the whole store into a file, while it is in use (SQLite only; a server has its own ways).
    ///
    /// # Errors
    /// What the database says.
    pub async fn backup(&self, to: &std::path::Path) -> Result<(), StoreError> {
        self.inner.backend.backup(to.to_owned()).await
    }

    /// The connections to the database, if they come from a pool.
    pub fn connections_in_use(&self) -> Option<crate::backend::Connections> {
        self.backend().connections()
    }

    pub(crate) fn backend(&self) -> &dyn Backend {
        self.inner.backend.as_ref()
    }

    pub(crate) fn key(&self) -> &MasterKey {
        &self.inner.key
    }

    /// As [`Store::commit`], and says how many rows each statement affected.
    pub(crate) async fn commit_counted(&self, batch: Batch) -> Result<Vec<u64>, StoreError> {
        let mut statements = batch.statements;
        let mut attempt = 0;
        loop {
            attempt += 1;
            let written = match statements.len() {
                0 => return Ok(Vec::new()),
                // One statement is all or nothing by itself.
                1 => self.backend().execute(statements[0].clone()).await.map(|count| vec![count]),
                _ if attempt == ATTEMPTS => self.backend().transaction(std::mem::take(&mut statements)).await,
                _ => self.backend().transaction(statements.clone()).await,
            };
            match written {
                Err(BackendError::Conflict(_)) if attempt < ATTEMPTS => pause(attempt).await,
                written => return Ok(written?),
            }
        }
    }

    /// Writes one statement.
    pub(crate) async fn write(&self, statement: Statement) -> Result<(), StoreError> {
        let mut batch = Batch::new();
        batch.push(statement);
        self.commit(batch).await
    }

    /// Reads rows; once more if the connection was lost.
    pub(crate) async fn query(&self, sql: String, params: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        match self.backend().query(sql.clone(), params.clone()).await {
            Err(BackendError::Lost(_) | BackendError::Conflict(_)) => {
                Ok(self.backend().query(sql, params).await?)
            }
            answer => Ok(answer?),
        }
    }

    /// Reads records.
    pub(crate) async fn read<T: Record>(
        &self,
        sql: String,
        params: Vec<Value>,
    ) -> Result<Vec<T>, StoreError> {
        let rows = self.query(sql, params).await?;
        rows.into_iter().map(|mut row| Ok(T::read(&mut row)?)).collect()
    }

    /// Reads a number.
    pub(crate) async fn number(&self, sql: String, params: Vec<Value>) -> Result<i64, StoreError> {
        let mut row = self.query(sql, params).await?.into_iter().next().unwrap_or_default();
        Ok(row.take("the answer", "its number")?)
    }
}

/// A little longer each time, and not as long as the other one that was in the way.
async fn pause(attempt: u32) {
    let chance = uuid::Uuid::now_v7().as_u128() % 10;
    let chance = u64::try_from(chance).unwrap_or_default();
    tokio::time::sleep(Duration::from_millis(chance + (1 << attempt.min(7)))).await;
}

/// A new id: unique everywhere, and sorted by the time it was made.
pub fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("dialect", &self.backend().dialect()).finish_non_exhaustive()
    }
}

/// The repositories.
macro_rules! doors {
    ($($name:ident: $repository:ident),+ $(,)?) => {
        impl Store {
            $(
                #[doc = concat!("The repository [`", stringify!($repository), "`].")]
                pub fn $name(&self) -> $repository<'_> {
                    $repository(self)
                }
            )+
        }
    };
}

doors! {
    users: Users,
    sessions: Sessions,
    tokens: Tokens,
    grants: Grants,
    connections: Connections,
    analyses: Analyses,
    pairs: Pairs,
    tasks: Tasks,
    runs: Runs,
    run_pairs: RunPairs,
    steps: Steps,
    events: Events,
    audit: AuditLog,
    idempotency: IdempotencyKeys,
    nodes: Nodes,
    settings: Settings,
    webhooks: Webhooks,
    deliveries: Deliveries,
    failed_logins: FailedLogins,
}
