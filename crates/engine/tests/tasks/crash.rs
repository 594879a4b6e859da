//! Crashes before and after everything that a run writes, a target that is lost at every step, and a holder that comes too
//! late: every run ends, nothing is done twice, nothing is lost.

use crate::failing::{Cut, Failing};
use crate::story::SHOP;
use crate::world::{
    Database, World, analyzed, newest, node, submission, submitted, until, until_task, verdicts,
};
use anyhow::{Context, Result, ensure};
use shadowtable_engine::service::{Services, Submission};
use shadowtable_engine::task::Act;
use shadowtable_store::{Connection, ErrorPolicy, Mode, RunPairFilter, RunState, StepState, Task, TaskState};
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
    let database = world.database(&SHOP).await?;
    let helper = node(services);
    let how = Submission { error_policy: policy, ..submission(Mode::Manual) };
    let task = submitted(services, connection, &database, &how).await?;
    helper.end().await?;
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
