//! The way of a task from an analysis to a proven sync, and what can come between.

use crate::world::{
    Database, World, actor, analyzed, newest, node, results, submission, submitted, until, until_task,
    verdicts,
};
use anyhow::{Context, Result, ensure};
use shadowtable_engine::service::{ServiceError, cancel, preview_of, retry, submit};
use shadowtable_store::{
    AboutKind, Cause, ErrorPolicy, EventFilter, Mode, PairsOf, RunState, StepState, TaskState,
};
use std::time::{Duration, Instant};

/// A shop: two tables without shadows, one of them a child; a shadow that has drifted, and one that is as it should be.
pub const SHOP: [&str; 9] = [
    "CREATE TABLE customers (id INT PRIMARY KEY, name VARCHAR(20), KEY k_name (name))",
    "CREATE TABLE orders (id INT PRIMARY KEY, customer_id INT, total INT, KEY k_customer (customer_id), \
     CONSTRAINT fk_orders FOREIGN KEY (customer_id) REFERENCES customers (id))",
    "CREATE TABLE items (id INT PRIMARY KEY, note VARCHAR(40), price INT)",
    "CREATE TABLE _test_items (id INT PRIMARY KEY, note VARCHAR(20))",
    "CREATE TABLE notes (id INT PRIMARY KEY, body VARCHAR(20))",
    "CREATE TABLE _test_notes (id INT PRIMARY KEY, body VARCHAR(20))",
    "INSERT INTO customers VALUES (1, 'a real one')",
    "INSERT INTO orders VALUES (1, 1, 10)",
    "INSERT INTO _test_items VALUES (1, 'kept')",
];

pub async fn an_analysis_becomes_a_proven_sync(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let database = world.database(&SHOP).await?;
    let _node = node(&services);
    let analysis = analyzed(&services, &connection, &database).await?;
    let mut found = verdicts(&services, &analysis).await?;
    found.sort();
    let expected =
        ["_test_customers Create", "_test_items Modify", "_test_notes Consistent", "_test_orders Create"];
    ensure!(found == expected, "{found:?}");
    let preview = preview_of(&services.store, PairsOf::Analysis(&analysis.id)).await?;

    let how = submission(Mode::Immediately);
    let task = submit(&services, &actor("olga"), (&connection, &analysis), &how, None).await?;
    ensure!(task.state == TaskState::Queued && task.number == 1, "{task:?}");
    until_task(&services, &task, &[TaskState::Finished]).await?;
    let (run, steps) = newest(&services, &task).await?;
    ensure!(run.state == RunState::Succeeded, "{run:?}");
    ensure!(steps.iter().all(|step| step.state == StepState::Done), "{steps:?}");
    let mut sent: Vec<&str> = steps.iter().map(|step| step.sql.as_str()).collect();
    let mut promised: Vec<&str> = preview.iter().map(|statement| statement.sql.as_str()).collect();
    sent.sort_unstable();
    promised.sort_unstable();
    ensure!(sent == promised, "the preview promised {promised:?}, and {sent:?} were sent");

    let after = analyzed(&services, &connection, &database).await?;
    let found = verdicts(&services, &after).await?;
    ensure!(found.iter().all(|one| one.ends_with(" Consistent")), "{found:?}");
    ensure!(database.rows("SELECT id, note, price FROM _test_items").await? == ["1 | kept | NULL"]);
    ensure!(database.rows("SELECT * FROM orders").await? == ["1 | 1 | 10"]);
    let events =
        services.store.events().after(AboutKind::Task, &task.id, 0, &EventFilter::default(), 100).await?;
    let kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
    ensure!(kinds.first() == Some(&"submitted") && kinds.last() == Some(&"run-ended"), "{kinds:?}");
    database.drop().await
}

pub async fn a_failed_table_is_retried(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let database = world
        .database(&[
            "CREATE TABLE a (id INT PRIMARY KEY, v INT NOT NULL, w INT)",
            "CREATE TABLE b (id INT PRIMARY KEY)",
            "CREATE TABLE _test_a (id INT PRIMARY KEY, v INT)",
            "INSERT INTO _test_a VALUES (1, NULL)",
        ])
        .await?;
    let _node = node(&services);
    let how = crate::world::submission(Mode::Immediately);
    let how = shadowtable_engine::service::Submission { error_policy: ErrorPolicy::Continue, ..how };
    let task = submitted(&services, &connection, &database, &how).await?;
    until_task(&services, &task, &[TaskState::Finished]).await?;
    ensure!(
        results(&services, &task).await? == ["_test_a Failed", "_test_b Synced"],
        "{:?}",
        results(&services, &task).await?
    );
    let (run, steps) = newest(&services, &task).await?;
    ensure!(run.state == RunState::SucceededWithErrors, "{run:?}");
    let failed = steps.iter().find(|step| step.state == StepState::Failed).context("no step failed")?;
    ensure!(failed.code.is_some() && failed.message.is_some(), "{failed:?}");

    database.run(&["UPDATE _test_a SET v = 0"]).await?;
    let task = services.store.tasks().get(&task.id).await?;
    retry(&services, &actor("olga"), &task).await?;
    until(async || {
        let (run, _) = newest(&services, &task).await?;
        Ok((run.number == 2 && run.state == RunState::Succeeded).then_some(()))
    })
    .await?;
    ensure!(results(&services, &task).await? == ["_test_a Synced"]);
    let (run, _) = newest(&services, &task).await?;
    ensure!(run.cause == Cause::Retried, "{run:?}");
    database.drop().await
}

