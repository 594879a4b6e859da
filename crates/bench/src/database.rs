//! The databases of the measures, made over two connections.

use std::ops::Range;

use anyhow::Result;
use mysql_async::Conn;
use mysql_async::prelude::Queryable as _;
use shadowtable_testkit::connect::connect;

use crate::tables;
use crate::world::PREFIX;

/// The database with up to 10,000 sources.
pub const LARGE: &str = "bench";

/// Statements in one packet.
const BATCH: usize = 40;

/// Creates the tables with these numbers, and the database if need be.
pub async fn fill(url: &str, database: &str, numbers: Range<usize>, keys: bool) -> Result<()> {
    run(url, &format!("CREATE DATABASE IF NOT EXISTS {database} CHARACTER SET utf8mb4")).await?;
    let middle = numbers.start + (numbers.end - numbers.start) / 2 / BATCH * BATCH;
    let (one, other) = tokio::join!(
        fill_part(url, database, numbers.start..middle, keys),
        fill_part(url, database, middle..numbers.end, keys)
    );
    one.and(other)
}

async fn fill_part(url: &str, database: &str, numbers: Range<usize>, keys: bool) -> Result<()> {
    let mut connection = connect(&format!("{url}{database}")).await?;
    let numbers: Vec<usize> = numbers.collect();
    for batch in numbers.chunks(BATCH) {
        let sql: Vec<String> = batch.iter().map(|&number| tables::create(number, keys)).collect();
        connection.query_drop(sql.join(";")).await?;
    }
    Ok(connection.disconnect().await?)
}

/// How many sources a database has; 0 when there is none.
pub async fn sources(url: &str, database: &str) -> Result<usize> {
    let mut connection = connect(url).await?;
    let there: Option<String> = connection.query_first(format!("SHOW DATABASES LIKE '{database}'")).await?;
    let count = if there.is_some() { names(&mut connection, database).await?.len() } else { 0 };
    connection.disconnect().await?;
    Ok(count)
}

/// How many shadows a database has.
pub async fn shadows(url: &str, database: &str) -> Result<usize> {
    let mut connection = connect(url).await?;
    let names: Vec<String> = connection.query(format!("SHOW TABLES FROM {database}")).await?;
    connection.disconnect().await?;
    Ok(names.iter().filter(|name| name.starts_with(PREFIX)).count())
}

async fn names(connection: &mut Conn, database: &str) -> Result<Vec<String>> {
    let names: Vec<String> = connection.query(format!("SHOW TABLES FROM {database}")).await?;
    let is_source = |name: &String| !name.starts_with(PREFIX) && !name.starts_with("shadowtable_");
    Ok(names.into_iter().filter(is_source).collect())
}

/// Drops all shadows of a database, and what is known of them.
pub async fn drop_shadows(url: &str, database: &str) -> Result<()> {
    let mut connection = connect(url).await?;
    let names: Vec<String> = connection.query(format!("SHOW TABLES FROM {database}")).await?;
    let shadows = names.iter().filter(|name| name.starts_with(PREFIX) || name.starts_with("shadowtable_"));
    let shadows: Vec<String> = shadows.map(|name| format!("{database}.`{name}`")).collect();
    for batch in shadows.chunks(BATCH) {
        connection.query_drop(format!("DROP TABLE {}", batch.join(", "))).await?;
    }
    Ok(connection.disconnect().await?)
}

/// One statement as somebody who may do everything.
pub async fn run(url: &str, sql: &str) -> Result<()> {
    let mut connection = connect(url).await?;
    connection.query_drop(sql).await?;
    Ok(connection.disconnect().await?)
}
