//! A backend: a database that keeps rows of integers and text, and writes several statements together or not at all.

#[doc(hidden)]
pub mod faulty;
pub mod mysql;
mod pool;
pub(crate) mod quote;
pub mod sqlite;

use crate::error::StoreError;
use crate::value::{Row, Value};
use std::future::Future;
use std::pin::Pin;

/// A future of a backend.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, BackendError>> + Send + 'a>>;

/// What must be so for a batch to be written at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Any number of rows.
    Any,
    /// At least one row was affected; otherwise the batch fails with this.
    Some(Unmet),
}

/// What a statement that affected no row means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmet {
    /// The row has another version, or is gone.
    Changed,
    /// Another node holds the lease.
    LeaseLost,
}

/// A statement that writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The table it is about, for errors.
    pub table: &'static str,
    /// The text, with `?` for parameters.
    pub sql: String,
    /// The parameters.
    pub params: Vec<Value>,
    /// What must come of it.
    pub expect: Expect,
}

impl Statement {
    /// A statement that may affect any number of rows.
    pub fn any(table: &'static str, sql: impl Into<String>, params: Vec<Value>) -> Self {
        Self { table, sql: sql.into(), params, expect: Expect::Any }
    }

    /// A statement that must affect a row.
    pub fn some(table: &'static str, sql: impl Into<String>, params: Vec<Value>, unmet: Unmet) -> Self {
        Self { table, sql: sql.into(), params, expect: Expect::Some(unmet) }
    }

    /// Holds what it affected against what was expected.
    ///
    /// # Errors
    /// [`BackendError::Unmet`].
    pub fn check(&self, affected: u64) -> Result<(), BackendError> {
        match self.expect {
            Expect::Some(unmet) if affected == 0 => Err(BackendError::Unmet { table: self.table, unmet }),
            Expect::Some(_) | Expect::Any => Ok(()),
        }
    }
}

/// Why a backend did not do it.
#[derive(Debug, thiserror::Error)]
pub enum BackendError {
    /// A statement did not affect the row it had to; nothing was written.
    #[error("a statement on {table} found another state than expected")]
    Unmet {
        /// The table.
        table: &'static str,
        /// What that means.
        unmet: Unmet,
    },
    /// The key is taken; nothing was written.
    #[error("a key of {table} is taken")]
    Duplicate {
        /// The table.
        table: &'static str,
        /// The database's words.
        message: String,
    },
    /// Others were in the way (a deadlock, a lock waited for too long); nothing was written, and it may be tried again.
    #[error("others were in the way: {0}")]
    Conflict(String),
    /// The database can't be reached, or the answer was lost: it may have been written.
    #[error("{0}")]
    Lost(String),
    /// The database refused the statement.
    #[error("{message} ({code})")]
    Refused {
        /// Its code.
        code: i64,
        /// Its words.
        message: String,
    },
}

/// How a backend spells what differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// MySQL and those who speak like it.
    Mysql,
}

/// The connections that a backend has to its database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connections {
    /// How many are in use.
    pub in_use: usize,
    /// How many there may be.
    pub most: usize,
}

/// A database that keeps the store.
pub trait Backend: Send + Sync {
    /// How it spells what differs.
    fn dialect(&self) -> Dialect;

    /// Runs one statement and says how many rows it affected.
    fn execute(&self, statement: Statement) -> Answer<'_, u64>;

    /// Reads rows. Nothing is written, so it may be repeated.
    fn query(&self, sql: String, params: Vec<Value>) -> Answer<'_, Vec<Row>>;

    /// Runs all statements, or none of them, and says how many rows each affected.
    fn transaction(&self, statements: Vec<Statement>) -> Answer<'_, Vec<u64>>;

    /// The database's clock, ms since the epoch.
    fn now(&self) -> Answer<'_, i64>;

    /// The connections that it takes from a pool; `None` if it has no pool.
    fn connections(&self) -> Option<Connections> {
        None
    }

    /// Copies the whole store into a file, while it is in use.
    fn backup(
        &self,
        to: std::path::PathBuf,
    ) -> Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send + '_>>;
}
