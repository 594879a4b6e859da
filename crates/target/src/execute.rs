//! Running one statement that changes something: done, failed, or unknown.

use crate::query::{QueryError, ServerError};
use crate::row;
use crate::session::Session;
use crate::setup::{ZeroDates, write_mode};
use mysql_async::prelude::Queryable;
use shadowtable_schema::{Dialect, Flavor};

/// A warning of the server's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// `Note`, `Warning` or `Error`.
    pub level: String,
    /// The vendor's number.
    pub code: u16,
    /// The server's words.
    pub message: String,
}

/// What became of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server did it.
    Done {
        /// What it remarked.
        warnings: Vec<Warning>,
        /// Rows it reports as affected.
        affected_rows: u64,
    },
    /// The server did not do it, and says why.
    Failed(ServerError),
    /// Nobody knows: the server may have done it, or may still be at it. Only looking at the database tells.
    Unknown {
        /// Why nobody knows, in a sentence's fragment.
        reason: String,
    },
}

impl Session {
    /// Runs one statement, exactly as it is. Waits as long as the server does: end it with [`Session::canceller`].
    ///
    /// A session whose outcome is `Unknown` because its connection is gone stays lost. Dropping the future has the same
    /// effect.
    pub async fn execute(&mut self, sql: &str, zero_dates: ZeroDates) -> Outcome {
        if self.is_lost() {
            // Nothing was sent, but somebody who takes this for Failed would go on with a lost connection.
            return unknown("the connection had been lost before the statement was sent");
        }
        if self.zero_dates != zero_dates {
            match self.send(write_mode(zero_dates)).await {
                Outcome::Done { .. } => self.zero_dates = zero_dates,
                other => return other,
            }
        }
        self.send(sql).await
    }

    async fn send(&mut self, sql: &str) -> Outcome {
        match self.conn.query_drop(sql).await {
            Ok(()) => {
                let affected_rows = self.conn.affected_rows();
                let warnings = if self.conn.get_warnings() > 0 { self.warnings().await } else { Vec::new() };
                Outcome::Done { warnings, affected_rows }
            }
            Err(mysql_async::Error::Server(error)) => refused(self.server.dialect, error.into()),
            Err(error) => {
                self.broken = true;
                unknown(format!("the connection was lost while the statement ran: {error}"))
            }
        }
    }

    /// The last statement's warnings; none when they can't be read, for the statement itself was done.
    async fn warnings(&mut self) -> Vec<Warning> {
        let rows = self.query("SHOW WARNINGS").await.unwrap_or_default();
        rows.iter().filter_map(|row| warning(row).ok()).collect()
    }
}

fn warning(row: &mysql_async::Row) -> Result<Warning, QueryError> {
    let code = u16::try_from(row::number(row, 1)?).unwrap_or(u16::MAX);
    Ok(Warning { level: row::text(row, 0)?, code, message: row::text(row, 2)? })
}

fn unknown(reason: impl Into<String>) -> Outcome {
    Outcome::Unknown { reason: reason.into() }
}

/// A refusal that leaves open whether the statement was done is `Unknown`.
fn refused(dialect: Dialect, error: ServerError) -> Outcome {
    let is_open = match error.code {
        // Server shutdown in progress, killed connection (MariaDB), idle connection closed (MySQL).
        1053 | 1927 | 4031 => true,
        // OceanBase runs DDL as a task: a timeout or an interrupt ends the waiting for it, not always the task. 5066 is
        // its word for a killed connection.
        1317 | 4012 | 5066 => dialect.flavor == Flavor::OceanBase,
        _ => false,
    };
    if is_open { unknown(format!("the server broke off: {error}")) } else { Outcome::Failed(error) }
}
