//! Moving: a copy while in use, to another backend and back, and to another key.

use crate::sample;
use crate::world::World;
use anyhow::{Result, ensure};
use shadowtable_store::{
    AboutKind, Analysis, Batch, MasterKey, Node, PairFilter, PairsOf, Store, StoreAddress, StoreError, Task,
    new_id,
};

/// A store with something in every corner that could get lost: two tasks, a run, pairs, events, a sealed password.
async fn furnished(store: &Store) -> Result<(Analysis, Task)> {
    store.users().insert(&sample::user("ada")).await?;
    let mut connection = sample::connection("production");
    connection.password = Some(store.seal("geheim", &connection.id)?);
    store.connections().insert(&connection).await?;
    let analysis = sample::analysis(&connection);
    store.analyses().insert(&analysis).await?;
    let pairs: Vec<_> = (0..1_200).map(sample::pair).collect();
    let mut batch = Batch::new();
    batch.insert_pairs(PairsOf::Analysis(&analysis.id), &pairs);
    store.commit(batch).await?;
    let task = store.tasks().insert(&sample::task(&connection, "shop")).await?;
    let mut batch = Batch::new();
    batch.freeze_pairs(&analysis, &task.id).insert_run(&sample::run(&task, 1));
    batch.events(&[sample::event(&task, "submitted"), sample::event(&task, "queued")]);
    let webhook = sample::webhook(store)?;
    batch.insert(&webhook).insert(&sample::delivery(&webhook));
    store.commit(batch).await?;
    Ok((store.analyses().get(&analysis.id).await?, task))
}

/// The same rows, the numbers going on, the password readable.
async fn is_furnished(store: &Store, analysis: &Analysis, task: &Task) -> Result<()> {
    ensure!(store.analyses().get(&analysis.id).await? == *analysis, "the analysis is as it was");
    ensure!(store.tasks().get(&task.id).await? == *task, "the task is as it was");
    let connection = store.connections().get(&task.connection_id).await?;
    let sealed = connection.password.clone().unwrap();
    ensure!(store.unseal(&sealed, &connection.id)?.as_str() == "geheim", "the password is readable");
    let webhook = store.webhooks().all().await?.remove(0);
    let url = store.unseal(&webhook.url, &webhook.id)?;
    ensure!(url.as_str() == "https://chat.example/hook?token=t", "the address is readable");
    let secret = store.unseal(webhook.secret.as_ref().unwrap(), &webhook.id)?;
    ensure!(secret.as_str() == "a secret", "the secret is readable");
    ensure!(store.deliveries().queue().await? == (1, Some(1)), "its notification waits");
    for of in [PairsOf::Analysis(&analysis.id), PairsOf::Task(&task.id)] {
        ensure!(store.pairs().count(of, &PairFilter::default()).await? == 1_200, "all pairs of {of:?}");
        ensure!(store.pairs().get(of, 1_199).await? == sample::pair(1_199), "the last pair of {of:?}");
    }
    ensure!(store.events().last(AboutKind::Task, &task.id).await? == 2, "the stream is as it was");
    let next = store.tasks().insert(&sample::task(&connection, "shop")).await?;
    ensure!(next.number == task.number + 1, "numbers go on: {}", next.number);
    ensure!(store.runs().claim("node-a", 1).await?.is_some(), "the run waits still");
    Ok(())
}

/// A file is copied while in use; a server has its own ways, and says so.
pub async fn it_is_copied_while_in_use(world: World) -> Result<()> {
    let store = world.open().await?;
    let (analysis, task) = furnished(&store).await?;
    let copy = world.directory.path().join("copy.db");
    let copied = store.backup(&copy).await;
    if let StoreAddress::Server(_) = world.address {
        refused!(copied, StoreError::NoBackup);
        return Ok(());
    }
    copied?;
    refused!(store.backup(&copy).await, StoreError::File { .. });
    let copy = Store::open(&StoreAddress::File(copy), world.key.clone()).await?;
    is_furnished(&copy, &analysis, &task).await
}

/// As lines to a file, from there to another backend, and back into a place like the first.
pub async fn it_moves_to_another_backend_and_back(world: World) -> Result<()> {
    let store = world.open().await?;
    let (analysis, task) = furnished(&store).await?;
    let mut lines = Vec::new();
    let count = store.export(&mut lines).await?;
    let file = Store::open(&StoreAddress::Memory, world.key.clone()).await?;
    ensure!(file.import(lines.as_slice()).await? == count, "every row was taken in");
    refused!(file.import(lines.as_slice()).await, StoreError::Import { line: 1, .. });
    let mut again = Vec::new();
    file.export(&mut again).await?;
    ensure!(again == lines, "the same lines come out of it");
    is_furnished(&file, &analysis, &task).await?;

    let other_key = Store::open(&StoreAddress::Memory, MasterKey::generate()).await?;
    refused!(other_key.import(lines.as_slice()).await, StoreError::AnotherKey);
    ensure!(other_key.users().count().await? == 0, "nothing was taken in");

    let back = world.emptied().await?;
    back.import(lines.as_slice()).await?;
    is_furnished(&back, &analysis, &task).await
}

/// Everything sealed is sealed again; nodes must be gone, and the old key opens nothing any more.
pub async fn the_key_is_changed(world: World) -> Result<()> {
    let store = world.open().await?;
    let (analysis, task) = furnished(&store).await?;
    let key = MasterKey::generate();
    let now = store.now().await?;
    let node = Node {
        id: new_id(),
        host: "db1".to_owned(),
        pid: 7,
        version: "0.1.0".to_owned(),
        started_at: now,
        seen_at: now,
    };
    store.nodes().insert(&node).await?;
    refused!(store.reseal(&key).await, StoreError::InUse(_));
    store.nodes().seen(&node.id, now - 3_600_000).await?;
    store.reseal(&key).await?;
    refused!(
        world.open().await.map_err(|error| error.downcast::<StoreError>().unwrap()),
        StoreError::AnotherKey
    );
    let store = Store::open(&world.address, key).await?;
    is_furnished(&store, &analysis, &task).await
}
