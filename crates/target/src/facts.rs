//! Facts about a table's rows, for hazards: cheap questions with a bound, answered or not.

use crate::batch;
use crate::query::QueryError;
use crate::row;
use crate::session::Session;
use mysql_async::Row;
use shadowtable_schema::model::ForeignKey;
use shadowtable_schema::{Dialect, Flavor, Name, Version};
use std::time::Duration;

/// How much longer we wait than the server does: its own limit comes first, ours is for servers that have none.
const SERVER_FIRST: Duration = Duration::from_secs(1);

/// Why a fact is not known.
#[derive(Debug, thiserror::Error)]
pub enum FactError {
    /// The question about a table's rows failed or took too long.
    #[error("can't look at the rows of {table}")]
    Rows {
        /// The table.
        table: Name,
        /// Why.
        #[source]
        source: QueryError,
    },
}

/// Whether a table has a row.
///
/// # Errors
/// [`FactError::Rows`].
pub async fn has_rows(session: &mut Session, table: &Name) -> Result<bool, FactError> {
    Ok(exists_where(session, table, "TRUE", 1).await? > 0)
}

/// Statements in one packet.
const TABLES_A_PACKET: usize = 64;

/// Whether these tables have rows, in their order, in one packet for many of them; of each it is known or not.
pub async fn have_rows(session: &mut Session, tables: &[Name]) -> Vec<Result<bool, FactError>> {
    let limit = session.timeouts.facts;
    let mut known = Vec::with_capacity(tables.len());
    for tables in tables.chunks(TABLES_A_PACKET) {
        let statements: Vec<String> = tables.iter().map(|table| count(session, table, "TRUE", 1)).collect();
        let mut answers: Vec<batch::Answer> = Vec::with_capacity(tables.len());
        let end =
            batch::run(session, &statements, limit + SERVER_FIRST, |_, answer| answers.push(answer)).await;
        let words = end.err().map(|error| error.to_string()).unwrap_or_default();
        answers.resize_with(tables.len(), || Err(QueryError::Broken { reason: words.clone() }));
        known.extend(tables.iter().zip(answers).map(|(table, answer)| {
            let number = answer.and_then(|rows| the_number(&rows));
            number.map(|rows| rows > 0).map_err(|source| FactError::Rows { table: table.clone(), source })
        }));
    }
    known
}

/// How many rows meet a condition (SQL over the table's columns), counted up to `limit_rows`. The server is told to give
/// up after [`crate::Timeouts::facts`].
///
/// # Errors
/// [`FactError::Rows`].
pub async fn exists_where(
    session: &mut Session,
    table: &Name,
    condition: &str,
    limit_rows: u64,
) -> Result<u64, FactError> {
    let sql = count(session, table, condition, limit_rows);
    first_number(session, table, &sql, session.timeouts.facts).await
}

fn count(session: &Session, table: &Name, condition: &str, limit_rows: u64) -> String {
    let what = format!(
        "COUNT(*) FROM (SELECT 1 FROM {}.{} WHERE {condition} LIMIT {limit_rows}) AS shadowtable_rows",
        session.server.database.quoted(),
        table.quoted()
    );
    bounded(session.server.dialect, session.timeouts.facts, &what)
}

/// How many rows have NULL in a column, counted up to `limit_rows`.
///
/// # Errors
/// [`FactError::Rows`].
pub async fn count_nulls(
    session: &mut Session,
    table: &Name,
    column: &Name,
    limit_rows: u64,
) -> Result<u64, FactError> {
    exists_where(session, table, &format!("{} IS NULL", column.quoted()), limit_rows).await
}

/// The length of the longest value in a column, in characters; 0 without rows. Reads the whole table: ask only when it is
/// small.
///
/// # Errors
/// [`FactError::Rows`].
pub async fn max_length(session: &mut Session, table: &Name, column: &Name) -> Result<u64, FactError> {
    let limit = session.timeouts.facts;
    let what = format!(
        "COALESCE(MAX(CHAR_LENGTH({})), 0) FROM {}.{}",
        column.quoted(),
        session.server.database.quoted(),
        table.quoted()
    );
    let sql = bounded(session.server.dialect, limit, &what);
    first_number(session, table, &sql, limit).await
}

