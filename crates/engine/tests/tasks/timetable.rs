//! Tasks that run at a time, and again and again; the clock is turned by the test.

use crate::story::SHOP;
use crate::world::{World, newest, node, results, submission, submitted, until, until_task};
use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use shadowtable_engine::service::Submission;
use shadowtable_store::{AnalysisState, Cause, Document, Mode, PairFilter, PairsOf, RunState, TaskState};
use std::time::Duration;

pub async fn a_task_fires_at_its_time(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let database = world.database(&SHOP).await?;
    let _node = node(&services);
    let at = services.store.now().await? + 3_600_000;
    let how = Submission { start_at: Some(at), ..submission(Mode::At) };
    let task = submitted(&services, &connection, &database, &how).await?;
    world.turn(Duration::from_secs(3599));
    tokio::time::sleep(Duration::from_millis(200)).await;
    ensure!(services.store.tasks().get(&task.id).await?.state == TaskState::Scheduled, "it ran too early");
    world.turn(Duration::from_secs(2));
    until_task(&services, &task, &[TaskState::Finished]).await?;
    let (run, _) = newest(&services, &task).await?;
    ensure!(run.state == RunState::Succeeded && run.cause == Cause::Fired, "{run:?}");
    ensure!(run.analysis_id.is_none(), "what was submitted is what ran");
    database.drop().await
}

pub async fn a_recurring_task_analyzes_at_each_firing(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let database = world.database(&SHOP).await?;
    let _node = node(&services);
    let how = Submission { cron: Some("0 * * * *".to_owned()), ..submission(Mode::Cron) };
    let task = submitted(&services, &connection, &database, &how).await?;
    let fired = async |number: i64| {
        until(async || {
            let now = services.store.tasks().get(&task.id).await?;
            let run = services.store.runs().newest(&task.id).await?;
            let ended = run.filter(|run| run.number == number && run.finished_at.is_some());
            Ok(ended.filter(|_| now.state == TaskState::Scheduled))
        })
        .await
    };
    world.turn(Duration::from_secs(3600));
    ensure!(fired(1).await?.state == RunState::Succeeded);
    database.run(&["ALTER TABLE notes ADD COLUMN later INT"]).await?;
    world.turn(Duration::from_secs(3600));
    let second = fired(2).await?;
    ensure!(second.state == RunState::Succeeded);
    // What it analyzed is kept, as of before it changed anything.
    let id = second.analysis_id.context("no analysis was kept")?;
    let analysis = services.store.analyses().get(&id).await?;
    let is_whole = analysis.state == AnalysisState::Done && analysis.error.is_none();
    ensure!(is_whole && analysis.total == 4 && analysis.expires_at.is_some(), "{analysis:?}");
    let pairs = services.store.pairs().all(PairsOf::Analysis(&id), &PairFilter::default()).await?;
    let modified = pairs.iter().filter(|pair| pair.verdict == "Modify").map(|pair| pair.source.as_str());
    ensure!(modified.eq(["notes"]), "{pairs:?}");
    ensure!(
        results(&services, &task).await? == ["_test_notes Synced"],
        "{:?}",
        results(&services, &task).await?
    );
    // A hazard that nobody has allowed stops that run, and says so.
    database
        .run(&["INSERT INTO _test_notes VALUES (1, 'text', 1)", "ALTER TABLE notes MODIFY body INT"])
        .await?;
    world.turn(Duration::from_secs(3600));
    let run = fired(3).await?;
    ensure!(run.state == RunState::Failed, "{run:?}");
    ensure!(results(&services, &task).await? == ["_test_notes Refused"]);
    database.drop().await
}

pub async fn nothing_is_begun_outside_of_the_window(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let mut connection = world.connection(&services).await?;
    // The clock begins on 15 January 2027, 08:00 UTC.
    let window = json!({ "window": { "from": "22:00", "to": "06:00", "time_zone": "UTC" } });
    connection.defaults = Document::of(&window)?;
    services.store.connections().save(&mut connection).await?;
    let database = world.database(&SHOP).await?;
    let _node = node(&services);
    let now = submitted(&services, &connection, &database, &submission(Mode::Immediately)).await;
    ensure!(now.is_err_and(|error| error.to_string().contains("22:00 to 06:00")), "it was submitted");
    let how = Submission { cron: Some("0 * * * *".to_owned()), ..submission(Mode::Cron) };
    let task = submitted(&services, &connection, &database, &how).await?;
    world.turn(Duration::from_secs(3600));
    let run = until(async || {
        Ok(services.store.runs().newest(&task.id).await?.filter(|run| run.finished_at.is_some()))
    })
    .await?;
    ensure!(run.state == RunState::Failed, "{run:?}");
    ensure!(database.rows("SHOW TABLES LIKE '\\_test\\_customers'").await?.is_empty(), "something ran");
    database.drop().await
}

pub async fn firings_that_were_missed_are_left_out(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let database = world.database(&SHOP).await?;
    let first = node(&services);
    let how = Submission { cron: Some("0 0 * * *".to_owned()), ..submission(Mode::Cron) };
    let task = submitted(&services, &connection, &database, &how).await?;
    first.end().await?;
    // Nobody was there for five days, and the last firing is hours ago.
    world.turn(Duration::from_secs(5 * 24 * 3600 + 6 * 3600));
    let _second = node(&services);
    let task = until(async || {
        let now = services.store.tasks().get(&task.id).await?;
        Ok((now.next_at != task.next_at).then_some(now))
    })
    .await?;
    let now = services.store.now().await?;
    ensure!(task.state == TaskState::Scheduled && task.next_at.is_some_and(|at| at > now), "{task:?}");
    ensure!(services.store.runs().newest(&task.id).await?.is_none(), "a missed firing was made up for");
    database.drop().await
}
