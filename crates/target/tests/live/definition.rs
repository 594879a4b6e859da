//! Definitions in bulk: order, failures that stay alone, and what the text leaves out.

use crate::proxy::{self, Trouble};
use crate::world::{World, names, timeouts};
use anyhow::{Context, Result, ensure};
use mysql_async::prelude::Queryable;
use shadowtable_schema::Name;
use shadowtable_target::catalog::Kind as Stands;
use shadowtable_target::definition::{Definition, DefinitionError, read, read_few};
use shadowtable_target::{Address, Purpose, Session, Timeouts};
use shadowtable_testkit::kind::Family;
use std::time::{Duration, Instant};

type Read = (Name, Result<Definition, DefinitionError>);

async fn all(sessions: Vec<Session>, names: Vec<Name>) -> (Vec<Read>, Vec<Session>) {
    let mut stream = read(sessions, names);
    let mut reads = Vec::new();
    while let Some(read) = stream.next().await {
        reads.push(read);
    }
    (reads, stream.finish().await)
}

async fn open(address: &Address, definition: Duration) -> Result<Session> {
    let timeouts = Timeouts { definition, ..timeouts() };
    Ok(Session::open(address, Purpose::Read, timeouts).await?)
}

/// Creates tables `t000`, `t001`, …
async fn tables(world: &World, count: usize) -> Result<Vec<Name>> {
    let sql: Vec<String> =
        (0..count).map(|n| format!("CREATE TABLE t{n:03} (id int primary key, c{n} int)")).collect();
    world.run(&sql).await?;
    Ok((0..count).map(|n| Name::new(format!("t{n:03}"))).collect())
}

pub async fn thousands_come_in_order(world: World) -> Result<()> {
    let tables = tables(&world, 150).await?;
    // The same names again and again: the order is what is tested.
    let asked: Vec<Name> = tables.iter().cycle().take(1000).cloned().collect();
    let sessions = vec![world.reader().await?, world.reader().await?];
    let (reads, sessions) = all(sessions, asked.clone()).await;
    ensure!(sessions.len() == 2 && reads.len() == 1000);
    let mut conn = world.root().await?;
    for (place, (name, read)) in reads.into_iter().enumerate() {
        ensure!(name == asked[place]);
        let text = read?.text;
        ensure!(text.starts_with("CREATE TABLE ") && text.contains(&name.quoted()), "{text}");
        if place < 3 {
            let sql = format!("SHOW CREATE TABLE `{}`.{}", world.database, name.quoted());
            let row: (String, String) = conn.query_first(sql).await?.context("no row")?;
            ensure!(row.1 == text);
        }
    }
    // Few are read at once, over a session that stays.
    let mut session = world.reader().await?;
    let mut few = read_few(&mut session, tables.clone()).await;
    for table in &tables {
        let (name, read) = few.next().await.context("one is missing")?;
        ensure!(name == *table && read?.text.contains(&name.quoted()));
    }
    ensure!(few.next().await.is_none() && few.finish().await.is_empty());
    // A stream that is not read to its end gives the sessions back all the same.
    let mut stream = read(sessions, asked);
    ensure!(stream.next().await.is_some());
    ensure!(stream.finish().await.len() == 2);
    // Nothing asked, nothing comes; no session, no hang.
    ensure!(read(Vec::new(), Vec::new()).next().await.is_none());
    ensure!(matches!(read(Vec::new(), tables).next().await, Some((_, Err(DefinitionError::Lost(_))))));
    Ok(())
}

pub async fn only_the_broken_ones_fail(world: World) -> Result<()> {
    tables(&world, 4).await?;
    world
        .run(&["CREATE TABLE gone (a int)", "CREATE VIEW broken AS SELECT a FROM gone", "DROP TABLE gone"])
        .await?;
    world.run(&["CREATE VIEW fine AS SELECT 1 AS a"]).await?;
    let asked = names(&[
        "missing",
        "t000",
        "broken",
        "t001",
        "gone",
        "gone",
        "fine",
        "t002",
        "quo`te'; -- ",
        "t003",
        "no",
    ]);
    let (reads, _) = all(vec![world.reader().await?], asked).await;
    let broken: Vec<&str> =
        reads.iter().filter(|(_, read)| read.is_err()).map(|(name, _)| name.as_str()).collect();
    ensure!(broken == ["missing", "broken", "gone", "gone", "fine", "quo`te'; -- ", "no"], "{reads:?}");
    for (name, read) in &reads {
        match (name.as_str(), read) {
            ("missing" | "gone" | "no", Err(DefinitionError::NotFound)) => {}
            ("fine", Err(DefinitionError::NotATable(Stands::View))) => {}
            ("broken", Err(DefinitionError::NotATable(_) | DefinitionError::Refused(_))) => {}
            (_, Ok(definition)) => ensure!(definition.text.contains(&name.quoted())),
            (_, Err(error)) => ensure!(name.as_str().starts_with("quo"), "{name}: {error:?}"),
        }
    }
    if world.is(Family::MariaDb) {
        world.run(&["CREATE SEQUENCE s"]).await?;
        let (reads, _) = all(vec![world.reader().await?], names(&["s"])).await;
        ensure!(matches!(reads[0].1, Err(DefinitionError::NotATable(Stands::Sequence))), "{reads:?}");
    }
    Ok(())
}

