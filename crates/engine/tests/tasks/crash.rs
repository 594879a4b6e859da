//! Crashes before and after everything that a run writes, a target that is lost at every step, and a holder that comes too
//! late: every run ends, nothing is done twice, nothing is lost.

use crate::failing::{Cut, Failing};
use crate::story::SHOP;
use crate::world::{
    Database, World, actor, analyzed, answered, newest, node, request_with, submission, submitted, until,
    until_task, verdicts,
};
use anyhow::{Context, Result, ensure};
use shadowtable_engine::service::{Services, Submission, submit};
use shadowtable_engine::task::Act;
use shadowtable_store::{
    AnalysisFilter, AnalysisState, Connection, DriftPolicy, ErrorPolicy, Mode, Page, PairFilter, PairsOf,
    RunPairFilter, RunState, StepState, Task, TaskState,
};
use std::time::Duration;

/// More writes than a run of the shop makes.
const MOST_WRITES: i64 = 80;

/// What must be so after every run, whatever happened to it.
async fn check(services: &Services, connection: &Connection, database: &Database, task: &Task) -> Result<()> {
    let (run, steps) = newest(services, task).await?;
    let pairs = services.store.run_pairs().all(&run.id, &RunPairFilter::default()).await?;
    let reasons: Vec<String> =
        pairs.iter().map(|pair| format!("{} {} {}", pair.shadow, pair.result, pair.reasons.text())).collect();
    ensure!(run.state == RunState::Succeeded, "{:?} {reasons:?}", run.state);
    // A statement that ran twice would have failed: every table and every key can be made once only.
    ensure!(steps.iter().all(|step| step.state == StepState::Done), "{steps:?}");
    ensure!(database.rows("SELECT * FROM orders").await? == ["1 | 1 | 10"]);
    ensure!(database.rows("SELECT * FROM customers").await? == ["1 | a real one"]);
    ensure!(database.rows("SELECT id, note, price FROM _test_items").await? == ["1 | kept | NULL"]);
    let looker = node(services);
    let after = analyzed(services, connection, database).await?;
    looker.end().await?;
    let found = verdicts(services, &after).await?;
    ensure!(found.iter().all(|one| one.ends_with(" Consistent")), "{found:?}");
    Ok(())
}

/// A task that waits for Execute, so that the first node takes up its run and nothing else.
async fn ready(
    world: &World,
    services: &Services,
    connection: &Connection,
    policy: ErrorPolicy,
) -> Result<(Database, Task)> {
    let how = Submission { error_policy: policy, ..submission(Mode::Manual) };
    ready_as(world, services, connection, (&how, &[])).await
}

/// The same of another task, after which statements have changed the database.
async fn ready_as(
    world: &World,
    services: &Services,
    connection: &Connection,
    (how, drift): (&Submission, &[&str]),
) -> Result<(Database, Task)> {
    let database = world.database(&SHOP).await?;
    let helper = node(services);
    let task = submitted(services, connection, &database, how).await?;
    helper.end().await?;
    database.run(drift).await?;
    let olga = crate::world::actor("olga");
    let task = shadowtable_engine::service::act(services, &olga, &task, Act::Execute).await?;
    Ok((database, task))
}

pub async fn a_node_dies_at_every_write(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let mut died = 0;
    for cut in [Cut::Before, Cut::After] {
        for n in 1..=MOST_WRITES {
            let policy = if n % 2 == 0 { ErrorPolicy::Abort } else { ErrorPolicy::Continue };
            let (database, task) = ready(&world, &services, &connection, policy).await?;
            if !dies_at(&world, &services, &task, n, cut)
                .await
                .with_context(|| format!("{cut:?} write {n}"))?
            {
                ensure!(n > 10, "a run makes more writes than {n}");
                database.drop().await?;
                break;
            }
            died += 1;
            check(&services, &connection, &database, &task)
                .await
                .with_context(|| format!("{cut:?} write {n}"))?;
            database.drop().await?;
        }
    }
    ensure!(died > 20, "only {died} crashes");
    Ok(())
}

