//! Foreign keys that point at tables, and names that are taken.

use crate::world::{World, names, timeouts};
use anyhow::{Result, ensure};
use shadowtable_schema::Name;
use shadowtable_target::reference::{constraint_names, references_to};
use shadowtable_target::{Purpose, Session};
use shadowtable_testkit::kind::{Family, Kind};

async fn scene(world: &World) -> Result<()> {
    let (a, b) = (&world.database, format!("{}_b", world.database));
    world
        .run(&[
            "CREATE TABLE `pa-rent é表` (id int primary key, up int, CONSTRAINT self_key FOREIGN KEY (up) REFERENCES `pa-rent é表` (id))"
                .to_owned(),
            "CREATE TABLE `ch ild$/` (id int primary key, CONSTRAINT `k-é/x` FOREIGN KEY (id) REFERENCES `pa-rent é表` (id))"
                .to_owned(),
            "CREATE TABLE lonely (id int primary key, a int, CONSTRAINT is_big CHECK (a > 5))".to_owned(),
            format!("CREATE DATABASE `{b}`"),
            format!("CREATE TABLE `{b}`.abroad (id int primary key, CONSTRAINT far FOREIGN KEY (id) REFERENCES `{a}`.`pa-rent é表` (id))"),
        ])
        .await
}

async fn found(session: &mut Session, asked: &[Name]) -> Result<Vec<String>> {
    let references = references_to(session, asked).await?;
    let mut lines: Vec<String> = references
        .iter()
        .map(|reference| {
            let suffix = if reference.child_database == session.server().database { "" } else { "b." };
            format!("{suffix}{} {} {}", reference.child, reference.constraint, reference.parent)
        })
        .collect();
    lines.sort();
    Ok(lines)
}

const EXPECTED: [&str; 3] =
    ["b.abroad far pa-rent é表", "ch ild$/ k-é/x pa-rent é表", "pa-rent é表 self_key pa-rent é表"];

pub async fn keys_from_everywhere_are_found(world: World) -> Result<()> {
    scene(&world).await?;
    let mut session = world.reader().await?;
    let lines = found(&mut session, &names(&["pa-rent é表", "lonely", "missing"])).await?;
    ensure!(lines == EXPECTED, "{lines:?}");
    ensure!(found(&mut session, &names(&["lonely"])).await?.is_empty());
    ensure!(found(&mut session, &[]).await?.is_empty());
    // Many names are looked for in all keys at once.
    let mut many: Vec<Name> = (0..500).map(|n| Name::new(format!("x{n}"))).collect();
    many.push("pa-rent é表".into());
    let lines = found(&mut session, &many).await?;
    ensure!(lines == EXPECTED, "{lines:?}");
    Ok(())
}

pub async fn an_account_without_process_finds_them_too(world: World) -> Result<()> {
    scene(&world).await?;
    let other = format!("SELECT ON `{}_b`.*", world.database);
    let (address, account) = world.account(&["SELECT, CREATE ON {db}.*", other.as_str()]).await?;
    let result = async {
        let mut session = Session::open(&address, Purpose::Read, timeouts()).await?;
        let lines = found(&mut session, &names(&["pa-rent é表"])).await?;
        constraint_names(&mut session).await?;
        // What an account sees of keys without more privileges differs; ours must be seen without PROCESS on these.
        let expects_all = !matches!(world.kind.family(), Family::MariaDb) && world.kind != Kind::MySql56;
        ensure!(!expects_all || lines == EXPECTED, "{lines:?}");
        Ok(())
    }
    .await;
    account.drop().await?;
    result
}

pub async fn taken_names_are_listed(world: World) -> Result<()> {
    scene(&world).await?;
    let found = constraint_names(&mut world.reader().await?).await?;
    let mut keys: Vec<&str> = found.foreign_keys.iter().map(Name::as_str).collect();
    keys.sort_unstable();
    ensure!(keys == ["k-é/x", "self_key"], "{keys:?}");
    let has_checks = matches!(world.kind, Kind::MySql97 | Kind::OceanBase435 | Kind::OceanBaseSeekDb14);
    ensure!(found.checks.contains(&Name::new("is_big")) == has_checks, "{found:?}");
    Ok(())
}
