//! The writer's lock, taken away in the middle of a run.

use crate::world::{World, options, request};
use anyhow::{Context, Result, ensure};
use mysql_async::prelude::Queryable;
use shadowtable_engine::{Event, Events, NoJournal, PairResult, Run, StepState, run};
use shadowtable_target::writer_lock::lock_name;
use shadowtable_testkit::connect::connect;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

const TABLES: usize = 6;

/// Two lanes work on six tables; when the first statement has ended, the connection that holds the lock is killed. The
/// other lane's connection lives, but has no right to go on.
pub async fn a_writer_without_its_lock_does_not_go_on(world: &World) -> Result<()> {
    let tables = 0..TABLES;
    let create = |n| format!("CREATE TABLE a{n} (id int NOT NULL, PRIMARY KEY (id))");
    world.run(&tables.clone().map(create).collect::<Vec<_>>()).await?;
    let mut reader = world.reader().await?;
    let analysis = world.analyze(&mut reader).await?;
    ensure!(analysis.plan.pairs.len() == TABLES, "{:?}", analysis.plan.pairs);

    let thief = Arc::new(Thief::new(world));
    let told = Arc::clone(&thief);
    let events = Events::new(move |event| told.hear(&event));
    let record = run(&analysis, &request(), &mut reader, &options(2), (&NoJournal, &events)).await?;

    thief
        .outcome
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take()
        .with_context(|| format!("the lock was not taken away: {record:?}"))??;
    let begun = thief.begun_afterwards.load(Ordering::SeqCst);
    // The other lane may have asked just before, and sends the one statement that it asked for.
    ensure!(begun <= 1, "{begun} statements were begun without the lock: {record:?}");
    let of = |result: PairResult| record.pairs.iter().filter(move |pair| pair.result == result).count();
    // The lane that held it may have been in the middle of a statement.
    ensure!(of(PairResult::NotRun) >= TABLES - 2 && of(PairResult::Synced) == 0, "{record:?}");
    let halted = record.halted.as_deref().context("the run did not halt")?;
    let is_told =
        halted.starts_with("nothing more is begun: ") || halted == "the connection to the server was lost";
    ensure!(is_told, "{halted}");
    never_sent_means_not_there(world, &record).await?;

    // The next one gets the lock, sees what there is, and goes on from there.
    let mut reader = world.reader().await?;
    let analysis = world.analyze(&mut reader).await?;
    let record = run(&analysis, &request(), &mut reader, &options(1), (&NoJournal, &Events::none())).await?;
    let is_well = |result| matches!(result, PairResult::Synced | PairResult::Untouched | PairResult::Refused);
    ensure!(record.pairs.iter().all(|pair| is_well(pair.result)), "{record:?}");
    Ok(())
}

async fn never_sent_means_not_there(world: &World, record: &Run) -> Result<()> {
    let mut conn = connect(&world.url).await?;
    let names: Vec<String> = conn.query(format!("SHOW TABLES FROM `{}`", world.database)).await?;
    conn.disconnect().await?;
    for pair in &record.pairs {
        if pair.statements.iter().all(|statement| statement.state == StepState::NotRun) {
            ensure!(
                !names.contains(&pair.pair.shadow.to_string()),
                "{} is there: {record:?}",
                pair.pair.shadow
            );
        }
    }
    Ok(())
}

/// Somebody who ends the connection that holds the lock, once.
struct Thief {
    url: String,
    lock: String,
    has_struck: AtomicBool,
    begun_afterwards: AtomicUsize,
    outcome: Mutex<Option<Result<()>>>,
}

impl Thief {
    fn new(world: &World) -> Self {
        Self {
            url: world.url.clone(),
            lock: lock_name(&world.database.as_str().into()),
            has_struck: AtomicBool::new(false),
            begun_afterwards: AtomicUsize::new(0),
            outcome: Mutex::new(None),
        }
    }

    /// Work goes on only when this returns.
    fn hear(self: &Arc<Self>, event: &Event) {
        match event {
            Event::StatementStarted { .. } if self.has_struck.load(Ordering::SeqCst) => {
                self.begun_afterwards.fetch_add(1, Ordering::SeqCst);
            }
            Event::StatementEnded { .. } if !self.has_struck.swap(true, Ordering::SeqCst) => {
                let thief = Arc::clone(self);
                let struck = std::thread::spawn(move || thief.strike()).join();
                let outcome = struck.unwrap_or_else(|_| Err(anyhow::anyhow!("the thief panicked")));
                *self.outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
            }
            _ => {}
        }
    }

    fn strike(&self) -> Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let mut conn = connect(&self.url).await?;
            let holder: Option<u64> =
                conn.query_first(format!("SELECT IS_USED_LOCK('{}')", self.lock)).await?.flatten();
            let holder = holder.context("nobody holds the lock")?;
            conn.query_drop(format!("KILL {holder}")).await?;
            for _ in 0..300 {
                let rows: Vec<mysql_async::Row> = conn.query("SHOW PROCESSLIST").await?;
                if !rows.iter().any(|row| row.get::<u64, _>(0) == Some(holder)) {
                    conn.disconnect().await?;
                    return Ok(());
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            anyhow::bail!("connection {holder} is still there after it was killed")
        })
    }
}
