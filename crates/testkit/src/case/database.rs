//! A database of a case's own on a server.

use anyhow::{Context as _, Result};
use mysql_async::prelude::Queryable as _;
use mysql_async::{Conn, Row, Value};

use crate::connect::{connect, options};

/// A database. Dropping the value leaves it there: [`drop_database`] drops it.
#[derive(Debug)]
pub struct Database {
    /// Its name.
    pub name: String,
    /// Where it is, for the command line.
    pub url: String,
    /// The connection that the case's statements run on, from first to last.
    hand: Conn,
    /// Another one, to look: what the case sets in its session is not seen here.
    eye: Conn,
}

impl Database {
    /// Makes one. What has this name is dropped.
    ///
    /// # Errors
    /// If the server can't be reached, or refuses.
    pub async fn make(server_url: &str, name: &str) -> Result<Self> {
        let mut root = connect(server_url).await?;
        let create = format!("CREATE DATABASE `{name}` CHARACTER SET utf8mb4");
        // The name is hardly ever taken, and each statement of this kind waits for its turn on OceanBase.
        if root.query_drop(&create).await.is_err() {
            root.query_drop(format!("DROP DATABASE IF EXISTS `{name}`")).await?;
            root.query_drop(&create).await?;
        }
        root.disconnect().await?;
        let open = async || -> Result<Conn> {
            let mut conn = Conn::new(options(server_url)?.db_name(Some(name))).await?;
            conn.query_drop("SET NAMES utf8mb4").await?;
            Ok(conn)
        };
        Ok(Self {
            name: name.to_owned(),
            url: url_of(server_url, name),
            hand: open().await?,
            eye: open().await?,
        })
    }

    /// Runs a statement of the case.
    ///
    /// # Errors
    /// If the server refuses it; the error shows the statement.
    pub async fn run(&mut self, sql: &str) -> Result<()> {
        self.hand.query_drop(sql).await.with_context(|| format!("refused: {sql}"))
    }

    /// Runs a statement that is not the case's.
    ///
    /// # Errors
    /// If the server refuses it; the error shows the statement.
    pub async fn run_aside(&mut self, sql: &str) -> Result<()> {
        self.eye.query_drop(sql).await.with_context(|| format!("refused: {sql}"))
    }

    /// The rows of a query, as a case writes them.
    ///
    /// # Errors
    /// If the server refuses it; the error shows the query.
    pub async fn rows(&mut self, sql: &str) -> Result<Vec<String>> {
        let cell = |text: String| if text.is_empty() { "''".to_owned() } else { text };
        let row = |cells: Vec<String>| cells.into_iter().map(cell).collect::<Vec<_>>().join(" | ");
        Ok(self.cells(sql).await?.into_iter().map(row).collect())
    }

    /// The cells of a query.
    ///
    /// # Errors
    /// If the server refuses it; the error shows the query.
    pub async fn cells(&mut self, sql: &str) -> Result<Vec<Vec<String>>> {
        let rows: Vec<Row> = self.eye.query(sql).await.with_context(|| format!("refused: {sql}"))?;
        Ok(rows.into_iter().map(|row| row.unwrap().iter().map(text).collect()).collect())
    }
}

/// Drops a database, on a connection of its own.
///
/// # Errors
/// If the server refuses.
pub async fn drop_database(server_url: &str, name: &str) -> Result<()> {
    let mut root = connect(server_url).await?;
    root.query_drop(format!("DROP DATABASE IF EXISTS `{name}`")).await?;
    Ok(root.disconnect().await?)
}

/// The server's URL with another database.
fn url_of(server_url: &str, name: &str) -> String {
    let (place, query) = match server_url.split_once('?') {
        Some((place, query)) => (place, format!("?{query}")),
        None => (server_url, String::new()),
    };
    let authority_at = place.find("://").map_or(0, |at| at + 3);
    let end = place[authority_at..].find('/').map_or(place.len(), |at| authority_at + at);
    format!("{}/{name}{query}", &place[..end])
}

fn text(value: &Value) -> String {
    match value {
        Value::NULL => "NULL".to_owned(),
        Value::Bytes(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().fold("0x".to_owned(), |hex, byte| format!("{hex}{byte:02X}")),
        },
        other => other.as_sql(true).trim_matches('\'').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::url_of;

    #[test]
    fn a_url_gets_its_database() {
        assert_eq!(url_of("mysql://root@127.0.0.1:1/", "d"), "mysql://root@127.0.0.1:1/d");
        assert_eq!(url_of("mysql://root@127.0.0.1:1", "d"), "mysql://root@127.0.0.1:1/d");
        assert_eq!(url_of("mysql://h:1/x?ssl-mode=off", "d"), "mysql://h:1/d?ssl-mode=off");
    }
}
