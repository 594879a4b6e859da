//! Shadows that have drifted: what is allowed, what is refused, what fails.

use crate::database::{Database, SHOP};
use crate::shell::Shell;
use anyhow::Result;

pub async fn drift_and_hazards(shell: &mut Shell, database: &Database) -> Result<()> {
    database.run(&SHOP[..1]).await?;
    database.run(&["CREATE TABLE logs (id bigint NOT NULL, PRIMARY KEY (id))"]).await?;
    let url = database.url();
    shell.run(&format!("sync {url} --all --prefix _t_ --yes"), 0)?;
    database
        .run(&[
            "INSERT INTO _t_customers VALUES (1, 'somebody')",
            "ALTER TABLE _t_customers ADD COLUMN nick varchar(10) DEFAULT NULL",
            "ALTER TABLE logs ADD COLUMN line varchar(200) DEFAULT NULL",
        ])
        .await?;
    shell.run(&format!("plan {url} --all --prefix _t_"), 1)?;
    shell.run(&format!("sync {url} --all --prefix _t_ --dry-run"), 3)?;
    shell.run(&format!("sync {url} --all --prefix _t_ --yes"), 3)?;
    shell.run(&format!("sync {url} --all --prefix _t_ --yes --on-error continue"), 3)?;
    shell.run(&format!("shadows {url}"), 0)?;
    shell.run(&format!("sync {url} --all --prefix _t_ --yes --allow-hazards drops-column"), 0)?;
    Ok(())
}

pub async fn rows_that_do_not_fit(shell: &mut Shell, database: &Database) -> Result<()> {
    database
        .run(&[
            "CREATE TABLE a (id bigint NOT NULL, word varchar(100) DEFAULT NULL, PRIMARY KEY (id))",
            "CREATE TABLE b (id bigint NOT NULL, PRIMARY KEY (id))",
        ])
        .await?;
    let url = database.url();
    shell.run(&format!("sync {url} --tables a --prefix _t_ --yes"), 0)?;
    database
        .run(&["INSERT INTO _t_a VALUES (1, NULL)", "ALTER TABLE a MODIFY word varchar(100) NOT NULL"])
        .await?;
    shell.note("the failed table says what was done; the other one waits, or goes on");
    shell.run(&format!("sync {url} --all --prefix _t_ --yes --allow-hazards all"), 4)?;
    shell.run(&format!("sync {url} --all --prefix _t_ --yes --allow-hazards all --on-error continue"), 4)?;
    shell.note("sync continues from what the database looks like");
    database.run(&["UPDATE _t_a SET word = 'x'"]).await?;
    shell.run(&format!("sync {url} --all --prefix _t_ --yes --allow-hazards all"), 0)?;
    Ok(())
}
