//! Names that collide, and tables that are adopted.

use crate::database::{Database, SHOP};
use crate::shell::Shell;
use anyhow::Result;

pub async fn conflicts_and_adoption(shell: &mut Shell, database: &Database) -> Result<()> {
    database.run(&SHOP[..1]).await?;
    database
        .run(&[
            "CREATE TABLE _t_customers (id bigint NOT NULL AUTO_INCREMENT, name varchar(40) NOT NULL, PRIMARY KEY (id))",
            "CREATE TABLE notes (id bigint NOT NULL, PRIMARY KEY (id))",
            "CREATE VIEW _t_notes AS SELECT 1 AS id",
            "CREATE TABLE words (word varchar(20) NOT NULL, PRIMARY KEY (word))",
        ])
        .await?;
    let url = database.url();
    shell.run(&format!("plan {url} --all --prefix _t_"), 3)?;
    shell.run(&format!("sync {url} --all --prefix _t_ --yes --on-error continue"), 3)?;
    shell.run(&format!("plan {url} --tables customers --prefix _t_ --adopt _t_customer"), 2)?;
    shell.run(&format!("plan {url} --tables customers --prefix _t_ --adopt alike"), 0)?;
    shell.run(&format!("sync {url} --tables customers --prefix _t_ --adopt alike"), 2)?;
    shell.run(&format!("sync {url} --tables customers --prefix _t_ --adopt alike --yes"), 0)?;
    shell.run(&format!("plan {url} --tables customers --prefix _t_"), 0)?;
    shell.run(&format!("shadows {url}"), 0)?;
    Ok(())
}
