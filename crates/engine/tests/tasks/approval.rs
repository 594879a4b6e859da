//! Approval: what runs is what somebody else agreed to, or nothing.

use crate::story::SHOP;
use crate::world::{World, actor, analyzed, newest, node, submission, until_task};
use anyhow::{Context, Result, ensure};
use shadowtable_engine::service::{Decision, ServiceError, approve, submit};
use shadowtable_engine::task::Act;
use shadowtable_store::{Connection, DriftPolicy, Mode, PairsOf, RunState, TaskState};
use std::time::Duration;

/// A connection whose tasks need approval.
async fn guarded(
    world: &World,
    services: &shadowtable_engine::service::Services,
    drift: DriftPolicy,
) -> Result<Connection> {
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
    let how = shadowtable_engine::service::Submission { start_at: Some(at), ..submission(Mode::At) };
    let task = submit(&services, &actor("olga"), (&connection, &analysis), &how, None).await?;
    world.turn(Duration::from_secs(61));
    let task = until_task(&services, &task, &[TaskState::Expired]).await?;
    ensure!(task.state_reason.as_deref() == Some("its time came before it was approved"), "{task:?}");
    let late = approve(&services, &actor("anna"), &task, Decision::Approve, None).await;
    ensure!(matches!(late, Err(ServiceError::NotPossible { .. })), "{late:?}");
    database.drop().await
}
