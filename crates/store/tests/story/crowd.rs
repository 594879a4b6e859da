//! Many at once: of eight that want the same thing one gets it, and nothing that was written is lost or unseen.

use crate::sample;
use crate::world::World;
use anyhow::{Result, bail, ensure};
use shadowtable_store::{
    AboutKind, Batch, Document, EventFilter, IdempotencyKey, RunEnd, RunState, Setting, Store, StoreError,
    Task, new_id,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use tokio::sync::Barrier;

/// How many want it.
const CROWD: usize = 8;

/// A lease long enough not to end by itself.
const LONG: i64 = 600_000;

/// Runs a task for each of the crowd, on two nodes, all at the same moment; gives what came of them.
pub async fn crowd<T: Send + 'static, F>(
    nodes: &[Store; 2],
    each: impl Fn(Store, usize) -> F,
) -> Result<Vec<T>>
where
    F: Future<Output = Result<T>> + Send + 'static,
{
    let barrier = Arc::new(Barrier::new(CROWD));
    let mut tasks = Vec::new();
    for at in 0..CROWD {
        let (barrier, work) = (Arc::clone(&barrier), each(nodes[at % 2].clone(), at));
        tasks.push(tokio::spawn(async move {
            barrier.wait().await;
            work.await
        }));
    }
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await??);
    }
    Ok(results)
}

pub async fn nodes(world: &World) -> Result<[Store; 2]> {
    Ok([world.open().await?, world.open().await?])
}

/// A task in each of these databases, with so many runs that wait.
async fn waiting(store: &Store, databases: usize, runs: i64) -> Result<Vec<Task>> {
    let connection = sample::connection("crowded");
    store.connections().insert(&connection).await?;
    let mut tasks = Vec::new();
    for database in 0..databases {
        let task = store.tasks().insert(&sample::task(&connection, &format!("db{database}"))).await?;
        for number in 1..=runs {
            store.runs().insert(&sample::run(&task, number)).await?;
        }
        tasks.push(task);
    }
    Ok(tasks)
}

/// One run, eight claimers, again and again as its leases end: one has it each time, and only the last may write.
pub async fn a_run_has_one_claimer(world: World) -> Result<()> {
    let nodes = nodes(&world).await?;
    waiting(&nodes[0], 1, 1).await?;
    let mut former: Option<shadowtable_store::Claim> = None;
    for turn in 1..=10 {
        // A lease that has ended already: the next turn takes the run over.
        let got = crowd(&nodes, |store, at| async move {
            Ok(store.runs().claim(&format!("node-{at}"), if turn == 10 { LONG } else { -1_000 }).await?)
        })
        .await?;
        let mut claims: Vec<_> = got.into_iter().flatten().map(|claimed| claimed.claim).collect();
        claims.sort_by_key(|claim| claim.token);
        // With a lease that ends at once, one that comes late takes the run over from one that was first.
        let tokens: BTreeSet<i64> = claims.iter().map(|claim| claim.token).collect();
        ensure!(!claims.is_empty() && tokens.len() == claims.len(), "turn {turn}: {claims:?}");
        ensure!(turn < 10 || claims.len() == 1, "one of eight gets it: {claims:?}");
        let last = claims.pop().unwrap();
        for fenced in claims.iter().chain(&former) {
            let written = nodes[0].commit(Batch::held(fenced)).await;
            ensure!(matches!(written, Err(StoreError::LeaseLost)), "{fenced:?} could write: {written:?}");
        }
        nodes[1].commit(Batch::held(&last)).await?;
        former = Some(last);
    }
    Ok(())
}

/// Forty runs in five databases, eight workers: each run is carried out once, and never two at a time in one database.
pub async fn a_database_has_one_run(world: World) -> Result<()> {
    let nodes = nodes(&world).await?;
    waiting(&nodes[0], 5, 8).await?;
    let busy: Arc<Mutex<BTreeMap<String, String>>> = Arc::default();
    let worked = crowd(&nodes, |store, at| {
        let busy = Arc::clone(&busy);
        async move { work(&store, &format!("node-{at}"), &busy).await }
    })
    .await?;
    let mut runs: Vec<String> = worked.into_iter().flatten().collect();
    let count = runs.len();
    runs.sort();
    runs.dedup();
    ensure!(runs.len() == 40 && count == 40, "{count} runs were carried out, {} different ones", runs.len());
    ensure!(nodes[0].runs().tally().await? == [(RunState::Succeeded, 40)], "all are over");
    Ok(())
}

/// Carries out what it gets until nothing waits any more.
async fn work(store: &Store, node: &str, busy: &Mutex<BTreeMap<String, String>>) -> Result<Vec<String>> {
    let mut worked = Vec::new();
    loop {
        let Some(claimed) = store.runs().claim(node, LONG).await? else {
            let waits = store.runs().tally().await?.iter().any(|(state, _)| *state == RunState::Queued);
            if !waits {
                return Ok(worked);
            }
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            continue;
        };
        let (run, claim) = (claimed.run, claimed.claim);
        if let Some(other) = busy.lock().unwrap().insert(run.database.clone(), run.id.clone()) {
            bail!("{} and {other} run at once in {}", run.id, run.database);
        }
        store.runs().heartbeat(&claim, LONG).await?;
        // Free before it is written: the next one may have it as soon as it is.
        busy.lock().unwrap().remove(&run.database);
        let end = RunEnd {
            state: RunState::Succeeded,
            reason: None,
            counts: Document::default(),
            finished_at: Some(1),
        };
        let mut batch = Batch::held(&claim);
        batch.finish_run(&claim, &end);
        store.commit(batch).await?;
        worked.push(run.id);
    }
}

