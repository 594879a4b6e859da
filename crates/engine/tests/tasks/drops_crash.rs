//! Crashes of a run that drops shadows, before and after everything that it writes, and a target that is lost at every step.

use crate::crash::dies_at;
use crate::drops::{drop_task, dropping, shadows, sources_are_untouched, synced};
use crate::failing::{Cut, Failing};
use crate::world::{Database, World, actor, newest, node, until, until_task};
use anyhow::{Context, Result, ensure};
use shadowtable_engine::drop::Which;
use shadowtable_engine::service::{Services, Submission, act};
use shadowtable_engine::task::Act;
use shadowtable_store::{Connection, ErrorPolicy, Mode, RunPairFilter, RunState, StepState, Task, TaskState};

/// More writes than a run makes that drops four shadows.
const MOST_WRITES: i64 = 60;

/// A task that waits for Execute has been executed, and no node is there to run it.
async fn ready(
    world: &World,
    services: &Services,
    connection: &Connection,
    policy: ErrorPolicy,
) -> Result<(Database, Task)> {
    let helper = node(services);
    let database = synced(world, services, connection).await?;
    helper.end().await?;
    let how = Submission { error_policy: policy, ..dropping(Mode::Manual) };
    let task = drop_task(services, connection, &database, &Which::All, &how).await?;
    let task = act(services, &actor("olga"), &task, Act::Execute).await?;
    Ok((database, task))
}

/// What must be so after every run, whatever happened to it.
async fn check(services: &Services, database: &Database, task: &Task) -> Result<()> {
    let (run, steps) = newest(services, task).await?;
    let pairs = services.store.run_pairs().all(&run.id, &RunPairFilter::default()).await?;
    let reasons: Vec<String> =
        pairs.iter().map(|pair| format!("{} {} {}", pair.shadow, pair.result, pair.reasons.text())).collect();
    ensure!(run.state == RunState::Succeeded, "{:?} {reasons:?}", run.state);
    // A statement that ran twice would have failed: a table and a key can be dropped once only.
    ensure!(steps.len() == 5 && steps.iter().all(|step| step.state == StepState::Done), "{steps:?}");
    ensure!(shadows(database).await?.is_empty());
    let rows = database.rows("SELECT name FROM shadowtable_registry WHERE kind = 'shadow'").await?;
    ensure!(rows.is_empty(), "{rows:?}");
    sources_are_untouched(database).await
}

pub async fn a_node_dies_at_every_write(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let mut died = 0;
    for cut in [Cut::Before, Cut::After] {
        for n in 1..=MOST_WRITES {
            let policy = if n % 2 == 0 { ErrorPolicy::Abort } else { ErrorPolicy::Continue };
            let (database, task) = ready(&world, &services, &connection, policy).await?;
            let context = || format!("{cut:?} write {n}");
            if !dies_at(&world, &services, &task, n, cut).await.with_context(context)? {
                ensure!(n > 10, "a run makes more writes than {n}");
                database.drop().await?;
                break;
            }
            died += 1;
            check(&services, &database, &task).await.with_context(context)?;
            database.drop().await?;
        }
    }
    ensure!(died > 20, "only {died} crashes");
    Ok(())
}

pub async fn the_target_is_lost_at_every_step(world: World) -> Result<()> {
    use mysql_async::prelude::Queryable;
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    for step in 0..5 {
        let (database, task) = ready(&world, &services, &connection, ErrorPolicy::Abort).await?;
        let mut root = database.conn().await?;
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
        check(&services, &database, &task).await.with_context(|| format!("step {step}"))?;
        worker.end().await?;
        root.disconnect().await?;
        database.drop().await?;
    }
    Ok(())
}

/// The node dies after its DROP TABLE, and somebody makes another table of that name: it is left alone.
pub async fn another_table_of_that_name_is_left_alone(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let (database, task) = dropped_and_not_told(&world, &services, &connection).await?;
    database
        .run(&["CREATE TABLE _test_customers (mine INT)", "INSERT INTO _test_customers VALUES (1)"])
        .await?;
    world.turn(std::time::Duration::from_secs(60));
    let second = node(&services);
    until_task(&services, &task, &[TaskState::Finished, TaskState::NeedsAttention]).await?;
    second.end().await?;
    ensure!(database.rows("SELECT mine FROM _test_customers").await? == ["1"]);
    let now = services.store.tasks().get(&task.id).await?;
    ensure!(now.state == TaskState::NeedsAttention, "{now:?}");
    sources_are_untouched(&database).await?;
    database.drop().await
}

/// A task whose node has dropped the customers' shadow and died before it could say so: the writes about steps are tried
/// one after the other.
async fn dropped_and_not_told(
    world: &World,
    services: &Services,
    connection: &Connection,
) -> Result<(Database, Task)> {
    for n in 1..=MOST_WRITES {
        let (database, task) = ready(world, services, connection, ErrorPolicy::Continue).await?;
        let failing = Failing::at_write_to("steps", world.backend(), n, Cut::Before);
        let first = node(&world.services(failing.clone()).await?);
        tokio::select! {
            died = failing.lost() => died?,
            finished = until_task(services, &task, &[TaskState::Finished]) => finished.map(drop)?,
        }
        first.kill();
        // The first writes come before there is a run.
        let steps = newest(services, &task).await.map(|(_, steps)| steps).unwrap_or_default();
        let is_open = steps.iter().any(|one| {
            one.sql == "DROP TABLE `_test_customers`"
                && matches!(one.state, StepState::Running | StepState::Unknown)
        });
        if is_open && database.rows("SHOW TABLES LIKE '\\_test\\_customers'").await?.is_empty() {
            return Ok((database, task));
        }
        database.drop().await?;
    }
    anyhow::bail!("no node died between its DROP TABLE and saying so")
}
