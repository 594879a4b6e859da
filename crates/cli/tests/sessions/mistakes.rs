//! Bad input: one clear line with what to do, exit code 2, and never a password.

use crate::database::{Database, PASSWORD, SHOP};
use crate::shell::Shell;
use anyhow::{Result, ensure};

pub async fn mistakes_are_named(shell: &mut Shell, database: &Database) -> Result<()> {
    database.run(SHOP).await?;
    let url = database.url();
    let nowhere = url.replace(&database.name, "no_such_database");
    shell.call(&nowhere, "$NOWHERE");
    shell.run(&format!("plan {nowhere} --all --prefix _t_"), 2)?;
    shell.run(&format!("plan {url} --tables order --prefix _t_"), 2)?;
    shell.run(&format!("plan {url} --include x* --prefix _t_"), 2)?;
    shell.run(&format!("plan {url} --all --prefix {}", "x".repeat(64)), 2)?;
    shell.run(&format!("sync {url} --all --prefix _t_ --allow-hazards everything --yes"), 2)?;
    shell.run(&format!("plan {url} --all --prefix _t_ --registry here"), 2)?;
    shell.run("plan mysql://root@127.0.0.1:1/shop --all --prefix _t_", 2)?;
    shell.run("plan mysql://root@127.0.0.1/ --all --prefix _t_", 2)?;
    shell.run("plan --all --prefix _t_", 2)?;
    shell.run("plan postgres://somewhere/shop --all --prefix _t_", 2)?;
    shell.run("plan --all --prefix _t_ --defaults-file absent.cnf", 2)?;
    std::fs::write(shell.file("bad.cnf"), "[client]\nport=many\n")?;
    shell.run("plan --all --prefix _t_ --defaults-file bad.cnf", 2)?;
    Ok(())
}

pub async fn missing_privileges_are_named(shell: &mut Shell, database: &Database) -> Result<()> {
    database.run(&SHOP[..1]).await?;
    let account = database.account("SELECT, INSERT").await?;
    let url = database.url_of(&format!("{account}:{PASSWORD}"));
    shell.call(&url, "$READER");
    shell.call(&account, "reader");
    let outcome = async {
        shell.run_silently(&format!("plan {url} --all --prefix _t_"), 1)?;
        shell.run(&format!("sync {url} --all --prefix _t_ --yes"), 2)?;
        ensure!(database.tables().await? == ["customers"]);
        Ok(())
    };
    let outcome = outcome.await;
    database.forget_account(&account).await?;
    outcome
}

pub async fn passwords_are_never_shown(shell: &mut Shell, database: &Database) -> Result<()> {
    database.run(&SHOP[..1]).await?;
    let account = database.account("ALL PRIVILEGES").await?;
    let outcome = passwords(shell, database, &account).await;
    database.forget_account(&account).await?;
    // The words of a refusal differ from server to server.
    shell.clear();
    outcome
}

async fn passwords(shell: &mut Shell, database: &Database, account: &str) -> Result<()> {
    const WRONG: &str = "Wrong-Secret-7";
    let with = |password: &str| database.url_of(&format!("{account}:{password}"));
    let bare = database.url_of(account);
    let plan = "--all --prefix _t_ --format json";
    let mut seen = vec![
        shell.run(&format!("plan {} {plan}", with(WRONG)), 2)?,
        shell.run(&format!("plan {} {} {plan}", with(WRONG), with(PASSWORD)), 2)?,
        shell.run(&format!("apply {} {}", with(PASSWORD), with(WRONG)), 2)?,
        shell.run(&format!("plan {} {plan}", with(&format!("{WRONG}@/{PASSWORD}"))), 2)?,
        shell.run(&format!("plan {} {plan}", with(PASSWORD)), 1)?,
        shell.run_with(&format!("plan {plan}"), &[("SHADOWTABLE_URL", &with(PASSWORD))], "", 1)?,
        shell.run_with(&format!("plan {plan} -h"), &[("SHADOWTABLE_URL", &with(PASSWORD))], "", 0)?,
        shell.run_with(&format!("plan {bare} {plan} --password-stdin"), &[], &format!("{PASSWORD}\n"), 1)?,
        shell.run_with(&format!("plan {bare} {plan} --password-stdin"), &[], &format!("{WRONG}\n"), 2)?,
        shell.run_with(&format!("plan {bare} {plan} --password-stdin"), &[], "", 2)?,
    ];
    let options = format!("[client]\nuser={account}\npassword={PASSWORD}\n[wrong]\npassword={WRONG}\n");
    std::fs::write(shell.file(".my.cnf"), options)?;
    let place = format!("mysql://{}/{}", database.place(), database.name);
    seen.push(shell.run(&format!("plan {place} {plan}"), 1)?);
    seen.push(shell.run(&format!("plan {place} {plan} --defaults-group wrong"), 2)?);
    for one in seen {
        let text = one.stdout + &one.stderr;
        ensure!(!text.contains(PASSWORD) && !text.contains(WRONG), "a password is shown:\n{text}");
    }
    Ok(())
}
