//! The first sync of a database, and what programs read of it.

use crate::database::{Database, SHOP};
use crate::shell::Shell;
use anyhow::{Result, ensure};

pub async fn first_sync(shell: &mut Shell, database: &Database) -> Result<()> {
    database.run(SHOP).await?;
    database.run(&["CREATE VIEW newest AS SELECT MAX(id) AS id FROM orders"]).await?;
    let url = database.url();
    shell.run(&format!("plan {url} --all --prefix _t_"), 1)?;
    shell.note("without a terminal and without --yes nothing is changed");
    shell.run(&format!("sync {url} --all --prefix _t_"), 2)?;
    ensure!(database.tables().await? == ["customers", "items", "newest", "orders"]);
    shell.run(&format!("sync {url} --all --prefix _t_ --yes"), 0)?;
    shell.run(&format!("plan {url} --all --prefix _t_"), 0)?;
    shell.run(&format!("sync {url} --all --prefix _t_"), 0)?;
    shell.run(&format!("shadows {url}"), 0)?;
    Ok(())
}

pub async fn json_has_every_field(shell: &mut Shell, database: &Database) -> Result<()> {
    database.run(&SHOP[..2]).await?;
    let url = database.url();
    let plan = shell.run(&format!("plan {url} --all --suffix _t --format json"), 1)?;
    let plan: serde_json::Value = serde_json::from_str(&plan.stdout)?;
    ensure!(plan["format"] == 1 && plan["kind"] == "plan" && plan["database"] == *database.name);
    ensure!(plan["server"]["flavor"].is_string() && plan["server"]["version"].is_string());
    ensure!(plan["server"]["identity"].is_string() && plan["request"]["suffix"] == "_t");
    for pair in plan["pairs"].as_array().into_iter().flatten() {
        ensure!(pair["verdict"] == "Create" && pair["fingerprints"]["source"].is_string(), "{pair}");
        ensure!(pair["hazards"].is_array() && pair["reasons"].is_array(), "{pair}");
        let statement = &pair["statements"][0];
        ensure!(statement["phase"] == "tables" && statement["sql"].is_string(), "{pair}");
    }
    let run = shell.run(&format!("sync {url} --all --suffix _t --yes --format json"), 0)?;
    let run: serde_json::Value = serde_json::from_str(&run.stdout)?;
    ensure!(run["kind"] == "run" && run["interrupted"] == false);
    for pair in run["pairs"].as_array().into_iter().flatten() {
        ensure!(pair["result"] == "Synced" && pair["verified"] == true, "{pair}");
        for statement in pair["statements"].as_array().into_iter().flatten() {
            ensure!(statement["state"] == "Done" && statement["duration_ms"].is_u64(), "{statement}");
            ensure!(statement["error"].is_null(), "{statement}");
        }
    }
    let shadows = shell.run(&format!("shadows {url} --format json"), 0)?;
    let shadows: serde_json::Value = serde_json::from_str(&shadows.stdout)?;
    ensure!(shadows["shadows"][0]["state"] == "in sync", "{shadows}");
    // Everything in these texts differs from server to server.
    shell.clear();
    Ok(())
}
