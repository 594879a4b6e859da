//! A database of a MySQL-protocol server: MySQL, MariaDB, OceanBase.

use crate::address::ServerAddress;
use crate::backend::pool::Pool;
use crate::backend::quote::filled;
use crate::backend::{Answer, Backend, BackendError, Connections, Dialect, Statement};
use crate::error::StoreError;
use crate::value::{Row, Value};
use mysql_async::consts::ColumnType;
use mysql_async::prelude::Queryable as _;
use mysql_async::{Conn, Error};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// How long an answer may take. Whoever waits longer waits for a server that is gone.
const ANSWER: Duration = Duration::from_secs(120);

/// The database's clock. The session's time zone is UTC, so the value is the same all year.
const CLOCK: &str = "SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)";

/// A store in a database of a server, which several nodes may share.
pub struct Mysql {
    pool: Arc<Pool>,
}

/// What a connection is to do.
enum Job {
    Execute(Statement),
    Query(String, Vec<Value>),
    Transaction(Vec<Statement>),
}

/// What came of it.
#[derive(Default)]
struct Done {
    affected: Vec<u64>,
    rows: Vec<Row>,
}

impl Mysql {
    /// A store there. Nothing is connected before it is needed.
    pub fn new(address: &ServerAddress) -> Self {
        Self { pool: Arc::new(Pool::new(address)) }
    }

    /// Does it in a task of its own: a caller that goes away must not leave a transaction open on the connection.
    async fn on(&self, job: Job) -> Result<Done, BackendError> {
        let pool = Arc::clone(&self.pool);
        let work = tokio::spawn(async move {
            let mut taken = pool.take().await?;
            let answer = tokio::time::timeout(ANSWER, perform(&mut taken.conn, pool.packet(), job));
            let late = |_| Err(BackendError::Lost(format!("no answer within {} s", ANSWER.as_secs())));
            let result = answer.await.unwrap_or_else(late);
            // A connection whose answer was lost is never used again, and its transaction ends with it.
            if matches!(result, Err(BackendError::Lost(_))) {
                pool.forget();
            } else {
                pool.give_back(taken);
            }
            result
        });
        work.await.map_err(|error| BackendError::Lost(format!("the store's work was broken off: {error}")))?
    }
}

impl Backend for Mysql {
    fn dialect(&self) -> Dialect {
        Dialect::Mysql
    }

    fn execute(&self, statement: Statement) -> Answer<'_, u64> {
        Box::pin(async { Ok(self.on(Job::Execute(statement)).await?.affected.into_iter().sum()) })
    }

    fn query(&self, sql: String, params: Vec<Value>) -> Answer<'_, Vec<Row>> {
        Box::pin(async { Ok(self.on(Job::Query(sql, params)).await?.rows) })
    }

    fn transaction(&self, statements: Vec<Statement>) -> Answer<'_, Vec<u64>> {
        Box::pin(async { Ok(self.on(Job::Transaction(statements)).await?.affected) })
    }

    fn connections(&self) -> Option<Connections> {
        Some(self.pool.connections())
    }

    fn now(&self) -> Answer<'_, i64> {
        Box::pin(async {
            let answer = self.on(Job::Query(CLOCK.to_owned(), Vec::new())).await?;
            let mut row = answer.rows.into_iter().next().unwrap_or_default();
            row.take("the clock", "the time").map_err(|error| BackendError::Lost(error.to_string()))
        })
    }

    fn backup(&self, _: PathBuf) -> Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send + '_>> {
        Box::pin(async { Err(StoreError::NoBackup) })
    }
}

async fn perform(conn: &mut Conn, packet: usize, job: Job) -> Result<Done, BackendError> {
    match job {
        Job::Execute(statement) => {
            let affected = run(conn, packet, &statement).await?;
            statement.check(affected)?;
            Ok(Done { affected: vec![affected], ..Done::default() })
        }
        Job::Query(sql, params) => {
            let sql = text("", packet, &sql, &params)?;
            let rows = conn.query::<mysql_async::Row, _>(sql).await.map_err(|error| translated("", error))?;
            Ok(Done { rows: rows.into_iter().map(row).collect(), ..Done::default() })
        }
        Job::Transaction(statements) => {
            conn.query_drop("START TRANSACTION").await.map_err(|error| translated("", error))?;
            match all(conn, packet, &statements).await {
                Ok(affected) => {
                    conn.query_drop("COMMIT").await.map_err(at_commit)?;
                    Ok(Done { affected, ..Done::default() })
                }
                Err(error @ BackendError::Lost(_)) => Err(error),
                Err(error) => {
                    conn.query_drop("ROLLBACK")
                        .await
                        .map_err(|error| BackendError::Lost(error.to_string()))?;
                    Err(error)
                }
            }
        }
    }
}

