//! Approval: what runs is what somebody else agreed to, or nothing.

use crate::story::SHOP;
use crate::world::{World, actor, analyzed, newest, node, results, submission, until, until_task};
use anyhow::{Context, Result, ensure};
use shadowtable_engine::service::{Decision, ServiceError, Services, Submission, approve, retry, submit};
use shadowtable_engine::task::Act;
use shadowtable_store::{Connection, DriftPolicy, ErrorPolicy, Mode, PairsOf, RunState, Task, TaskState};
use std::time::Duration;

/// A connection whose tasks need approval.
async fn guarded(world: &World, services: &Services, drift: DriftPolicy) -> Result<Connection> {
    let mut connection = world.connection(services).await?;
    connection.needs_approval = true;
    connection.drift_on_approval = drift;
    services.store.connections().save(&mut connection).await?;
    Ok(connection)
}

pub async fn another_user_approves(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = guarded(&world, &services, DriftPolicy::Refuse).await?;
    let database = world.database(&SHOP).await?;
    let _node = node(&services);
    let analysis = analyzed(&services, &connection, &database).await?;
    let how = submission(Mode::Immediately);
    let task = submit(&services, &actor("olga"), (&connection, &analysis), &how, None).await?;
    ensure!(task.state == TaskState::AwaitingApproval, "{task:?}");
    let own = approve(&services, &actor("olga"), &task, Decision::Approve, None).await;
    ensure!(matches!(own, Err(ServiceError::NotPossible { code: "own-task", .. })), "{own:?}");
    let task = approve(&services, &actor("anna"), &task, Decision::Approve, Some("fine")).await?;
    ensure!(task.state == TaskState::Queued, "{task:?}");
    // Whatever is called twice: the second call finds another state.
    let twice = approve(&services, &actor("anna"), &task, Decision::Approve, None).await;
    ensure!(matches!(twice, Err(ServiceError::NotPossible { .. })), "{twice:?}");
    until_task(&services, &task, &[TaskState::Finished]).await?;
    ensure!(newest(&services, &task).await?.0.state == RunState::Succeeded);
    database.drop().await
}

pub async fn drift_asks_again(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = guarded(&world, &services, DriftPolicy::AskAgain).await?;
    let database = world.database(&SHOP).await?;
    let _node = node(&services);
    let analysis = analyzed(&services, &connection, &database).await?;
    let how = submission(Mode::Manual);
    let task = submit(&services, &actor("olga"), (&connection, &analysis), &how, None).await?;
    let task = approve(&services, &actor("anna"), &task, Decision::Approve, None).await?;
    database.run(&["ALTER TABLE items ADD COLUMN later INT"]).await?;
    shadowtable_engine::service::act(&services, &actor("olga"), &task, Act::Execute).await?;
    let task = until_task(&services, &task, &[TaskState::AwaitingApproval]).await?;
    ensure!(task.approval.is_none(), "{task:?}");
    ensure!(database.rows("SHOW TABLES LIKE '\\_test\\_customers'").await?.is_empty(), "something ran");
    // What is to be approved now is the fresh plan.
    let preview = shadowtable_engine::service::preview_of(&services.store, PairsOf::Task(&task.id)).await?;
    let items = preview.iter().find(|one| one.shadow == "_test_items").context("the pair is gone")?;
    ensure!(items.sql.contains("later"), "{items:?}");
    let task = approve(&services, &actor("anna"), &task, Decision::Approve, None).await?;
    shadowtable_engine::service::act(&services, &actor("olga"), &task, Act::Execute).await?;
    until_task(&services, &task, &[TaskState::Finished]).await?;
    ensure!(newest(&services, &task).await?.0.state == RunState::Succeeded);
    database.drop().await
}

pub async fn nobody_approves_in_time(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = guarded(&world, &services, DriftPolicy::Refuse).await?;
    let database = world.database(&SHOP).await?;
    let _node = node(&services);
    let analysis = analyzed(&services, &connection, &database).await?;
    let at = services.store.now().await? + 60_000;
    let how = Submission { start_at: Some(at), ..submission(Mode::At) };
    let task = submit(&services, &actor("olga"), (&connection, &analysis), &how, None).await?;
    world.turn(Duration::from_secs(61));
    let task = until_task(&services, &task, &[TaskState::Expired]).await?;
    ensure!(task.state_reason.as_deref() == Some("its time came before it was approved"), "{task:?}");
    let late = approve(&services, &actor("anna"), &task, Decision::Approve, None).await;
    ensure!(matches!(late, Err(ServiceError::NotPossible { .. })), "{late:?}");
    database.drop().await
}

/// An approved task whose run left a table behind, and may do again what was approved and nothing else.
pub async fn a_retry_does_what_was_approved(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = guarded(&world, &services, DriftPolicy::Refuse).await?;
    let database = world
        .database(&[
            "CREATE TABLE a (id INT PRIMARY KEY, v INT NOT NULL)",
            "CREATE TABLE b (id INT PRIMARY KEY)",
            "CREATE TABLE _test_a (id INT PRIMARY KEY, v INT)",
            "INSERT INTO _test_a VALUES (1, NULL)",
        ])
        .await?;
    let _node = node(&services);
    let analysis = analyzed(&services, &connection, &database).await?;
    let how = Submission { error_policy: ErrorPolicy::Continue, ..submission(Mode::Immediately) };
    let task = submit(&services, &actor("olga"), (&connection, &analysis), &how, None).await?;
    let task = approve(&services, &actor("anna"), &task, Decision::Approve, None).await?;
    let task = until_task(&services, &task, &[TaskState::Finished]).await?;
    ensure!(results(&services, &task).await? == ["_test_a Failed", "_test_b Synced"]);

    database.run(&["UPDATE _test_a SET v = 0", "ALTER TABLE a ADD COLUMN later INT"]).await?;
    let task = retried(&services, &task, 2).await?;
    ensure!(
        results(&services, &task).await? == ["_test_a Refused"],
        "{:?}",
        results(&services, &task).await?
    );
    ensure!(database.rows("SHOW COLUMNS FROM _test_a LIKE 'later'").await?.is_empty(), "it was altered");

    database.run(&["ALTER TABLE a DROP COLUMN later"]).await?;
    let task = retried(&services, &task, 3).await?;
    ensure!(results(&services, &task).await? == ["_test_a Synced"], "{:?}", results(&services, &task).await?);
    database.drop().await
}

/// The task after it was retried and its run of that number has ended.
async fn retried(services: &Services, task: &Task, number: i64) -> Result<Task> {
    retry(services, &actor("olga"), task).await?;
    until(async || {
        let (run, _) = newest(services, task).await?;
        Ok((run.number == number && run.finished_at.is_some()).then_some(()))
    })
    .await?;
    until_task(services, task, &[TaskState::Finished]).await
}
