//! Ending what another connection does: its statement, or the whole connection.

use crate::address::Address;
use crate::connect::{ConnectError, connect};
use crate::query::QueryError;
use crate::row;
use crate::session::Session;
use mysql_async::prelude::Queryable;
use shadowtable_schema::{Dialect, Flavor, Name};
use std::collections::HashSet;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long a killed statement has to admit it.
const GRACE: Duration = Duration::from_secs(3);

/// The server knows no connection of that id.
const NO_SUCH_CONNECTION: u16 = 1094;

/// Why something could not be ended.
#[derive(Debug, thiserror::Error)]
pub enum KillError {
    /// No connection to say it through.
    #[error("no connection to end connection {id} through")]
    Connect {
        /// The connection to end.
        id: u64,
        /// Why.
        #[source]
        source: ConnectError,
    },
    /// The server refused.
    #[error("can't end connection {id}")]
    Kill {
        /// The connection to end.
        id: u64,
        /// Why.
        #[source]
        source: QueryError,
    },
    /// The list of connections can't be read.
    #[error("can't read the server's list of connections")]
    List(#[source] QueryError),
    /// It was killed and is still there: its statement can't be interrupted at once.
    #[error("connection {id} is still working {} s after it was killed", .waited.as_secs())]
    StillThere {
        /// The connection.
        id: u64,
        /// How long was waited.
        waited: Duration,
    },
}

/// What to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Statement,
    Connection,
}

/// A handle that ends what one connection does, from anywhere; it connects when it is used.
#[derive(Clone, Debug)]
pub struct Canceller {
    address: Arc<Address>,
    connection_id: u64,
    dialect: Dialect,
    limit: Duration,
    cancelled: Arc<AtomicBool>,
}

impl Canceller {
    pub(crate) fn new(address: Arc<Address>, connection_id: u64, dialect: Dialect, limit: Duration) -> Self {
        Self { address, connection_id, dialect, limit, cancelled: Arc::default() }
    }

    /// Ends the statement that the connection runs, if it runs one (KILL QUERY). The statement answers with an error.
    ///
    /// # Errors
    /// When there is no connection or the server refuses.
    pub async fn cancel_statement(&self) -> Result<(), KillError> {
        self.send(Target::Statement).await
    }

    /// Ends the connection (KILL); its statement may go on for a while.
    ///
    /// # Errors
    /// When there is no connection or the server refuses.
    pub async fn end_connection(&self) -> Result<(), KillError> {
        self.send(Target::Connection).await
    }

    async fn send(&self, target: Target) -> Result<(), KillError> {
        let id = self.connection_id;
        let mut conn =
            connect(&self.address, self.limit).await.map_err(|source| KillError::Connect { id, source })?;
        let sql = kill_sql(self.dialect, target, id);
        let answer = match tokio::time::timeout(self.limit, conn.query_drop(sql)).await {
            Ok(answer) => answer.map_err(QueryError::from),
            Err(_) => Err(QueryError::TimedOut { limit: self.limit }),
        };
        let _ = tokio::time::timeout(Duration::from_secs(1), conn.disconnect()).await;
        unless_gone(id, answer)
    }

    /// Whether [`Canceller::guard`] had to kill.
    pub(crate) fn has_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Waits for an answer; after `limit` the statement is killed, and `None` means that it did not even admit that,
    /// so the connection can't be used any more.
    pub(crate) async fn guard<T>(&self, answer: impl Future<Output = T>, limit: Duration) -> Option<T> {
        tokio::pin!(answer);
        if let Ok(answer) = tokio::time::timeout(limit, &mut answer).await {
            return Some(answer);
        }
        self.cancelled.store(true, Ordering::Relaxed);
        let _ = tokio::time::timeout(GRACE, self.cancel_statement()).await;
        tokio::time::timeout(GRACE, answer).await.ok()
    }
}

fn kill_sql(dialect: Dialect, target: Target, id: u64) -> String {
    // Without TIDB a server of a TiDB cluster refuses to kill, for the id may be another server's.
    let tidb = if dialect.flavor == Flavor::TiDb { "TIDB " } else { "" };
    match target {
        Target::Statement => format!("KILL {tidb}QUERY {id}"),
        Target::Connection => format!("KILL {tidb}{id}"),
    }
}

/// A connection that is gone already is as good as ended.
fn unless_gone<T: Default>(id: u64, answer: Result<T, QueryError>) -> Result<T, KillError> {
    match answer {
        Err(error) if error.is_refusal(NO_SUCH_CONNECTION) => Ok(T::default()),
        answer => answer.map_err(|source| KillError::Kill { id, source }),
    }
}

