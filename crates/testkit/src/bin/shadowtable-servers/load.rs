//! `load`: SQL for a server that runs.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::Args;
use mysql_async::prelude::Queryable as _;
use shadowtable_testkit::connect::connect;

/// Run the statements of files on a server.
#[derive(Debug, Args)]
pub struct Load {
    /// Where it runs, as `start` prints it; a database may follow.
    url: String,
    /// Statements end with a semicolon, there is no DELIMITER.
    #[arg(required = true)]
    file: Vec<PathBuf>,
}

impl Load {
    /// Does it.
    pub async fn execute(self) -> Result<ExitCode> {
        for file in &self.file {
            load(&self.url, file).await?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Runs the statements of a file.
pub async fn load(url: &str, file: &Path) -> Result<()> {
    let sql = std::fs::read_to_string(file).with_context(|| format!("{} can't be read", file.display()))?;
    let mut connection = connect(url).await?;
    connection.query_drop(sql).await.with_context(|| format!("{} can't be loaded", file.display()))?;
    Ok(connection.disconnect().await?)
}
