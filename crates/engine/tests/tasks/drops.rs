//! Tasks that drop shadows: from the preview to a database without them, and everything that keeps one from going.

use crate::story::SHOP;
use crate::world::{Database, World, actor, newest, node, results, submission, submitted, until, until_task};
use anyhow::{Context, Result, ensure};
use shadowtable_engine::drop::Which;
use shadowtable_engine::service::{
    Decision, ServiceError, Services, Submission, act, approve, cancel, pair_view, preview_of, retry,
    submit_drop,
};
use shadowtable_engine::task::Act;
use shadowtable_store::{
    AboutKind, Connection, DriftPolicy, ErrorPolicy, EventFilter, Mode, PairsOf, RunPairFilter, RunState,
    StepState, Task, TaskKind, TaskState,
};

/// A database whose four shadows are in the registry; one of them has a row.
pub async fn synced(world: &World, services: &Services, connection: &Connection) -> Result<Database> {
    let database = world.database(&SHOP).await?;
    let task = submitted(services, connection, &database, &submission(Mode::Immediately)).await?;
    until_task(services, &task, &[TaskState::Finished]).await?;
    let (run, _) = newest(services, &task).await?;
    ensure!(run.state == RunState::Succeeded, "{run:?} {:?}", results(services, &task).await?);
    ensure!(registered(&database).await? == 4);
    Ok(database)
}

/// As a task of the tests drops: rows may be lost.
pub fn dropping(mode: Mode) -> Submission {
    Submission { hazards: vec!["drops-shadow".to_owned()], ..submission(mode) }
}

pub async fn drop_task(
    services: &Services,
    connection: &Connection,
    database: &Database,
    which: &Which,
    how: &Submission,
) -> Result<Task, ServiceError> {
    let place = (connection, database.name.as_str());
    submit_drop(services, &actor("olga"), place, which, how, None).await
}

fn named(names: &[&str]) -> Which {
    Which::Named(names.iter().map(|name| (*name).into()).collect())
}

async fn registered(database: &Database) -> Result<usize> {
    Ok(database.rows("SELECT name FROM shadowtable_registry WHERE kind = 'shadow'").await?.len())
}

pub async fn shadows(database: &Database) -> Result<Vec<String>> {
    database.rows("SHOW TABLES LIKE '\\_test\\_%'").await
}

/// No source has changed.
pub async fn sources_are_untouched(database: &Database) -> Result<()> {
    ensure!(database.rows("SELECT * FROM orders").await? == ["1 | 1 | 10"]);
    ensure!(database.rows("SELECT * FROM customers").await? == ["1 | a real one"]);
    ensure!(database.rows("SELECT * FROM items").await?.is_empty());
    Ok(())
}

/// Why a shadow of the newest run was not dropped.
async fn reason(services: &Services, task: &Task, shadow: &str) -> Result<String> {
    let (run, _) = newest(services, task).await?;
    let pairs = services.store.run_pairs().all(&run.id, &RunPairFilter::default()).await?;
    let pair = pairs.iter().find(|pair| pair.shadow == shadow).context("no such pair")?;
    Ok(pair.reasons.text().to_owned())
}

pub async fn shadows_are_dropped_by_a_task(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let _node = node(&services);
    let database = synced(&world, &services, &connection).await?;
    // A shadow with a row is lost by nobody's mistake.
    let bare = submission(Mode::Immediately);
    let error = drop_task(&services, &connection, &database, &Which::All, &bare).await.err();
    let sentence = match error {
        Some(ServiceError::Invalid { code: "hazards-not-allowed", sentence, .. }) => sentence,
        other => anyhow::bail!("{other:?}"),
    };
    ensure!(sentence.contains("drops-shadow (_test_items)"), "{sentence}");

    let how = dropping(Mode::Immediately);
    let task = drop_task(&services, &connection, &database, &Which::All, &how).await?;
    ensure!(task.kind == TaskKind::Drop && task.state == TaskState::Queued, "{task:?}");
    let preview = preview_of(&services.store, PairsOf::Task(&task.id)).await?;
    until_task(&services, &task, &[TaskState::Finished]).await?;
    let (run, steps) = newest(&services, &task).await?;
    ensure!(run.state == RunState::Succeeded, "{run:?} {steps:?}");
    ensure!(steps.iter().all(|step| step.state == StepState::Done), "{steps:?}");
    let mut sent: Vec<&str> = steps.iter().map(|step| step.sql.as_str()).collect();
    let mut promised: Vec<&str> = preview.iter().map(|statement| statement.sql.as_str()).collect();
    sent.sort_unstable();
    promised.sort_unstable();
    ensure!(sent == promised, "the preview promised {promised:?}, and {sent:?} were sent");
    let pairs = services.store.run_pairs().all(&run.id, &RunPairFilter::default()).await?;
    ensure!(pairs.len() == 4 && pairs.iter().all(|pair| pair.verified), "{pairs:?}");
    ensure!(shadows(&database).await?.is_empty() && registered(&database).await? == 0);
    sources_are_untouched(&database).await?;

    // What was dropped can still be read.
    let place = (&connection, database.name.as_str());
    let view = pair_view(&services, place, PairsOf::Task(&task.id), 0).await?;
    ensure!(view.shadow.is_some_and(|text| text.contains("CREATE TABLE")) && view.wanted.is_none());
    let filter = EventFilter::default();
    let events = services.store.events().after(AboutKind::Task, &task.id, 0, &filter, 100).await?;
    let kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
    ensure!(kinds.first() == Some(&"submitted") && kinds.last() == Some(&"run-ended"), "{kinds:?}");
    ensure!(kinds.iter().filter(|kind| **kind == "step").count() == 2 * steps.len(), "{kinds:?}");
    let nothing = drop_task(&services, &connection, &database, &Which::All, &how).await;
    ensure!(matches!(nothing, Err(ServiceError::NotPossible { code: "nothing-to-do", .. })), "{nothing:?}");
    database.drop().await
}

