//! Two at a time, and somebody who presses Ctrl-C.

use crate::database::{Database, SHOP};
use crate::shell::Shell;
use anyhow::{Context, Result, ensure};
use mysql_async::prelude::Queryable;
use shadowtable_schema::Name;
use std::process::Command;
use std::time::Duration;

pub async fn a_second_writer_is_named(shell: &mut Shell, database: &Database) -> Result<()> {
    database.run(&SHOP[..1]).await?;
    let url = database.url();
    let mut other = database.connect().await?;
    let lock = shadowtable_target::writer_lock::lock_name(&Name::new(&database.name));
    let taken: Option<i64> = other.query_first(format!("SELECT GET_LOCK('{lock}', 5)")).await?;
    ensure!(taken == Some(1), "the lock could not be had: {taken:?}");
    shell.run(&format!("sync {url} --all --prefix _t_ --yes"), 2)?;
    ensure!(!database.tables().await?.contains(&"_t_customers".to_owned()));
    other.disconnect().await?;
    shell.run(&format!("sync {url} --all --prefix _t_ --yes"), 0)?;
    Ok(())
}

pub async fn an_interrupt_ends_the_statement(shell: &mut Shell, database: &Database) -> Result<()> {
    database.run(SHOP).await?;
    let url = database.url();
    shell.run_silently(&format!("sync {url} --all --prefix _t_ --yes"), 0)?;
    database.run(&["ALTER TABLE customers ADD COLUMN nick varchar(10) DEFAULT NULL"]).await?;
    database.run(&["ALTER TABLE items ADD COLUMN nick varchar(10) DEFAULT NULL"]).await?;
    let mut other = database.connect().await?;
    other.query_drop("LOCK TABLES _t_customers READ").await?;
    let arguments = format!("sync {url} --all --prefix _t_ --yes --lock-wait-timeout 300");
    let child = shell.start(&arguments, &[])?;
    wait_for_alter(database).await?;
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().context("can't send a signal")?;
    let output = tokio::task::spawn_blocking(move || child.wait_with_output()).await??;
    shell.finish(&arguments, output, 130)?;
    other.query_drop("UNLOCK TABLES").await?;
    other.disconnect().await?;
    shell.note("sync goes on from there");
    shell.run(&format!("sync {url} --all --prefix _t_ --yes"), 0)?;
    Ok(())
}

/// Waits until the ALTER of a shadow waits for the lock.
async fn wait_for_alter(database: &Database) -> Result<()> {
    let mut conn = database.connect().await?;
    for _ in 0..300 {
        let waiting: Vec<String> = conn
            .query(format!(
                "SELECT info FROM information_schema.processlist WHERE db = '{}' AND info LIKE 'ALTER TABLE `%'",
                database.name
            ))
            .await?;
        if !waiting.is_empty() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    anyhow::bail!("no ALTER came")
}
