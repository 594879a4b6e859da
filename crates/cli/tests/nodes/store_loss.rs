//! The store's own server is killed in the middle of a run: the node lives, sends nothing that it can't write down, and goes
//! on when the store is back.

use crate::node::Node;
use crate::world::{World, until};
use crate::{TABLES, is_finished};
use anyhow::{Context, Result, ensure};
use shadowtable_store::StepState;
use shadowtable_testkit::kind::Kind;
use shadowtable_testkit::server::{Options, Server};
use shadowtable_testkit::tally;
use std::time::Duration;

/// How long the store is gone each time: within a lease (2 s) as far as a server starts so quickly, and long after it.
const GONE: [Duration; 3] = [Duration::ZERO, Duration::from_secs(1), Duration::from_secs(5)];

/// A statement that had been sent when the store died may take so long to end.
const UNDER_WAY: Duration = Duration::from_secs(1);

pub fn survived(kind: Kind, name: &str) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let directory = tempfile::tempdir()?;
        let mut options = Options {
            data_dir: Some(directory.path().join("store")),
            // What was committed is there after a crash: a store is run no other way.
            arguments: vec!["--innodb-flush-log-at-trx-commit=1".to_owned()],
            ..Options::default()
        };
        let mut server = Server::start(kind, options.clone()).await?;
        options.port = Some(server.port());
        let world = World::with_store(kind, &server.url(), "store_loss").await?;
        let mut node = Node::start(&world)?;
        for (time, gone) in GONE.into_iter().enumerate() {
            let database = world.database(TABLES).await?;
            let task = world.submit(&database).await?;
            let store = &world.services.store;
            until(async || {
                let Some(run) = store.runs().newest(&task.id).await? else { return Ok(None) };
                let done = store.steps().of_run(&run.id, &[StepState::Done]).await?.len();
                Ok((done > 20 + 40 * time || run.finished_at.is_some()).then_some(()))
            })
            .await?;
            server.crash()?;
            nothing_is_begun(&world, &database, gone).await.with_context(|| format!("{gone:?}"))?;
            server = Server::start(kind, options.clone()).await?;
            is_finished(&world, &task, &database).await.with_context(|| format!("{gone:?}"))?;
            ensure!(node.is_alive()?, "the node died with its store");
        }
        node.end()?;
        world.drop().await?;
        server.stop()
    })?;
    tally::record(kind, &format!("nodes {name}"))
}

/// Waits so long, and sees that no more tables are made than were under way.
async fn nothing_is_begun(world: &World, database: &str, gone: Duration) -> Result<()> {
    if gone <= UNDER_WAY {
        tokio::time::sleep(gone).await;
        return Ok(());
    }
    tokio::time::sleep(UNDER_WAY).await;
    let then = world.shadows(database).await?;
    tokio::time::sleep(gone - UNDER_WAY).await;
    let now = world.shadows(database).await?;
    ensure!(then == now && now < TABLES as u64, "{then} shadows, then {now}, and nobody wrote it down");
    Ok(())
}
