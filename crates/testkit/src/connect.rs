//! How the tests connect: with as few questions to the server as the client library can be made to ask.

use std::time::Duration;

use anyhow::{Context as _, Result};
use mysql_async::prelude::Queryable as _;
use mysql_async::{Conn, Opts, OptsBuilder};
use tokio::time::timeout;

/// Options for `url` that work on every server. Without these the library queries variables after connecting that some
/// servers lack, and then can't connect at all.
pub fn options(url: &str) -> Result<OptsBuilder> {
    let opts = Opts::from_url(url).with_context(|| format!("{url} is no address of a server"))?;
    Ok(OptsBuilder::from_opts(opts)
        .prefer_socket(false)
        .max_allowed_packet(Some(64 << 20))
        .wait_timeout(Some(28_800))
        .stmt_cache_size(0))
}

/// Connects to `url`.
pub async fn connect(url: &str) -> Result<Conn> {
    let connection = Conn::new(options(url)?);
    let connection = timeout(Duration::from_secs(10), connection).await.context("no answer within 10 s")?;
    connection.with_context(|| format!("can't connect to {url}"))
}

/// What the server at `url` answers to `select version()`.
pub async fn version(url: &str) -> Result<String> {
    let mut connection = connect(url).await?;
    let version: Option<String> = connection.query_first("select version()").await?;
    connection.disconnect().await?;
    version.context("select version() returned no row")
}