pub async fn what_has_changed_stays(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let _node = node(&services);
    for policy in [ErrorPolicy::Abort, ErrorPolicy::Continue] {
        let database = synced(&world, &services, &connection).await?;
        let how = Submission { error_policy: policy, ..dropping(Mode::Manual) };
        let task = drop_task(&services, &connection, &database, &Which::All, &how).await?;
        database
            .run(&[
                "INSERT INTO _test_notes VALUES (1, 'came later')",
                "ALTER TABLE _test_items ADD COLUMN other INT",
            ])
            .await?;
        act(&services, &actor("olga"), &task, Act::Execute).await?;
        until_task(&services, &task, &[TaskState::Finished]).await?;
        let notes = reason(&services, &task, "_test_notes").await?;
        ensure!(notes.contains("had no rows when the plan was made"), "{notes}");
        let items = reason(&services, &task, "_test_items").await?;
        ensure!(items.contains("_test_items has changed since"), "{items}");
        let left = shadows(&database).await?;
        match policy {
            ErrorPolicy::Abort => ensure!(left.len() == 4, "{left:?}"),
            ErrorPolicy::Continue => ensure!(left == ["_test_items", "_test_notes"], "{left:?}"),
        }
        ensure!(registered(&database).await? == left.len());
        ensure!(database.rows("SELECT * FROM _test_notes").await? == ["1 | came later"]);
        database.drop().await?;
    }
    Ok(())
}

pub async fn a_parent_stays_with_its_child(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let _node = node(&services);
    let database = synced(&world, &services, &connection).await?;
    let how = Submission { error_policy: ErrorPolicy::Continue, ..dropping(Mode::Manual) };
    let both = named(&["_test_customers", "_test_orders"]);
    let task = drop_task(&services, &connection, &database, &both, &how).await?;
    database.run(&["ALTER TABLE _test_orders ADD COLUMN other INT"]).await?;
    act(&services, &actor("olga"), &task, Act::Execute).await?;
    until_task(&services, &task, &[TaskState::Finished]).await?;
    let found = results(&services, &task).await?;
    ensure!(found == ["_test_customers NotRun", "_test_orders Refused"], "{found:?}");
    let keys = database.rows("SHOW CREATE TABLE _test_orders").await?;
    ensure!(keys[0].contains("FOREIGN KEY"), "{keys:?}");
    // A real table is no shadow, whoever asks for it.
    let real = drop_task(&services, &connection, &database, &named(&["orders"]), &how).await;
    ensure!(matches!(real, Err(ServiceError::Invalid { code: "not-registered", .. })), "{real:?}");
    let cron = Submission { cron: Some("0 0 * * *".to_owned()), ..dropping(Mode::Cron) };
    let recurring = drop_task(&services, &connection, &database, &both, &cron).await;
    ensure!(matches!(recurring, Err(ServiceError::Invalid { code: "not-recurring", .. })), "{recurring:?}");
    database.drop().await
}

pub async fn what_was_not_dropped_is_retried(world: World) -> Result<()> {
    use mysql_async::prelude::Queryable;
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let _node = node(&services);
    let database = synced(&world, &services, &connection).await?;
    let how =
        Submission { error_policy: ErrorPolicy::Continue, lock_wait_ms: 1000, ..dropping(Mode::Immediately) };
    let mut holder = database.conn().await?;
    holder.query_drop("SET autocommit = 0").await?;
    holder.query_drop("SELECT * FROM _test_items FOR UPDATE").await?;
    let task = drop_task(&services, &connection, &database, &Which::All, &how).await?;
    until_task(&services, &task, &[TaskState::Finished]).await?;
    let (run, _) = newest(&services, &task).await?;
    ensure!(run.state == RunState::SucceededWithErrors, "{run:?}");
    ensure!(shadows(&database).await? == ["_test_items"] && registered(&database).await? == 1);
    holder.disconnect().await?;
    let now = services.store.tasks().get(&task.id).await?;
    retry(&services, &actor("olga"), &now).await?;
    until_task(&services, &task, &[TaskState::Finished]).await?;
    ensure!(results(&services, &task).await? == ["_test_items Synced"]);
    ensure!(shadows(&database).await?.is_empty() && registered(&database).await? == 0);
    database.drop().await
}

