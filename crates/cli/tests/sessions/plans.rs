//! Plans in files: written, applied, refused.

use crate::database::{Database, SHOP};
use crate::shell::Shell;
use anyhow::{Result, ensure};

pub async fn a_plan_is_applied(shell: &mut Shell, database: &Database) -> Result<()> {
    database.run(SHOP).await?;
    let url = database.url();
    shell.run(&format!("plan {url} --all --prefix _t_ --out plan.json --format sql"), 1)?;
    shell.run(&format!("apply {url} plan.json"), 2)?;
    shell.run(&format!("apply {url} plan.json --yes"), 0)?;
    shell.note("once more: nothing is left to be done");
    shell.run(&format!("apply {url} plan.json --yes"), 0)?;
    shell.note("the URL may come from the environment");
    shell.run_with("apply plan.json --yes", &[("SHADOWTABLE_URL", &url)], "", 0)?;
    shell.run(&format!("plan {url} --all --prefix _t_"), 0)?;
    // A pair without statements is not in the SQL: why not goes to whoever reads along.
    database.run(&["CREATE TABLE strange (id int)", "CREATE TABLE _t_strange (note varchar(9))"]).await?;
    let seen = shell.run_silently(&format!("plan {url} --tables strange --prefix _t_ --format sql"), 3)?;
    ensure!(seen.stdout.trim().is_empty(), "{}", seen.stdout);
    ensure!(
        seen.stderr.contains("strange -> _t_strange: Conflict: table _t_strange exists"),
        "{}",
        seen.stderr
    );
    Ok(())
}

pub async fn a_plan_that_no_longer_holds(shell: &mut Shell, database: &Database) -> Result<()> {
    database.run(SHOP).await?;
    let url = database.url();
    shell
        .run(&format!("plan {url} --tables items,customers --prefix _t_ --out plan.json --format sql"), 1)?;
    database.run(&["ALTER TABLE items ADD COLUMN price decimal(10,2) DEFAULT NULL"]).await?;
    shell.run(&format!("apply {url} plan.json --yes"), 3)?;
    shell.run(&format!("apply {url} plan.json --yes --on-error continue"), 3)?;
    shell.run(&format!("apply {url} plan.json --yes --on-drift replan"), 0)?;
    shell.note("a plan that somebody has edited runs nothing");
    let text = std::fs::read_to_string(shell.file("plan.json"))?;
    shell.run(&format!("drop {url} --all --yes"), 0)?;
    let edited =
        text.replace("CREATE TABLE `_t_customers`", "DROP TABLE `customers`; CREATE TABLE `_t_customers`");
    std::fs::write(shell.file("edited.json"), edited)?;
    shell.run(&format!("apply {url} edited.json --yes"), 3)?;
    ensure!(database.tables().await?.contains(&"customers".to_owned()));
    shell.note("nor does one of another server, another database, another format, or none at all");
    let identity = |text: &str| text.replacen("\"identity\": \"", "\"identity\": \"x", 1);
    std::fs::write(shell.file("elsewhere.json"), identity(&text))?;
    // The version of the server stands in this message.
    let seen = shell.run_silently(&format!("apply {url} elsewhere.json --yes"), 2)?;
    ensure!(seen.stderr.contains("the plan was made on another server"), "{}", seen.stderr);
    std::fs::write(
        shell.file("other.json"),
        text.replace(&format!("\"database\": \"{}\"", database.name), "\"database\": \"other\""),
    )?;
    shell.run(&format!("apply {url} other.json --yes"), 2)?;
    std::fs::write(shell.file("newer.json"), text.replacen("\"format\": 1", "\"format\": 2", 1))?;
    shell.run(&format!("apply {url} newer.json --yes"), 2)?;
    std::fs::write(shell.file("broken.json"), "{\"format\": 1,\n \"kind\": \"plan\",,}")?;
    shell.run(&format!("apply {url} broken.json --yes"), 2)?;
    shell.run(&format!("apply {url} absent.json --yes"), 2)?;
    Ok(())
}