pub async fn a_locked_table_times_out_alone(world: World) -> Result<()> {
    if world.is(Family::OceanBase) {
        // No lock keeps its SHOW CREATE TABLE waiting; the silent connection is tested there instead.
        return Ok(());
    }
    let mut asked = tables(&world, 100).await?;
    asked.insert(10, "t_locked".into());
    let mut holder = world.root().await?;
    holder.query_drop(format!("USE `{}`", world.database)).await?;
    // CREATE … SELECT holds the new table's name exclusively while it selects.
    let held =
        tokio::spawn(
            async move { holder.query_drop("CREATE TABLE t_locked AS SELECT SLEEP(12) AS a").await },
        );
    tokio::time::sleep(Duration::from_millis(500)).await;
    let started = Instant::now();
    let session = open(&world.address, Duration::from_secs(2)).await?;
    let (reads, _) = all(vec![session], asked).await;
    ensure!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
    for (name, read) in &reads {
        match (name.as_str(), read) {
            ("t_locked", Err(DefinitionError::TimedOut { .. } | DefinitionError::NotFound)) => {}
            ("t_locked", read) => anyhow::bail!("{read:?}"),
            (_, read) => ensure!(read.is_ok(), "{name}: {read:?}"),
        }
    }
    held.abort();
    Ok(())
}

pub async fn a_silent_connection_costs_one_table(world: World) -> Result<()> {
    let reads = troubled(&world, Trouble::Silence).await?;
    let timed_out =
        reads.iter().filter(|(_, read)| matches!(read, Err(DefinitionError::TimedOut { .. }))).count();
    let read = reads.iter().filter(|(_, read)| read.is_ok()).count();
    ensure!(
        (timed_out, read) == (1, reads.len() - 1),
        "{timed_out} timed out, {read} were read: {:?}",
        failed(&reads)
    );
    Ok(())
}

pub async fn a_cut_connection_costs_one_table(world: World) -> Result<()> {
    let reads = troubled(&world, Trouble::Cut).await?;
    let lost = reads.iter().filter(|(_, read)| matches!(read, Err(DefinitionError::Lost(_)))).count();
    let read = reads.iter().filter(|(_, read)| read.is_ok()).count();
    ensure!((lost, read) == (1, reads.len() - 1), "{lost} lost, {read} were read: {:?}", failed(&reads));
    Ok(())
}

fn failed(reads: &[Read]) -> Vec<&Read> {
    reads.iter().filter(|(_, read)| read.is_err()).collect()
}

async fn troubled(world: &World, trouble: Trouble) -> Result<Vec<Read>> {
    let asked = tables(world, 150).await?;
    let address = proxy::start(&world.address, "`t070`", trouble, 1).await?;
    // OceanBase on a busy machine needs seconds for a table that it has not read for a while.
    let patience = if world.is(Family::OceanBase) { 20 } else { 5 };
    let session = open(&address, Duration::from_secs(patience)).await?;
    Ok(all(vec![session], asked).await.0)
}

pub async fn what_the_text_leaves_out_is_read(world: World) -> Result<()> {
    let sql: &[&str] = match world.kind.family() {
        Family::MariaDb => {
            &["CREATE TABLE places (id int primary key, p point REF_SYSTEM_ID=4326 NOT NULL, g geometry)"]
        }
        Family::OceanBase => &["CREATE TABLE places (id int, dt int, primary key (id, dt)) \
            PARTITION BY RANGE COLUMNS (dt) SUBPARTITION BY RANGE COLUMNS (id) (\
            PARTITION p0 VALUES LESS THAN (10) (SUBPARTITION s0 VALUES LESS THAN (5), SUBPARTITION s1 VALUES LESS THAN (9)), \
            PARTITION p1 VALUES LESS THAN (20) (SUBPARTITION s2 VALUES LESS THAN (MAXVALUE)))"],
        Family::MySql => &["CREATE TABLE places (id int primary key, p point NOT NULL)"],
    };
    world.run(sql).await?;
    let mut asked = tables(&world, 3).await?;
    asked.insert(1, "places".into());
    // Few tables are asked for by name, many (more than 6 packets with such tables) through the whole database.
    let many: Vec<Name> = asked.iter().cycle().take(700).cloned().collect();
    for asked in [asked, many] {
        let (reads, _) = all(vec![world.reader().await?], asked).await;
        for (name, read) in reads {
            let extras = read.with_context(|| name.to_string())?.extras;
            let spatial: Vec<(&str, u32)> = extras
                .spatial_references
                .iter()
                .map(|reference| (reference.column.as_str(), reference.ref_system_id))
                .collect();
            let bounds: Vec<String> = extras
                .subpartition_bounds
                .iter()
                .map(|bound| format!("{}.{} {}", bound.partition, bound.subpartition, bound.high_value))
                .collect();
            let is_place = name.as_str() == "places";
            match world.kind.family() {
                Family::MariaDb if is_place => ensure!(spatial == [("p", 4326), ("g", 0)], "{spatial:?}"),
                Family::OceanBase if is_place => {
                    ensure!(bounds == ["p0.s0 5", "p0.s1 9", "p1.s2 MAXVALUE"], "{bounds:?}");
                }
                _ => ensure!(spatial.is_empty() && bounds.is_empty()),
            }
        }
    }
    Ok(())
}