/// How many values (or tuples of them, each cut to so many characters) stand in more than one row, counted up to
/// `limit_rows`; rows with a NULL in them are no duplicates. Reads the whole table: ask only when it is small.
///
/// # Errors
/// [`FactError::Rows`].
pub async fn count_duplicates(
    session: &mut Session,
    table: &Name,
    columns: &[(Name, Option<u32>)],
    limit_rows: u64,
) -> Result<u64, FactError> {
    let limit = session.timeouts.facts;
    let value = |(name, length): &(Name, Option<u32>)| match length {
        Some(length) => format!("LEFT({}, {length})", name.quoted()),
        None => name.quoted(),
    };
    let quoted: Vec<String> = columns.iter().map(value).collect();
    let not_null: Vec<String> =
        columns.iter().map(|(name, _)| format!("{} IS NOT NULL", name.quoted())).collect();
    let what = format!(
        "COUNT(*) FROM (SELECT 1 FROM {}.{} WHERE {} GROUP BY {} HAVING COUNT(*) > 1 LIMIT {limit_rows}) \
         AS shadowtable_rows",
        session.server.database.quoted(),
        table.quoted(),
        not_null.join(" AND "),
        quoted.join(", ")
    );
    let sql = bounded(session.server.dialect, limit, &what);
    first_number(session, table, &sql, limit).await
}

/// How many rows have no parent, by a foreign key that the table does not have yet, counted up to `limit_rows`; rows with
/// a NULL in the key need none. Reads the whole table: ask only when it is small.
///
/// # Errors
/// [`FactError::Rows`].
pub async fn count_orphans(
    session: &mut Session,
    table: &Name,
    key: &ForeignKey,
    limit_rows: u64,
) -> Result<u64, FactError> {
    let limit = session.timeouts.facts;
    let database = &session.server.database;
    let parent_database = key.parent.database.as_ref().unwrap_or(database);
    let not_null: Vec<String> =
        key.columns.iter().map(|column| format!("child.{} IS NOT NULL", column.quoted())).collect();
    let same: Vec<String> = key
        .columns
        .iter()
        .zip(&key.parent_columns)
        .map(|(own, parent)| format!("parent.{} = child.{}", parent.quoted(), own.quoted()))
        .collect();
    let what = format!(
        "COUNT(*) FROM (SELECT 1 FROM {}.{} AS child WHERE {} AND NOT EXISTS (SELECT 1 FROM {}.{} AS parent WHERE {}) \
         LIMIT {limit_rows}) AS shadowtable_rows",
        database.quoted(),
        table.quoted(),
        not_null.join(" AND "),
        parent_database.quoted(),
        key.parent.name.quoted(),
        same.join(" AND ")
    );
    let sql = bounded(session.server.dialect, limit, &what);
    first_number(session, table, &sql, limit).await
}

async fn first_number(
    session: &mut Session,
    table: &Name,
    sql: &str,
    limit: Duration,
) -> Result<u64, FactError> {
    let answer = session.query_within(sql, limit + SERVER_FIRST).await;
    let number = answer.and_then(|rows| the_number(&rows));
    number.map_err(|source| FactError::Rows { table: table.clone(), source })
}

fn the_number(rows: &[Row]) -> Result<u64, QueryError> {
    let row = rows.first().ok_or(QueryError::Malformed { what: "a count was expected" })?;
    row::number(row, 0)
}

/// A SELECT that the server itself gives up after `limit`, so that the connection (and the lock it may hold) stays.
fn bounded(dialect: Dialect, limit: Duration, what: &str) -> String {
    match dialect.flavor {
        Flavor::MariaDb => {
            format!("SET STATEMENT max_statement_time = {} FOR SELECT {what}", limit.as_secs_f64())
        }
        Flavor::MySql if dialect.version < Version::new(5, 7, 8) => format!("SELECT {what}"),
        Flavor::MySql | Flavor::TiDb => {
            format!("SELECT /*+ MAX_EXECUTION_TIME({}) */ {what}", limit.as_millis())
        }
        Flavor::OceanBase => format!("SELECT /*+ QUERY_TIMEOUT({}) */ {what}", limit.as_micros()),
    }
}