/// A run that analyzes anew, since a table has changed, and keeps what it found.
pub async fn a_node_dies_while_it_keeps_an_analysis(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let how = Submission { drift_policy: DriftPolicy::Reanalyze, ..submission(Mode::Manual) };
    let drift = ["ALTER TABLE notes ADD COLUMN later INT"];
    let mut broken_off = 0;
    for n in 1..=MOST_WRITES {
        let cut = if n % 2 == 0 { Cut::Before } else { Cut::After };
        let place = || format!("{cut:?} write {n}");
        let (database, task) = ready_as(&world, &services, &connection, (&how, &drift)).await?;
        if !dies_at(&world, &services, &task, n, cut).await.with_context(place)? {
            database.drop().await?;
            break;
        }
        broken_off += kept(&services, &database, &task).await.with_context(place)?;
        check(&services, &connection, &database, &task).await.with_context(place)?;
        database.drop().await?;
    }
    ensure!(broken_off > 1, "no crash came while an analysis was written");
    Ok(())
}

/// The run has an analysis that is whole, and what a crash left of another goes by itself; how many of those there are.
async fn kept(services: &Services, database: &Database, task: &Task) -> Result<usize> {
    let (run, _) = newest(services, task).await?;
    let own = run.analysis_id.context("the run has no analysis")?;
    let filter = AnalysisFilter { database: Some(database.name.clone()), ..AnalysisFilter::default() };
    let all = services.store.analyses().list(&filter, &Page::default()).await?.rows;
    let pairs = services.store.pairs().all(PairsOf::Analysis(&own), &PairFilter::default()).await?;
    let whole = all.iter().find(|one| one.id == own).context("the run's analysis is gone")?;
    ensure!(whole.state == AnalysisState::Done && pairs.len() == 4, "{whole:?} {pairs:?}");
    let broken_off: Vec<_> = all.iter().filter(|one| one.state == AnalysisState::Failed).collect();
    ensure!(broken_off.iter().all(|one| one.expires_at.is_some() && one.error.is_some()), "{broken_off:?}");
    ensure!(all.len() >= 2 + broken_off.len(), "{all:?}");
    Ok(broken_off.len())
}

/// Lets a first node die at its n-th write and a second one go on; says whether the first one came so far.
pub async fn dies_at(world: &World, services: &Services, task: &Task, n: i64, cut: Cut) -> Result<bool> {
    // The store is opened before the count begins, and the node writes itself down and says that it is alive.
    let failing = Failing::at(world.backend(), n + 4, cut);
    let first = node(&world.services(failing.clone()).await?);
    let finished = async {
        until_task(services, task, &[TaskState::Finished]).await?;
        Ok::<bool, anyhow::Error>(false)
    };
    let died = tokio::select! {
        died = async { failing.lost().await.map(|()| true) } => died?,
        finished = finished => finished?,
    };
    first.kill();
    if !died || services.store.tasks().get(&task.id).await?.state == TaskState::Finished {
        return Ok(died && services.store.tasks().get(&task.id).await?.state == TaskState::Finished);
    }
    world.turn(Duration::from_secs(60));
    let second = node(services);
    until_task(services, task, &[TaskState::Finished]).await?;
    second.end().await?;
    Ok(true)
}

pub async fn the_target_is_lost_at_every_step(world: World) -> Result<()> {
    use mysql_async::prelude::Queryable;
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    for step in 0..4 {
        let (database, task) = ready(&world, &services, &connection, ErrorPolicy::Abort).await?;
        let mut root = database.conn().await?;
        // Whatever writes in this database is ended as soon as so many steps have begun.
        let worker = node(&services);
        until(async || {
            let (run, steps) = newest(&services, &task).await?;
            let begun = steps.iter().filter(|one| one.state != StepState::Pending).count();
            Ok((begun > step || run.finished_at.is_some()).then_some(()))
        })
        .await?;
        let sessions: Vec<(u64, Option<String>)> = root
            .query("SELECT id, db FROM information_schema.processlist WHERE id <> CONNECTION_ID()")
            .await?;
        for (id, _) in sessions.iter().filter(|(_, db)| db.as_deref() == Some(database.name.as_str())) {
            // One that is gone already is what was wanted.
            let _ = root.query_drop(format!("KILL {id}")).await;
        }
        until_task(&services, &task, &[TaskState::Finished]).await.with_context(|| format!("step {step}"))?;
        check(&services, &connection, &database, &task).await.with_context(|| format!("step {step}"))?;
        worker.end().await?;
        root.disconnect().await?;
        database.drop().await?;
    }
    Ok(())
}

