//! Starting: at the same moment, with the wrong key, on a newer schema, after a crash in the middle; and lost answers.

use crate::sample;
use crate::world::World;
use anyhow::{Result, ensure};
use shadowtable_store::backend::faulty::{Faults, When};
use shadowtable_store::backend::{Dialect, Statement};
use shadowtable_store::{Batch, MasterKey, Store, StoreError, Task, TaskFilter};

/// Six nodes start on an empty store at once: each finds it whole.
pub async fn nodes_start_at_once(world: World) -> Result<()> {
    let (address, key) = (world.address.clone(), world.key.clone());
    let starts = (0..6).map(|_| {
        let (address, key) = (address.clone(), key.clone());
        tokio::spawn(async move { Store::open(&address, key).await })
    });
    let mut stores = Vec::new();
    for start in starts.collect::<Vec<_>>() {
        stores.push(start.await??);
    }
    let connection = sample::connection("first");
    stores[0].connections().insert(&connection).await?;
    for (at, store) in stores.iter().enumerate() {
        let task = store.tasks().insert(&sample::task(&connection, "shop")).await?;
        ensure!(task.number == at as i64 + 1, "node {at} made number {}", task.number);
    }
    Ok(())
}

/// A store of another key or of a newer program is refused, and nothing in it is touched.
pub async fn another_key_and_a_newer_schema_are_refused(world: World) -> Result<()> {
    let store = world.open().await?;
    store.users().insert(&sample::user("ada")).await?;
    refused!(Store::open(&world.address, MasterKey::generate()).await, StoreError::AnotherKey);
    let backend = world.backend()?;
    let newer = "UPDATE `meta` SET `value` = '99' WHERE `name` = 'schema'";
    backend.execute(Statement::any("meta", newer, Vec::new())).await?;
    refused!(Store::open(&world.address, world.key.clone()).await, StoreError::Newer { found: 99, known: 2 });
    ensure!(store.users().count().await? == 1, "nothing was harmed");
    Ok(())
}

/// A first start that ends at any of its writes, before or after it took effect, is taken up by the next one.
pub async fn a_migration_is_broken_off_anywhere(world: World) -> Result<()> {
    let faults = Faults::new();
    let mut broken = 0;
    for write in 0.. {
        for when in [When::Before, When::After] {
            faults.go_down(write, when);
            match world.open_faulty(&faults).await {
                Err(StoreError::Unavailable(_)) => broken += 1,
                Err(error) => return Err(error.into()),
                Ok(_) if faults.came_true() == 0 => {
                    ensure!(broken > 0, "no start was broken off");
                    faults.up();
                    let store = world.open().await?;
                    let connection = sample::connection("first");
                    store.connections().insert(&connection).await?;
                    let task = store.tasks().insert(&sample::task(&connection, "shop")).await?;
                    ensure!(task.number == 1, "{task:?}");
                    println!("{broken} starts were broken off");
                    return Ok(());
                }
                Ok(_) => anyhow::bail!("write {write} failed {when:?}, and nobody noticed"),
            }
        }
    }
    Ok(())
}

/// A store of the first schema gets what came since; what is in it stays. A start that was broken off in the middle of that is
/// taken up, on servers also where a column is there and not counted yet.
pub async fn an_older_schema_is_brought_up(world: World) -> Result<()> {
    let store = world.open().await?;
    let webhook = sample::webhook(&store)?;
    store.webhooks().insert(&webhook).await?;
    store.deliveries().insert(&sample::delivery(&webhook)).await?;
    drop(store);
    let backend = world.backend()?;
    let is_file = backend.dialect() == Dialect::Sqlite;
    let added = if is_file { &["tried_at", "took_ms", "status"][..] } else { &["took_ms", "status"] };
    let columns = added.iter().map(|column| format!("ALTER TABLE `deliveries` DROP COLUMN `{column}`"));
    for sql in columns.chain(["UPDATE `meta` SET `value` = '1' WHERE `name` = 'schema'".to_owned()]) {
        backend.execute(Statement::any("meta", sql, Vec::new())).await?;
    }
    drop(backend);
    let store = world.open().await?;
    let mut delivery = store.deliveries().take(100, 200).await?.unwrap();
    (delivery.tried_at, delivery.status) = (Some(100), Some(503));
    store.deliveries().save(&mut delivery).await?;
    ensure!(store.deliveries().get(&delivery.id).await? == delivery, "its columns are there");
    Ok(())
}

/// A write whose answer was lost says what it expects, so asking again tells whether it was written.
pub async fn a_lost_answer_can_be_asked_again(world: World) -> Result<()> {
    let faults = Faults::new();
    let store = world.open_faulty(&faults).await?;
    let connection = sample::connection("first");
    store.connections().insert(&connection).await?;
    let task = store.tasks().insert(&sample::task(&connection, "shop")).await?;
    let mut finished = task.clone();
    finished.remarks = Some("changed".to_owned());
    let mut batch = Batch::new();
    batch.save(&finished).event(&sample::event(&task, "changed"));

    faults.fail(0, When::Before);
    refused!(store.commit(batch.clone()).await, StoreError::Unavailable(_));
    ensure!(store.tasks().get(&task.id).await?.version == 1, "nothing was written");
    faults.fail(0, When::After);
    refused!(store.commit(batch.clone()).await, StoreError::Unavailable(_));
    refused!(store.commit(batch).await, StoreError::Changed("tasks"));
    ensure!(store.tasks().get(&task.id).await?.version == 2, "it was written once");

    lost_runs(&store, &faults, &task).await
}

async fn lost_runs(store: &Store, faults: &Faults, task: &Task) -> Result<()> {
    faults.fail(0, When::After);
    refused!(store.runs().insert(&sample::run(task, 1)).await, StoreError::Unavailable(_));
    refused!(store.runs().insert(&sample::run(task, 1)).await, StoreError::Exists("runs"));
    // A claim whose answer was lost is nobody's until its lease ends; then it is taken over like any other.
    faults.fail(0, When::After);
    refused!(store.runs().claim("node-a", -1).await, StoreError::Unavailable(_));
    let claimed = store.runs().claim("node-b", 1_000).await?.unwrap();
    ensure!(claimed.former.as_deref() == Some("node-a") && claimed.claim.token == 2, "{claimed:?}");
    faults.down();
    refused!(store.tasks().count(&TaskFilter::default()).await, StoreError::Unavailable(_));
    faults.up();
    ensure!(store.tasks().count(&TaskFilter::default()).await? == 1, "it is back");
    Ok(())
}
