//! The catalog: kinds, odd names, sizes.

use crate::world::{World, names};
use anyhow::{Result, ensure};
use shadowtable_schema::Name;
use shadowtable_target::catalog::{Kind as Stands, list, lookup, sizes as catalog_sizes};
use shadowtable_testkit::kind::Family;

const ODD: [&str; 4] = ["with space", "quo`te'd", "表é", "a%b_c\\d"];

async fn scene(world: &World) -> Result<()> {
    let mut sql = vec![
        "CREATE TABLE plain (id int primary key)".to_owned(),
        "CREATE VIEW v AS SELECT 1 AS a".to_owned(),
    ];
    sql.extend(
        ODD.iter().map(|name| format!("CREATE TABLE {} (id int primary key)", Name::new(name).quoted())),
    );
    if world.is(Family::MariaDb) {
        sql.push("CREATE SEQUENCE s".to_owned());
        sql.push("CREATE TABLE versioned (id int primary key) WITH SYSTEM VERSIONING".to_owned());
    }
    world.run(&sql).await
}

pub async fn everything_is_listed_with_its_kind(world: World) -> Result<()> {
    scene(&world).await?;
    let entries = list(&mut world.reader().await?).await?;
    let kind =
        |name: &str| entries.iter().find(|entry| entry.name.as_str() == name).map(|entry| entry.kind.clone());
    ensure!(kind("plain") == Some(Stands::Table) && kind("v") == Some(Stands::View), "{entries:?}");
    for name in ODD {
        ensure!(kind(name) == Some(Stands::Table), "{name}: {entries:?}");
    }
    if world.is(Family::MariaDb) {
        ensure!(kind("s") == Some(Stands::Sequence), "{entries:?}");
        ensure!(kind("versioned") == Some(Stands::Table), "{entries:?}");
    }
    ensure!(entries.is_sorted_by(|a, b| a.name <= b.name), "{entries:?}");
    Ok(())
}

pub async fn names_are_looked_up_without_listing(world: World) -> Result<()> {
    scene(&world).await?;
    let mut session = world.reader().await?;
    let mut asked = names(&ODD);
    asked.extend(names(&["v", "missing", "PLAIN"]));
    let found = lookup(&mut session, &asked).await?;
    let folds = session.server().folds_names();
    ensure!(found.len() == ODD.len() + 1 + usize::from(folds), "{found:?}");
    ensure!(found.iter().any(|entry| entry.name.as_str() == "v" && entry.kind == Stands::View), "{found:?}");
    // The server's own spelling comes back.
    ensure!(found.iter().any(|entry| entry.name.as_str() == "plain") == folds, "{found:?}");
    // Of very many names the same are found.
    let many: Vec<String> = (0..2000).map(|number| format!("nobody{number}")).collect();
    asked.extend(many.iter().map(Name::new));
    ensure!(lookup(&mut session, &asked).await? == found);
    if world.is(Family::MariaDb) {
        let found = lookup(&mut session, &names(&["versioned", "s"])).await?;
        ensure!(
            found.iter().all(|entry| (entry.name.as_str() == "s") == (entry.kind == Stands::Sequence)),
            "{found:?}"
        );
        ensure!(found.iter().filter(|entry| entry.kind.is_table()).count() == 1, "{found:?}");
    }
    ensure!(lookup(&mut session, &[]).await?.is_empty());
    Ok(())
}

pub async fn sizes_are_estimated(world: World) -> Result<()> {
    scene(&world).await?;
    world.run(&["INSERT INTO plain VALUES (1), (2), (3)"]).await?;
    let mut session = world.reader().await?;
    let sizes = catalog_sizes(&mut session, &names(&["plain", "表é", "missing"])).await?;
    ensure!(sizes.len() == 2, "{sizes:?}");
    let plain = sizes[&Name::new("plain")];
    ensure!(plain.rows.is_some() && plain.bytes.is_some(), "{plain:?}");
    // OceanBase counts after it has gathered statistics only.
    ensure!(world.is(Family::OceanBase) || plain.rows == Some(3), "{plain:?}");
    // So many are asked for in another way. The scene has more tables than these.
    let mut many = names(&["plain", "表é"]);
    many.extend((0..1_100).map(|number| Name::new(format!("missing_{number}"))));
    let found = catalog_sizes(&mut session, &many).await?;
    ensure!(found.len() == 2 && found[&Name::new("plain")].rows == plain.rows, "{found:?}");
    Ok(())
}