/// A statement that waits: somebody holds a lock on the shadow.
async fn locked(database: &Database, table: &str) -> Result<mysql_async::Conn> {
    use mysql_async::prelude::Queryable;
    let mut conn = database.conn().await?;
    conn.query_drop("SET autocommit = 0").await?;
    conn.query_drop(format!("SELECT * FROM `{table}` FOR UPDATE")).await?;
    conn.query_drop(format!("UPDATE `{table}` SET note = 'held'")).await?;
    Ok(conn)
}

pub async fn a_running_statement_is_cancelled(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let database = world.database(&SHOP).await?;
    let _node = node(&services);
    let how = shadowtable_engine::service::Submission { lock_wait_ms: 60_000, ..submission(Mode::Manual) };
    let task = submitted(&services, &connection, &database, &how).await?;
    let holder = locked(&database, "_test_items").await?;
    shadowtable_engine::service::act(
        &services,
        &actor("olga"),
        &task,
        shadowtable_engine::task::Act::Execute,
    )
    .await?;
    // OceanBase changes a table that others have written to: there is no long statement to cancel, and it ends by itself,
    // after some dozen milliseconds. One that still runs after a second waits for the lock.
    let mut seen_at = None;
    let waited = until(async || {
        let now = services.store.tasks().get(&task.id).await?;
        let steps = newest(&services, &task).await?.1;
        let runs = steps.iter().find(|step| step.state == StepState::Running);
        let since = runs.filter(|step| step.sql.contains("_test_items")).map(|_| Instant::now());
        seen_at = seen_at.filter(|_| since.is_some()).or(since);
        let waits = seen_at.is_some_and(|at| at.elapsed() > Duration::from_secs(1));
        Ok((waits || now.state == TaskState::Finished).then_some(waits))
    })
    .await?;
    if waited {
        let now = services.store.tasks().get(&task.id).await?;
        cancel(&services, &actor("olga"), &now, Some("changed my mind")).await?;
        until_task(&services, &task, &[TaskState::Cancelled]).await?;
        let (run, steps) = newest(&services, &task).await?;
        ensure!(run.state == RunState::Cancelled, "{run:?}");
        ensure!(
            steps.iter().all(|step| !matches!(step.state, StepState::Running | StepState::Pending)),
            "{steps:?}"
        );
    } else {
        ensure!(world.kind.name().starts_with("oceanbase"), "the statement did not wait for the lock");
    }
    holder.disconnect().await?;
    database.drop().await
}

pub async fn drift_refuses(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let database = world.database(&SHOP).await?;
    let _node = node(&services);
    let how = shadowtable_engine::service::Submission {
        error_policy: ErrorPolicy::Continue,
        ..submission(Mode::Manual)
    };
    let task = submitted(&services, &connection, &database, &how).await?;
    database.run(&["ALTER TABLE items ADD COLUMN later INT"]).await?;
    shadowtable_engine::service::act(
        &services,
        &actor("olga"),
        &task,
        shadowtable_engine::task::Act::Execute,
    )
    .await?;
    until_task(&services, &task, &[TaskState::Finished]).await?;
    let mut found = results(&services, &task).await?;
    found.sort();
    ensure!(found.contains(&"_test_items Refused".to_owned()), "{found:?}");
    ensure!(found.contains(&"_test_customers Synced".to_owned()), "{found:?}");
    ensure!(database.rows("SHOW COLUMNS FROM _test_items").await?.len() == 2, "it was altered all the same");
    database.drop().await
}

pub async fn gates_must_be_allowed(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let database = world
        .database(&[
            "CREATE TABLE a (id INT PRIMARY KEY)",
            "CREATE TABLE _test_a (id INT PRIMARY KEY, gone INT)",
            "INSERT INTO _test_a VALUES (1, 1)",
        ])
        .await?;
    let _node = node(&services);
    let how =
        shadowtable_engine::service::Submission { hazards: Vec::new(), ..submission(Mode::Immediately) };
    let refused = submitted(&services, &connection, &database, &how).await;
    let error = refused.err().context("it was submitted")?;
    match error.downcast_ref::<ServiceError>() {
        Some(ServiceError::Invalid { code: "hazards-not-allowed", sentence, .. }) => {
            ensure!(sentence.contains("drops-column (_test_a)"), "{sentence}");
        }
        other => anyhow::bail!("{other:?}"),
    }
    database.drop().await
}