async fn all(conn: &mut Conn, packet: usize, statements: &[Statement]) -> Result<Vec<u64>, BackendError> {
    let mut affected = Vec::with_capacity(statements.len());
    for statement in statements {
        let count = run(conn, packet, statement).await?;
        statement.check(count)?;
        affected.push(count);
    }
    Ok(affected)
}

async fn run(conn: &mut Conn, packet: usize, statement: &Statement) -> Result<u64, BackendError> {
    let sql = text(statement.table, packet, &statement.sql, &statement.params)?;
    conn.query_drop(sql).await.map_err(|error| translated(statement.table, error))?;
    Ok(conn.affected_rows())
}

fn text(table: &str, packet: usize, sql: &str, params: &[Value]) -> Result<String, BackendError> {
    let refused = |code, message| BackendError::Refused { code, message };
    let differ = || refused(0, format!("a statement on {table} has another number of values than of places"));
    let text = filled(sql, params).ok_or_else(differ)?;
    // The server would hang up (1153), and whether it was written would not be known.
    if text.len() >= packet {
        let length = text.len();
        let what = format!("a statement on {table} has {length} bytes; max_allowed_packet allows {packet}");
        return Err(refused(1153, what));
    }
    Ok(text)
}

/// The text protocol brings text; what is a number is known from its column.
fn row(mut row: mysql_async::Row) -> Row {
    let kinds: Vec<ColumnType> = row.columns_ref().iter().map(mysql_async::Column::column_type).collect();
    let mut value = |at| row.take(at).unwrap_or(mysql_async::Value::NULL);
    Row::new(kinds.into_iter().enumerate().map(|(at, kind)| cell(value(at), kind)).collect())
}

fn cell(value: mysql_async::Value, kind: ColumnType) -> Value {
    use ColumnType::{
        MYSQL_TYPE_INT24, MYSQL_TYPE_LONG, MYSQL_TYPE_LONGLONG, MYSQL_TYPE_NEWDECIMAL, MYSQL_TYPE_SHORT,
        MYSQL_TYPE_TINY,
    };
    let is_number = matches!(
        kind,
        MYSQL_TYPE_INT24
            | MYSQL_TYPE_LONG
            | MYSQL_TYPE_LONGLONG
            | MYSQL_TYPE_NEWDECIMAL
            | MYSQL_TYPE_SHORT
            | MYSQL_TYPE_TINY
    );
    match value {
        mysql_async::Value::NULL => Value::Null,
        mysql_async::Value::Int(number) => Value::Int(number),
        mysql_async::Value::Bytes(bytes) => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            match text.parse() {
                Ok(number) if is_number => Value::Int(number),
                Ok(_) | Err(_) => Value::Text(text),
            }
        }
        other => Value::Text(other.as_sql(true)),
    }
}

/// After COMMIT was sent only a deadlock is sure to have written nothing.
fn at_commit(error: Error) -> BackendError {
    match translated("", error) {
        error @ BackendError::Conflict(_) => error,
        error => BackendError::Lost(format!("whether it was committed is not known: {error}")),
    }
}

fn translated(table: &'static str, error: Error) -> BackendError {
    let Error::Server(error) = error else { return BackendError::Lost(error.to_string()) };
    let message = error.message;
    match error.code {
        1062 | 1586 => BackendError::Duplicate { table, message },
        // A deadlock, a lock waited for too long, a row that changed since (MariaDB), and OceanBase's words for those:
        // 6002 and 6213 the transaction was ended, 6003 and 6005 a row is locked, 6224 and 6225 it must be rolled back.
        1020 | 1205 | 1213 | 6002 | 6003 | 6005 | 6213 | 6224 | 6225 => BackendError::Conflict(message),
        // The server goes down (1053), was interrupted (1317), writes nothing for now (1290, 1836), or OceanBase gave up
        // and may yet have done it (4012).
        1053 | 1290 | 1317 | 1836 | 4012 => BackendError::Lost(message),
        code => BackendError::Refused { code: i64::from(code), message },
    }
}
