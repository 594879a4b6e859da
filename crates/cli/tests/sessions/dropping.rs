//! Shadows are dropped, and nothing else is.

use crate::database::{Database, SHOP};
use crate::shell::Shell;
use anyhow::{Result, ensure};

pub async fn shadows_are_dropped(shell: &mut Shell, database: &Database) -> Result<()> {
    database.run(SHOP).await?;
    // A cycle: no order of DROP TABLE would do.
    database
        .run(&["ALTER TABLE customers ADD COLUMN latest bigint DEFAULT NULL, ADD KEY latest (latest)"])
        .await?;
    database
        .run(&["ALTER TABLE customers ADD CONSTRAINT fk_latest FOREIGN KEY (latest) REFERENCES orders (id)"])
        .await?;
    let url = database.url();
    shell.run_silently(&format!("sync {url} --all --prefix _t_ --yes"), 0)?;
    shell.run(&format!("drop {url} --all --dry-run"), 1)?;
    shell.run(&format!("drop {url} --all"), 2)?;
    shell.run(&format!("drop {url} --all --yes"), 0)?;
    ensure!(database.tables().await? == ["customers", "items", "orders", "shadowtable_registry"]);
    shell.run(&format!("shadows {url}"), 0)?;
    shell.run(&format!("drop {url} --all --yes"), 0)?;
    Ok(())
}

pub async fn only_shadows_are_dropped(shell: &mut Shell, database: &Database) -> Result<()> {
    database.run(SHOP).await?;
    database.run(&["CREATE TABLE old (id bigint NOT NULL, PRIMARY KEY (id))"]).await?;
    let url = database.url();
    shell.run_silently(&format!("sync {url} --all --prefix _t_ --yes"), 0)?;
    shell.note("a real table is no shadow");
    shell.run(&format!("drop {url} --tables orders --yes"), 2)?;
    shell.run(&format!("drop {url} --tables _t_order --yes"), 2)?;
    shell.note("a shadow that another one references stays");
    shell.run(&format!("drop {url} --tables _t_orders --yes"), 3)?;
    shell.run(&format!("drop {url} --tables _t_orders,_t_items --yes"), 0)?;
    shell.note("a shadow without a source is an orphan; one that is gone is forgotten");
    database.run(&["DROP TABLE old"]).await?;
    shell.run(&format!("shadows {url}"), 0)?;
    shell.run(&format!("drop {url} --orphans --yes"), 0)?;
    database.run(&["DROP TABLE _t_customers"]).await?;
    shell.run(&format!("shadows {url}"), 0)?;
    shell.run(&format!("drop {url} --all --yes"), 0)?;
    ensure!(database.tables().await? == ["customers", "items", "orders", "shadowtable_registry"]);
    Ok(())
}