/// Whether the server still has a connection of this id. Without the PROCESS privilege an account sees its own only.
///
/// # Errors
/// When the list can't be read.
pub async fn connection_exists(session: &mut Session, id: u64) -> Result<bool, KillError> {
    Ok(connection_ids(session).await.map_err(KillError::List)?.contains(&id))
}

/// The ids of all connections that the account may see.
pub(crate) async fn connection_ids(session: &mut Session) -> Result<HashSet<u64>, QueryError> {
    let rows = session.query("SHOW PROCESSLIST").await?;
    rows.iter().map(|row| row::number(row, 0)).collect()
}

/// Ends another connection and waits until the server has it no more, for `patience` at most: a killed ALTER may run on
/// for seconds and still finish.
///
/// # Errors
/// When the server refuses, or [`KillError::StillThere`].
pub async fn end_connection(session: &mut Session, id: u64, patience: Duration) -> Result<(), KillError> {
    let sql = kill_sql(session.server.dialect, Target::Connection, id);
    let answer = session.query(&sql).await;
    unless_gone(id, answer)?;
    let started = Instant::now();
    while connection_exists(session, id).await? {
        if started.elapsed() >= patience {
            return Err(KillError::StillThere { id, waited: started.elapsed() });
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

/// Ends the other connections of the session's user that run one of these statements on the session's database, and waits
/// until the server has them no more, for `patience` each at most. So a writer is found that no registry names. Gives their
/// ids.
///
/// Of a cluster only the server is asked that the session is on.
///
/// # Errors
/// When the list can't be read, the server refuses, or [`KillError::StillThere`].
pub async fn end_statements(
    session: &mut Session,
    statements: &[String],
    patience: Duration,
) -> Result<Vec<u64>, KillError> {
    if statements.is_empty() {
        return Ok(Vec::new());
    }
    // SHOW FULL PROCESSLIST has other columns on OceanBase.
    let sql = "SELECT ID, DB, INFO FROM information_schema.PROCESSLIST WHERE INFO IS NOT NULL AND \
               USER = SUBSTRING_INDEX(USER(), '@', 1)";
    let rows = session.query(sql).await.map_err(KillError::List)?;
    let mut ids = Vec::new();
    for row in &rows {
        let id = row::number(row, 0).map_err(KillError::List)?;
        let database = row::optional_text(row, 1).map_err(KillError::List)?.map(Name::from);
        let is_here = database.is_some_and(|database| database.same_folded(&session.server.database));
        let runs = row::optional_text(row, 2).map_err(KillError::List)?.unwrap_or_default();
        let is_one = statements.iter().any(|sql| is_shown_as(sql, &runs));
        if is_here && is_one && id != session.connection_id {
            ids.push(id);
        }
    }
    for id in &ids {
        end_connection(session, *id, patience).await?;
    }
    Ok(ids)
}

/// Whether the list of connections shows a statement as `shown`: it is cut at 64 KiB, and characters beyond the basic plane
/// are none of its character set.
fn is_shown_as(sql: &str, shown: &str) -> bool {
    const MOST: usize = 60_000;
    let plain = |text: &str| {
        text.trim().chars().filter(|one| *one != '?' && u32::from(*one) <= 0xFFFF).collect::<String>()
    };
    let (sql, cut) = (plain(sql), shown.len() >= MOST);
    let shown = plain(shown);
    sql == shown || (cut && sql.starts_with(&shown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_known_by_its_text() {
        let check = |sql: &str, shown: &str, same: bool| assert_eq!(is_shown_as(sql, shown), same, "{shown}");
        check("ALTER TABLE a ADD b INT", " ALTER TABLE a ADD b INT\n", true);
        check("ALTER TABLE a ADD b INT", "ALTER TABLE a ADD c INT", false);
        check("ALTER TABLE a ADD b INT", "ALTER TABLE a ADD", false);
        check("ALTER TABLE a COMMENT 'ü😀'", "ALTER TABLE a COMMENT 'ü?'", true);
        check("ALTER TABLE a COMMENT 'ü😀'", "ALTER TABLE a COMMENT 'u?'", false);
        let long = format!("CREATE TABLE a (b INT COMMENT '{}')", "x".repeat(70_000));
        check(&long, &long[..65_535], true);
        check(&long, &long[..1_000], false);
    }
}
