//! A store whose database can be lost for good at a chosen write, before or after it took effect.

use anyhow::Result;
use shadowtable_store::StoreError;
use shadowtable_store::backend::{Answer, Backend, BackendError, Dialect, Statement};
use shadowtable_store::value::{Row, Value};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// When the database is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// The write does not take effect.
    Before,
    /// It takes effect, and nobody hears of it.
    After,
}

/// A backend that is lost at its n-th write and stays lost.
pub struct Failing {
    inner: Arc<dyn Backend>,
    left: AtomicI64,
    /// Only writes to this table count; all do when none is named.
    table: Option<&'static str>,
    cut: Cut,
    lost: tokio::sync::watch::Sender<bool>,
}

impl Failing {
    /// Lost at the n-th write from now, counted from 1.
    pub fn at(inner: Arc<dyn Backend>, n: i64, cut: Cut) -> Arc<Self> {
        Arc::new(Self::new(inner, None, n, cut))
    }

    /// Lost at the n-th write to this table: how often a node says meanwhile that it is alive does not matter then.
    pub fn at_write_to(table: &'static str, inner: Arc<dyn Backend>, n: i64, cut: Cut) -> Arc<Self> {
        Arc::new(Self::new(inner, Some(table), n, cut))
    }

    fn new(inner: Arc<dyn Backend>, table: Option<&'static str>, n: i64, cut: Cut) -> Self {
        Self { inner, left: AtomicI64::new(n), table, cut, lost: tokio::sync::watch::channel(false).0 }
    }

    fn counts(&self, statements: &[Statement]) -> bool {
        self.table.is_none_or(|table| statements.iter().any(|one| one.table == table))
    }

    /// Whether it was lost yet.
    pub fn is_lost(&self) -> bool {
        *self.lost.borrow()
    }

    /// Waits until it is lost.
    pub async fn lost(&self) -> Result<()> {
        self.lost.subscribe().wait_for(|lost| *lost).await?;
        Ok(())
    }

    fn gone<T>() -> Result<T, BackendError> {
        Err(BackendError::Lost("cut".to_owned()))
    }

    async fn write<T>(&self, counts: bool, write: Answer<'_, T>) -> Result<T, BackendError> {
        if self.is_lost() {
            return Self::gone();
        }
        if !counts || self.left.fetch_sub(1, Ordering::SeqCst) != 1 {
            return write.await;
        }
        if self.cut == Cut::After {
            write.await?;
        }
        self.lost.send_replace(true);
        Self::gone()
    }
}

impl Backend for Failing {
    fn dialect(&self) -> Dialect {
        self.inner.dialect()
    }

    fn execute(&self, statement: Statement) -> Answer<'_, u64> {
        let counts = self.counts(std::slice::from_ref(&statement));
        Box::pin(async move { self.write(counts, self.inner.execute(statement)).await })
    }

    fn query(&self, sql: String, params: Vec<Value>) -> Answer<'_, Vec<Row>> {
        Box::pin(
            async move { if self.is_lost() { Self::gone() } else { self.inner.query(sql, params).await } },
        )
    }

    fn transaction(&self, statements: Vec<Statement>) -> Answer<'_, Vec<u64>> {
        let counts = self.counts(&statements);
        Box::pin(async move { self.write(counts, self.inner.transaction(statements)).await })
    }

    fn now(&self) -> Answer<'_, i64> {
        Box::pin(async move { if self.is_lost() { Self::gone() } else { self.inner.now().await } })
    }

    fn backup(
        &self,
        to: std::path::PathBuf,
    ) -> Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send + '_>> {
        self.inner.backup(to)
    }
}