/// Eight write events to one stream while somebody polls: every event is seen once, in the order of the numbers.
pub async fn no_event_is_missed(world: World) -> Result<()> {
    const EACH: usize = 20;
    let nodes = nodes(&world).await?;
    let task = waiting(&nodes[0], 1, 0).await?.remove(0);
    let reader = tokio::spawn(seen(nodes[0].clone(), task.id.clone(), CROWD * EACH));
    crowd(&nodes, |store, at| {
        let task = task.clone();
        async move {
            for number in 0..EACH {
                let mut batch = Batch::new();
                let event = sample::event(&task, &format!("{at}-{number}"));
                if number % 2 == 0 {
                    batch.event(&event);
                    store.commit(batch).await?;
                } else {
                    // One that is refused after its number was taken leaves no gap.
                    batch.event(&event).insert(&IdempotencyKey {
                        user_id: new_id(),
                        key: "k".to_owned(),
                        route: "r".to_owned(),
                        object_id: new_id(),
                        body_hash: "h".to_owned(),
                        at: 1,
                    });
                    let mut twice = batch.clone();
                    store.commit(batch).await?;
                    let refused = store.commit(std::mem::take(&mut twice)).await;
                    ensure!(matches!(refused, Err(StoreError::Exists("idempotency"))), "{refused:?}");
                }
            }
            Ok(())
        }
    })
    .await?;
    let seen = reader.await??;
    let numbers: Vec<i64> = seen.iter().map(|(number, _)| *number).collect();
    ensure!(numbers == (1..=(CROWD * EACH) as i64).collect::<Vec<_>>(), "{numbers:?}");
    let kinds: BTreeSet<&String> = seen.iter().map(|(_, kind)| kind).collect();
    ensure!(kinds.len() == CROWD * EACH, "{} different events were seen", kinds.len());
    Ok(())
}

/// Polls a stream behind the last number that was seen, until so many were.
async fn seen(store: Store, id: String, count: usize) -> Result<Vec<(i64, String)>> {
    let mut seen = Vec::new();
    let begin = std::time::Instant::now();
    while seen.len() < count {
        ensure!(begin.elapsed().as_secs() < 60, "{} of {count} events in a minute: {seen:?}", seen.len());
        let last = seen.last().map_or(0, |(number, _)| *number);
        let found = store.events().after(AboutKind::Task, &id, last, &EventFilter::default(), 1_000).await?;
        seen.extend(found.into_iter().map(|event| (event.seq, event.kind)));
        tokio::task::yield_now().await;
    }
    Ok(seen)
}

/// Eight count one number up by compare-and-set: every one of their steps is in the sum.
pub async fn no_update_is_lost(world: World) -> Result<()> {
    let nodes = nodes(&world).await?;
    let zero = Setting { name: "count".to_owned(), value: Document::of(&0)?, version: 1 };
    nodes[0].settings().insert(&zero).await?;
    crowd(&nodes, |store, _| async move {
        for _ in 0..5 {
            loop {
                let mut setting = store.settings().find("count").await?.unwrap();
                setting.value = Document::of(&(setting.value.read::<i64>()? + 1))?;
                match store.settings().save(&mut setting).await {
                    Ok(()) => break,
                    Err(StoreError::Changed(_)) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            store.failed_logins().record("ada", 10, 1_000, |count| count * 10).await?;
        }
        Ok(())
    })
    .await?;
    let setting = nodes[1].settings().find("count").await?.unwrap();
    ensure!(setting.value.read::<i64>()? == 40 && setting.version == 41, "{setting:?}");
    let failed = nodes[1].failed_logins().find("ada").await?.unwrap();
    ensure!(failed.count == 40 && failed.until == 410, "{failed:?}");
    Ok(())
}

/// Eight ask for the same creation under the same key: one makes the task, and the others find it.
pub async fn a_key_is_used_once(world: World) -> Result<()> {
    let nodes = nodes(&world).await?;
    let connection = sample::connection("shared");
    nodes[0].connections().insert(&connection).await?;
    let user = new_id();
    let made = crowd(&nodes, |store, _| {
        let (task, user) = (sample::task(&connection, "shop"), user.clone());
        async move {
            let used = IdempotencyKey {
                user_id: user.clone(),
                key: "k-1".to_owned(),
                route: "POST /tasks".to_owned(),
                object_id: task.id.clone(),
                body_hash: "h".to_owned(),
                at: 1,
            };
            let mut batch = Batch::new();
            batch.insert(&used).insert_task(&task).event(&sample::event(&task, "submitted"));
            match store.commit(batch).await {
                Ok(()) => Ok(task.id),
                Err(StoreError::Exists("idempotency")) => {
                    Ok(store.idempotency().find(&user, "k-1", "POST /tasks").await?.unwrap().object_id)
                }
                Err(error) => Err(error.into()),
            }
        }
    })
    .await?;
    ensure!(made.iter().all(|id| *id == made[0]), "{made:?}");
    ensure!(
        nodes[0].tasks().count(&shadowtable_store::TaskFilter::default()).await? == 1,
        "there is one task"
    );
    Ok(())
}
