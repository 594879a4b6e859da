//! The variables of a session, one statement each, for a server may lack any of them.

use crate::batch;
use crate::purpose::Purpose;
use crate::query::QueryError;
use crate::session::Session;
use crate::timeouts::Timeouts;
use shadowtable_schema::{Dialect, Flavor, Version};
use std::time::Duration;

/// Whether a statement may bring zero dates ('0000-00-00') into a table's definition.
///
/// Tables that have such a default can't be altered at all under the strict zero-date modes on MySQL and MariaDB.
/// Never for a statement that converts rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZeroDates {
    /// NO_ZERO_DATE and NO_ZERO_IN_DATE are in force.
    Refused,
    /// They are not.
    Allowed,
}

/// Sets all variables for the session's purpose, in one packet where the server takes that.
///
/// # Errors
/// Only when the connection is lost: a variable that a server lacks, or that the account may not set, is left alone.
pub async fn run(session: &mut Session) -> Result<(), QueryError> {
    let statements = statements(session.server.dialect, session.purpose, &session.timeouts);
    let limit = session.timeouts.read;
    batch::run(session, &statements, limit, |_, _| ()).await
}

/// The statement that sets `sql_mode` for writing.
pub fn write_mode(zero_dates: ZeroDates) -> &'static str {
    match zero_dates {
        ZeroDates::Refused => {
            "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,\
             ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION'"
        }
        ZeroDates::Allowed => {
            "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,\
             NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION'"
        }
    }
}

fn statements(dialect: Dialect, purpose: Purpose, timeouts: &Timeouts) -> Vec<String> {
    let mut sql = vec![
        "SET NAMES utf8mb4".to_owned(),
        // Defaults of TIMESTAMP columns print in the session's time zone.
        "SET SESSION time_zone = '+00:00'".to_owned(),
        "SET SESSION sql_quote_show_create = 1".to_owned(),
    ];
    match purpose {
        Purpose::Read => reading(dialect, timeouts, &mut sql),
        Purpose::Write { lock_wait_timeout, statement_timeout } => {
            writing(dialect, lock_wait_timeout, statement_timeout, &mut sql);
        }
    }
    sql
}

fn reading(dialect: Dialect, timeouts: &Timeouts, sql: &mut Vec<String>) {
    // As mysqldump has it: no ANSI_QUOTES, no NO_BACKSLASH_ESCAPES, none of the modes that shorten SHOW CREATE.
    sql.push("SET SESSION sql_mode = ''".to_owned());
    match dialect.flavor {
        Flavor::OceanBase => oceanbase_timeouts(timeouts.read, sql),
        Flavor::MySql | Flavor::MariaDb | Flavor::TiDb => {
            sql.push(format!("SET SESSION lock_wait_timeout = {}", whole_seconds(timeouts.definition)));
        }
    }
    if dialect.flavor == Flavor::MySql && dialect.version >= Version::new(8, 0, 3) {
        // Row counts would be up to a day old.
        sql.push("SET SESSION information_schema_stats_expiry = 0".to_owned());
    }
}

fn writing(dialect: Dialect, lock_wait: Duration, statement: Duration, sql: &mut Vec<String>) {
    sql.push(write_mode(ZeroDates::Refused).to_owned());
    sql.push("SET SESSION foreign_key_checks = 1".to_owned());
    match dialect.flavor {
        Flavor::OceanBase => oceanbase_timeouts(statement, sql),
        Flavor::MySql | Flavor::MariaDb | Flavor::TiDb => {
            sql.push(format!("SET SESSION lock_wait_timeout = {}", whole_seconds(lock_wait)));
            sql.push(format!("SET SESSION innodb_lock_wait_timeout = {}", whole_seconds(lock_wait)));
        }
    }
    if dialect.flavor == Flavor::MariaDb {
        // ALTER of a system-versioned shadow is refused with 4119 otherwise; a shadow's history is test data.
        sql.push("SET SESSION system_versioning_alter_history = KEEP".to_owned());
    }
    if dialect.flavor == Flavor::MySql && dialect.version >= Version::new(8, 0, 30) {
        // A source made before the mode was on has no such key, and neither may its shadow.
        sql.push("SET SESSION sql_generate_invisible_primary_key = 0".to_owned());
    }
}

/// 10 s by default, which kills copies and reads of information_schema with 4012.
fn oceanbase_timeouts(statement: Duration, sql: &mut Vec<String>) {
    let microseconds = statement.as_micros();
    sql.push(format!("SET SESSION ob_query_timeout = {microseconds}"));
    sql.push(format!("SET SESSION ob_trx_timeout = {microseconds}"));
}

fn whole_seconds(duration: Duration) -> u64 {
    duration.as_secs().max(1)
}