pub async fn a_node_that_lost_its_lease_writes_nothing(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let (database, task) = ready(&world, &services, &connection, ErrorPolicy::Abort).await?;
    let late =
        services.store.runs().claim("a node that fell asleep", 3000).await?.context("nothing to claim")?;
    world.turn(Duration::from_secs(60));
    let second = node(&services);
    until_task(&services, &task, &[TaskState::Finished]).await?;
    let switches = shadowtable_engine::task::Switches::default();
    let error = shadowtable_engine::task::carry_out(&services, &late, &switches).await.err();
    ensure!(matches!(error, Some(shadowtable_store::StoreError::LeaseLost)), "{error:?}");
    check(&services, &connection, &database, &task).await?;
    second.end().await?;
    database.drop().await
}

/// A statement that outlives the node that sent it, with no registry that names its connection.
pub async fn a_statement_that_outlives_its_node_is_ended(world: World) -> Result<()> {
    use mysql_async::prelude::Queryable;
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let database = world.database(&SHOP).await?;
    let request = request_with(Some("none"))?;
    let first = node(&services);
    let analysis = answered(&services, &connection, &database, &request).await?;
    let mut reader = reading(&database, "_test_items").await?;
    let how = Submission { lock_wait_ms: 60_000, ..submission(Mode::Immediately) };
    let olga = actor("olga");
    let task = submit(&services, &olga, (&connection, &analysis), &how, None).await?;
    let mut root = database.conn().await?;
    let altering = "SELECT ID FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND \
                    INFO LIKE 'ALTER TABLE `\\_test\\_items`%'";
    let old: u64 = until(async || Ok(root.query_first(altering).await?)).await?;
    first.kill();
    ensure!(root.query::<u64, _>(altering).await? == [old], "it did not outlive its node");
    world.turn(Duration::from_secs(60));
    let second = node(&services);
    another_tries(&mut root, altering, old).await?;
    reader.query_drop("COMMIT").await?;
    until_task(&services, &task, &[TaskState::Finished]).await?;
    all_done(&services, &task).await?;
    ensure!(database.rows("SELECT id, note, price FROM _test_items").await? == ["1 | kept | NULL"]);
    second.end().await?;
    reader.disconnect().await?;
    root.disconnect().await?;
    database.drop().await
}

/// Somebody who reads a table and keeps the transaction open: an ALTER of it waits.
async fn reading(database: &Database, table: &str) -> Result<mysql_async::Conn> {
    use mysql_async::prelude::Queryable;
    let mut reader = database.conn().await?;
    reader.query_drop("START TRANSACTION").await?;
    reader.query_drop(format!("SELECT * FROM {table}")).await?;
    Ok(reader)
}

/// Waits for another connection than `old` among those that `sql` gives; by then the old one is gone.
async fn another_tries(root: &mut mysql_async::Conn, sql: &str, old: u64) -> Result<()> {
    use mysql_async::prelude::Queryable;
    let new = until(async || {
        let now: Vec<u64> = root.query(sql).await?;
        Ok((now != [old] && !now.is_empty()).then_some(now))
    })
    .await?;
    ensure!(new.len() == 1, "{new:?} and not {old} alone");
    Ok(())
}

/// The newest run succeeded, and every statement was done.
async fn all_done(services: &Services, task: &Task) -> Result<()> {
    let (run, steps) = newest(services, task).await?;
    ensure!(run.state == RunState::Succeeded, "{run:?}");
    ensure!(steps.iter().all(|step| step.state == StepState::Done), "{steps:?}");
    Ok(())
}