pub async fn a_running_drop_is_cancelled(world: World) -> Result<()> {
    use mysql_async::prelude::Queryable;
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let _node = node(&services);
    let database = synced(&world, &services, &connection).await?;
    let mut holder = database.conn().await?;
    holder.query_drop("SET autocommit = 0").await?;
    holder.query_drop("SELECT * FROM _test_items FOR UPDATE").await?;
    let how = Submission { lock_wait_ms: 60_000, ..dropping(Mode::Immediately) };
    let task = drop_task(&services, &connection, &database, &Which::All, &how).await?;
    until(async || {
        let steps = newest(&services, &task).await?.1;
        Ok(steps
            .iter()
            .any(|one| one.state == StepState::Running && one.sql.contains("_test_items"))
            .then_some(()))
    })
    .await?;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let now = services.store.tasks().get(&task.id).await?;
    cancel(&services, &actor("olga"), &now, Some("needed after all")).await?;
    until_task(&services, &task, &[TaskState::Cancelled]).await?;
    let (run, steps) = newest(&services, &task).await?;
    ensure!(run.state == RunState::Cancelled, "{run:?}");
    ensure!(
        steps.iter().all(|one| !matches!(one.state, StepState::Running | StepState::Pending)),
        "{steps:?}"
    );
    holder.disconnect().await?;
    let left = shadows(&database).await?;
    ensure!(left.contains(&"_test_items".to_owned()), "{left:?}");
    // What is gone is registered no more, what is there still is.
    ensure!(registered(&database).await? == left.len(), "{left:?}");
    database.drop().await
}

pub async fn a_source_that_is_back_keeps_its_shadow(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let _node = node(&services);
    let database = synced(&world, &services, &connection).await?;
    database.run(&["DROP TABLE notes", "DROP TABLE items"]).await?;
    let how = Submission { error_policy: ErrorPolicy::Continue, ..dropping(Mode::Manual) };
    let task = drop_task(&services, &connection, &database, &Which::Orphans, &how).await?;
    database.run(&["CREATE TABLE notes (id INT PRIMARY KEY)"]).await?;
    act(&services, &actor("olga"), &task, Act::Execute).await?;
    until_task(&services, &task, &[TaskState::Finished]).await?;
    let found = results(&services, &task).await?;
    ensure!(found == ["_test_items Synced", "_test_notes Refused"], "{found:?}");
    let why = reason(&services, &task, "_test_notes").await?;
    ensure!(why.contains("its source notes is back"), "{why}");
    ensure!(shadows(&database).await? == ["_test_customers", "_test_notes", "_test_orders"]);
    database.drop().await
}

pub async fn dropping_is_approved_like_anything_else(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let mut connection = world.connection(&services).await?;
    let _node = node(&services);
    let database = synced(&world, &services, &connection).await?;
    connection.needs_approval = true;
    connection.drift_on_approval = DriftPolicy::AskAgain;
    services.store.connections().save(&mut connection).await?;
    let how = dropping(Mode::Immediately);
    let task = drop_task(&services, &connection, &database, &Which::All, &how).await?;
    ensure!(task.state == TaskState::AwaitingApproval, "{task:?}");
    let own = approve(&services, &actor("olga"), &task, Decision::Approve, None).await;
    ensure!(matches!(own, Err(ServiceError::NotPossible { code: "own-task", .. })), "{own:?}");
    // What runs is what was approved: with a row more, somebody has to look again.
    database.run(&["INSERT INTO _test_notes VALUES (1, 'came later')"]).await?;
    approve(&services, &actor("anna"), &task, Decision::Approve, None).await?;
    let task = until(async || {
        let now = services.store.tasks().get(&task.id).await?;
        let is_back = now.state == TaskState::AwaitingApproval;
        Ok((is_back && services.store.runs().newest(&task.id).await?.is_some()).then_some(now))
    })
    .await?;
    ensure!(task.approval.is_none() && shadows(&database).await?.len() == 4, "{task:?}");
    let (pair, _) = services.store.pairs().get(PairsOf::Task(&task.id), 2).await?;
    ensure!(pair.shadow == "_test_notes" && pair.gates == 1, "{pair:?}");
    approve(&services, &actor("anna"), &task, Decision::Approve, Some("gone is gone")).await?;
    until_task(&services, &task, &[TaskState::Finished]).await?;
    ensure!(newest(&services, &task).await?.0.state == RunState::Succeeded);
    ensure!(shadows(&database).await?.is_empty() && registered(&database).await? == 0);
    database.drop().await
}
