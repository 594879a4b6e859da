//! One connection to the server, with the modes the generator's statements need.

use anyhow::{Context as _, Result};
use mysql_async::prelude::Queryable as _;
use mysql_async::{Conn, Row, Value};

use super::features::Features;
use super::text;
use crate::connect;

/// A statement that the server refused.
#[derive(Debug)]
pub struct Refused {
    /// The server's number for the reason.
    pub code: u16,
    /// Its words.
    pub message: String,
    /// The statement.
    pub sql: String,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "error {}: {}\n{}", self.code, self.message, self.sql)
    }
}

impl std::error::Error for Refused {}

/// Zero dates are allowed, as a default at least; nothing is truncated; a key of 0 stays 0.
const MODES: &str = "STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION";

/// A connection.
pub struct Session(Conn);

impl Session {
    /// Connects and sets the session up.
    ///
    /// # Errors
    /// If the server can't be reached or refuses the modes.
    pub async fn open(url: &str, features: &Features) -> Result<Self> {
        let mut session = Self(connect::connect(url).await?);
        for sql in ["SET NAMES utf8mb4", "SET time_zone = '+00:00'", "SET foreign_key_checks = 0"] {
            session.run(sql).await?;
        }
        let modes = match features.flavor {
            super::features::Flavor::OceanBase => "STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO",
            _ => MODES,
        };
        session.run(&format!("SET sql_mode = '{modes}'")).await?;
        // Only OceanBase knows these.
        for sql in ["SET ob_query_timeout = 600000000", "SET ob_trx_timeout = 600000000"] {
            let _unknown_elsewhere = session.run(sql).await;
        }
        if features.system_versioning {
            session.run("SET system_versioning_alter_history = 1").await?;
        }
        Ok(session)
    }

    /// Runs a statement.
    ///
    /// # Errors
    /// [`Refused`] if the server refused it, something else if it could not be asked.
    pub async fn run(&mut self, sql: &str) -> Result<()> {
        match self.0.query_drop(sql).await {
            Ok(()) => Ok(()),
            Err(mysql_async::Error::Server(error)) => {
                Err(Refused { code: error.code, message: error.message, sql: sql.to_owned() }.into())
            }
            Err(other) => Err(other).with_context(|| format!("while running: {sql}")),
        }
    }

    /// The rows of a query as texts.
    ///
    /// # Errors
    /// If the query fails.
    pub async fn texts(&mut self, sql: &str) -> Result<Vec<Vec<String>>> {
        let rows: Vec<Row> = self.0.query(sql).await.with_context(|| format!("while running: {sql}"))?;
        Ok(rows.into_iter().map(|row| row.unwrap().iter().map(printed).collect()).collect())
    }

    /// The text of SHOW CREATE TABLE.
    ///
    /// # Errors
    /// If there is no such table.
    pub async fn show_create(&mut self, table: &str) -> Result<String> {
        let rows = self.texts(&format!("SHOW CREATE TABLE {}", text::name(table))).await?;
        rows.into_iter()
            .next()
            .and_then(|row| row.into_iter().nth(1))
            .context("SHOW CREATE TABLE gave no row")
    }

    /// Says good-bye.
    pub async fn close(self) {
        let _gone_anyway = self.0.disconnect().await;
    }
}

fn printed(value: &Value) -> String {
    match value {
        Value::NULL => "NULL".to_owned(),
        Value::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        other => other.as_sql(true),
    }
}
