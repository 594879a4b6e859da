//! The registry.

use crate::world::{World, timeouts};
use anyhow::{Result, ensure};
use shadowtable_schema::Name;
use shadowtable_target::registry::{Affix, Entry, Origin, Place, RegistryError, TABLE};
use shadowtable_target::{Purpose, Registry, Session, catalog};
use std::time::{Duration, Instant};

fn entry(source: &str, shadow: &str) -> Entry {
    Entry {
        policies: "foreign-keys=retarget".into(),
        who: "ann's \\ 表".into(),
        ..Entry::new(source.into(), shadow.into(), Affix::Prefix("_test_".into()), Origin::Created)
    }
}

fn without_times(entries: &[Entry]) -> Vec<Entry> {
    let bare =
        |entry: &Entry| Entry { created_at: String::new(), updated_at: String::new(), ..entry.clone() };
    entries.iter().map(bare).collect()
}

pub async fn it_is_empty_until_written(world: World) -> Result<()> {
    let mut session = world.writer().await?;
    let registry = Registry::default();
    ensure!(
        registry.shadows(&mut session).await?.is_empty() && registry.writers(&mut session).await?.is_empty()
    );
    registry.forget(&mut session, &["a".into()]).await?;
    registry.record(&mut session, &[]).await?;
    ensure!(catalog::list(&mut session).await?.is_empty(), "reading created it");
    let nowhere = Registry::new(Place::Nowhere);
    nowhere.record(&mut session, &[entry("a", "_test_a")]).await?;
    ensure!(nowhere.shadows(&mut session).await?.is_empty());
    ensure!(catalog::list(&mut session).await?.is_empty());
    Ok(())
}

pub async fn rows_come_back_as_they_went_in(world: World) -> Result<()> {
    let mut session = world.writer().await?;
    let registry = Registry::default();
    let long = "é".repeat(64);
    let odd =
        Entry { affix: Affix::Suffix("'_`\\".into()), origin: Origin::Adopted, ..entry("quo'te`d\\", &long) };
    let mut entries = vec![entry("a", "_test_a"), odd];
    entries.sort_by(|a, b| a.shadow.cmp(&b.shadow));
    registry.record(&mut session, &entries).await?;
    let read = registry.shadows(&mut session).await?;
    ensure!(without_times(&read) == entries, "{read:?}");
    ensure!(read[0].created_at.len() == 19 && read[0].created_at == read[0].updated_at, "{read:?}");
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let again = Entry { origin: Origin::Adopted, ..entries[0].clone() };
    registry.record(&mut session, std::slice::from_ref(&again)).await?;
    let second = registry.shadows(&mut session).await?;
    ensure!(second.len() == 2 && second[0].origin == Origin::Adopted, "{second:?}");
    ensure!(
        second[0].created_at == read[0].created_at && second[0].updated_at > read[0].updated_at,
        "{second:?}"
    );
    // Names are kept as the server folds them.
    registry.record(&mut session, &[entry("Upper", "_TEST_Upper")]).await?;
    let folded = session.server().fold(&"_TEST_Upper".into());
    let read = registry.shadows(&mut session).await?;
    ensure!(read.iter().any(|entry| entry.shadow == folded), "{read:?}");
    registry.forget(&mut session, &["_TEST_Upper".into(), long.into()]).await?;
    let left = registry.shadows(&mut session).await?;
    ensure!(left.len() == 1 && left[0].source == Name::new("a"), "{left:?}");
    ensure!(registry.place().table_in(&session.server().database) == Some(TABLE.into()));
    Ok(())
}

pub async fn ten_thousand_rows_are_one_query(world: World) -> Result<()> {
    let mut session = world.writer().await?;
    let registry = Registry::default();
    let entries: Vec<Entry> = (0..10_000).map(|n| entry(&format!("t{n}"), &format!("_test_t{n}"))).collect();
    registry.record(&mut session, &entries).await?;
    let started = Instant::now();
    ensure!(registry.shadows(&mut session).await?.len() == 10_000);
    ensure!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    Ok(())
}

pub async fn another_schema_serves_several_databases(world: World) -> Result<()> {
    let other = format!("{}_b", world.database);
    world.run(&[format!("CREATE DATABASE `{other}`")]).await?;
    let registry = Registry::new(Place::At { schema: other.as_str().into(), table: "Shadows of all".into() });
    let mut here = world.writer().await?;
    let there = world.address.clone().with_database(&other);
    let mut there = Session::open(&there, Purpose::write(), timeouts()).await?;
    registry.record(&mut here, &[entry("a", "_test_a")]).await?;
    registry.record(&mut there, &[entry("b", "_test_b")]).await?;
    let shadows =
        |entries: Vec<Entry>| entries.into_iter().map(|entry| entry.shadow.to_string()).collect::<Vec<_>>();
    ensure!(shadows(registry.shadows(&mut here).await?) == ["_test_a"]);
    ensure!(shadows(registry.shadows(&mut there).await?) == ["_test_b"]);
    ensure!(catalog::list(&mut here).await?.is_empty());
    // A schema that does not exist reads as empty and can't be written.
    let missing = Registry::new(Place::At { schema: "no_such_schema".into(), table: "x".into() });
    ensure!(missing.shadows(&mut here).await?.is_empty());
    let error = missing.record(&mut here, &[entry("a", "b")]).await;
    ensure!(error.is_err(), "{error:?}");
    Ok(())
}

pub async fn a_table_of_somebody_else_is_refused(world: World) -> Result<()> {
    world.run(&[format!("CREATE TABLE {TABLE} (id int primary key)")]).await?;
    let mut session = world.writer().await?;
    let registry = Registry::default();
    let error = registry.shadows(&mut session).await;
    ensure!(matches!(error, Err(RegistryError::Foreign { .. })), "{error:?}");
    let error = registry.record(&mut session, &[entry("a", "b")]).await;
    ensure!(matches!(error, Err(RegistryError::Foreign { .. })), "{error:?}");
    Ok(())
}
