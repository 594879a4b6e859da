//! Streams of events: a client whose connection is lost comes back with the last number that it saw, and gets the rest.

use crate::client::Event;
use crate::world::World;
use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use shadowtable_store::{AboutKind, Batch, Document, NewEvent};
use std::time::Duration;

/// More tables than events are read at a time.
const TABLES: usize = 8;

/// How many events are written while the stream is read.
const WRITTEN: usize = 60;

fn kind_is(kind: &'static str) -> impl Fn(&Event) -> bool {
    move |event| event.data["kind"] == kind
}

/// Every number once, in order, without a gap.
fn come_once_each(events: &[Event]) -> Result<()> {
    let numbers: Vec<i64> = events.iter().map(|event| event.seq).collect();
    let expected: Vec<i64> = (1..).take(numbers.len()).collect();
    ensure!(numbers == expected, "{numbers:?}");
    Ok(())
}

pub async fn of_a_task_come_once_each(world: World) -> Result<()> {
    for table in 0..TABLES {
        world.run(&format!("CREATE TABLE t{table} (id INT PRIMARY KEY)")).await?;
    }
    let id = world.connect().await?;
    let analysis = analyzed(&world, &id).await?;
    let task = json!({ "analysis_id": analysis, "mode": "Manual", "error_policy": "Abort" });
    let task = world.client.post("/tasks", &task).await?;
    let path = format!("/tasks/{}", task["id"].as_str().context("a task has an id")?);
    let stream = format!("{path}/events");
    let (execute, nothing) = (format!("{path}/execute"), json!({}));
    // Three at a time: one who reads while the run goes on, one who is cut off all the time, one who comes at the end.
    let (whole, parts, executed) = tokio::join!(
        world.client.events(&stream, 0, usize::MAX, kind_is("run-ended")),
        world.client.events_in_parts(&stream, kind_is("run-ended")),
        world.client.post(&execute, &nothing),
    );
    let (whole, parts) = (whole?, parts?);
    executed?;
    come_once_each(&parts)?;
    ensure!(parts.len() > 2 * TABLES, "{} events are not two of each statement", parts.len());
    ensure!(whole == parts, "{whole:?} {parts:?}");
    let later = world.client.events(&stream, 4, usize::MAX, kind_is("run-ended")).await?;
    ensure!(later == parts[4..], "{later:?}");
    let timeline = world.client.get(&format!("{path}/timeline")).await?;
    let seen = timeline["items"].as_array().into_iter().flatten().map(|one| one["seq"].clone());
    let seen: Vec<Value> = seen.take(parts.len()).collect();
    ensure!(parts.iter().map(|one| json!(one.seq)).eq(seen), "{timeline}");
    world.end().await
}

pub async fn of_an_analysis_come_once_each(world: World) -> Result<()> {
    world.run("CREATE TABLE t (id INT PRIMARY KEY)").await?;
    let id = world.connect().await?;
    let analysis = analyzed(&world, &id).await?;
    let stream = format!("/analyses/{analysis}/events");
    let first = world.client.events(&stream, 0, usize::MAX, kind_is("analysis-ended")).await?;
    come_once_each(&first)?;
    // An analysis of one table is over at once. As if it went on for long, others are written while they are read.
    let write = async {
        for number in 0..WRITTEN {
            let kind = if number + 1 == WRITTEN { "the-last" } else { "progress" };
            let mut batch = Batch::new();
            batch.event(&NewEvent {
                about_kind: AboutKind::Analysis,
                about_id: analysis.clone(),
                run_id: None,
                kind: kind.to_owned(),
                at: world.store.now().await?,
                who: None,
                body: Document::of(&json!({ "done": number }))?,
            });
            world.store.commit(batch).await?;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok::<_, anyhow::Error>(())
    };
    let read = world.client.events_in_parts(&stream, kind_is("the-last"));
    let (written, parts) = tokio::join!(write, read);
    written?;
    let parts = parts?;
    come_once_each(&parts)?;
    ensure!(parts.len() == first.len() + WRITTEN, "{} of {}", parts.len(), first.len() + WRITTEN);
    ensure!(parts[..first.len()] == first, "{first:?}");
    world.end().await
}

/// An analysis of all tables that is done; its id.
async fn analyzed(world: &World, connection_id: &str) -> Result<String> {
    let request = json!({ "prefix": "_test_", "range": "all" });
    let new = json!({ "connection_id": connection_id, "database": world.database, "request": request });
    let analysis = world.client.post("/analyses", &new).await?;
    let id = analysis["id"].as_str().context("an analysis has an id")?.to_owned();
    world.client.wait(&format!("/analyses/{id}"), |found| found["state"] == "Done").await?;
    Ok(id)
}
