//! Facts about rows.

use crate::world::{World, names, slow_statement, timeouts};
use anyhow::{Result, ensure};
use shadowtable_schema::Name;
use shadowtable_schema::model::{ForeignKey, ParentTable};
use shadowtable_target::facts::{
    count_duplicates, count_nulls, count_orphans, exists_where, has_rows, have_rows, max_length,
};
use shadowtable_target::{Purpose, Session, Timeouts};
use std::time::{Duration, Instant};

async fn scene(world: &World) -> Result<Session> {
    world
        .run(&[
            "CREATE TABLE `e``mpty` (id int primary key)",
            "CREATE TABLE r (id int primary key, a int, b varchar(20))",
            "INSERT INTO r VALUES (1, 1, 'x'), (2, 1, 'x'), (3, NULL, 'é表'), (4, NULL, NULL), (5, 2, 'longest é')",
        ])
        .await?;
    world.writer().await
}

pub async fn rows_are_counted_up_to_a_bound(world: World) -> Result<()> {
    let mut session = scene(&world).await?;
    ensure!(!has_rows(&mut session, &"e`mpty".into()).await? && has_rows(&mut session, &"r".into()).await?);
    ensure!(exists_where(&mut session, &"r".into(), "id > 1", 3).await? == 3);
    ensure!(exists_where(&mut session, &"r".into(), "id > 1", 100).await? == 4);
    ensure!(count_nulls(&mut session, &"r".into(), &"a".into(), 100).await? == 2);
    let error = has_rows(&mut session, &"missing".into()).await;
    ensure!(error.is_err());
    // More than one packet of them, and one that fails in the middle.
    let mut tables = vec!["r".into(); 100];
    tables[50] = "missing".into();
    tables[70] = "e`mpty".into();
    let known: Vec<Option<bool>> =
        have_rows(&mut session, &tables).await.into_iter().map(Result::ok).collect();
    let expected = |at| match at {
        50 => None,
        70 => Some(false),
        _ => Some(true),
    };
    ensure!(known == (0..100).map(expected).collect::<Vec<_>>(), "{known:?}");
    Ok(())
}

pub async fn duplicates_and_lengths_are_known(world: World) -> Result<()> {
    let mut session = scene(&world).await?;
    let table = "r".into();
    let whole = |name: &str| (Name::new(name), None);
    ensure!(count_duplicates(&mut session, &table, &[whole("a")], 9).await? == 1);
    ensure!(count_duplicates(&mut session, &table, &[whole("a"), whole("b")], 9).await? == 1);
    ensure!(count_duplicates(&mut session, &table, &[whole("id")], 9).await? == 0);
    world.run(&["INSERT INTO r VALUES (6, 9, 'lo')"]).await?;
    ensure!(count_duplicates(&mut session, &table, &[("b".into(), Some(2))], 9).await? == 2);
    ensure!(max_length(&mut session, &table, &"b".into()).await? == 9);
    ensure!(max_length(&mut session, &"e`mpty".into(), &"id".into()).await? == 0);
    Ok(())
}

pub async fn orphans_are_counted(world: World) -> Result<()> {
    let mut session = scene(&world).await?;
    world
        .run(&[
            "CREATE TABLE p (x int, y varchar(20), KEY (x, y))",
            "INSERT INTO p VALUES (1, 'x'), (2, 'y'), (2, NULL)",
        ])
        .await?;
    let key = |columns: &[&str], parent_columns: &[&str]| ForeignKey {
        name: None,
        columns: names(columns),
        parent: ParentTable { database: None, name: "p".into() },
        parent_columns: names(parent_columns),
        on_delete: None,
        on_update: None,
        verbatim: None,
    };
    let table = "r".into();
    ensure!(count_orphans(&mut session, &table, &key(&["a"], &["x"]), 9).await? == 0);
    ensure!(count_orphans(&mut session, &table, &key(&["id"], &["x"]), 9).await? == 3);
    ensure!(count_orphans(&mut session, &table, &key(&["id"], &["x"]), 2).await? == 2);
    // A row with a NULL in the key needs no parent.
    ensure!(count_orphans(&mut session, &table, &key(&["a", "b"], &["x", "y"]), 9).await? == 1);
    Ok(())
}

pub async fn a_slow_question_is_given_up(world: World) -> Result<()> {
    slow_statement(&world).await?;
    let timeouts = Timeouts { facts: Duration::from_secs(1), ..timeouts() };
    let mut session = Session::open(&world.address, Purpose::write(), timeouts).await?;
    let id = session.connection_id();
    let slow = "(SELECT COUNT(*) FROM slow_rows a, slow_rows b, slow_rows c, slow_rows d WHERE a.n + b.n + c.n + d.n < 0) > 0";
    let started = Instant::now();
    let answer = exists_where(&mut session, &"slow_rows".into(), slow, 1).await;
    ensure!(answer.is_err(), "{answer:?}");
    ensure!(started.elapsed() < Duration::from_secs(12), "{:?}", started.elapsed());
    // The connection, and with it a lock, is still there.
    ensure!(!session.is_lost() && session.connection_id() == id);
    ensure!(has_rows(&mut session, &"slow_rows".into()).await?);
    Ok(())
}
