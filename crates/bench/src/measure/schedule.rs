//! Many tasks scheduled for one moment, on one node and on two: each must run once, and make its shadow.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::database::{drop_shadows, fill, run as run_sql, shadows, sources};
use crate::node::{Node, STORE, id};
use crate::report::{Must, Report, Row};
use crate::sample::Sample;
use crate::tables;
use crate::world::{PREFIX, World};

/// Runs in one database take turns, since a database has one writer at a time.
const DATABASES: usize = 8;

/// How many tasks are made of one analysis, each of another of its tables.
const EACH: usize = 25;

/// How long all of them may take, in seconds.
const PATIENCE: i64 = 900;

/// What was counted of the tasks.
#[derive(Default)]
struct Counts {
    once: usize,
    never: usize,
    twice: usize,
    otherwise: usize,
    /// How many runs each node took.
    nodes: BTreeMap<String, usize>,
}

pub async fn run(world: &World, wanted: usize, report: &mut Report) -> Result<()> {
    let one = Node::start(world).await?;
    with(world, one, (wanted, 1, "SQLite store"), report).await?;
    let two = Node::start_several(world, 2).await?;
    with(world, two, (wanted, 2, "two nodes, their store on this server"), report).await?;
    run_sql(&world.url(""), &format!("DROP DATABASE {STORE}")).await
}

async fn with(
    world: &World,
    mut node: Node,
    (wanted, nodes, kind): (usize, usize, &str),
    report: &mut Report,
) -> Result<()> {
    let batches = wanted.div_ceil(EACH * DATABASES) * DATABASES;
    let count = batches * EACH;
    let what = format!("{count} tasks scheduled for one moment, {kind}");
    world.tell(&what);
    prepare(world, batches / DATABASES * EACH).await?;
    let mut analyses = Vec::new();
    for batch in 0..batches {
        let numbers = batch / DATABASES * EACH..(batch / DATABASES + 1) * EACH;
        let names: Vec<String> = numbers.map(tables::name).collect();
        let request = json!({ "prefix": PREFIX, "range": { "tables": names } });
        let (analysis, _) = node.analyze(&database(batch % DATABASES), &request).await?;
        analyses.push(analysis);
    }
    // As far away as submitting them may take.
    let moment = Timestamp::now() + Duration::from_millis(10_000 + 120 * u64::try_from(count)?);
    let mut tasks = Vec::new();
    for analysis in &analyses {
        tasks.extend(submit(&mut node, analysis, moment).await?);
    }
    ensure!(Timestamp::now() < moment, "submitting the tasks took too long");
    let took = end(&mut node, moment).await?;
    let counts = looked_at(&mut node, &tasks).await?;
    ensure!(counts.nodes.len() == nodes, "runs of these nodes: {:?}", counts.nodes);
    let mut made = 0;
    for number in 0..DATABASES {
        made += shadows(&world.url(""), &database(number)).await?;
    }
    report.add(row(world, &what, (count, made), &counts, took));
    Ok(())
}

fn row(world: &World, what: &str, (count, made): (usize, usize), counts: &Counts, took: Duration) -> Row {
    let Counts { once, never, twice, otherwise, nodes } = counts;
    let shares: Vec<String> = nodes.values().map(ToString::to_string).collect();
    let ours = format!(
        "{once} ran once, {never} never, {twice} more often, {otherwise} without success; {made} shadows; runs by \
         node: {}; all over {:.1} s after the moment",
        shares.join(" + "),
        took.as_secs_f64()
    );
    #[expect(clippy::cast_precision_loss, reason = "there are not that many tasks")]
    let wrong = (never + twice + otherwise + count.abs_diff(made)) as f64;
    let mut value = Sample::default();
    value.add(wrong);
    let what = format!("{what}: lost, doubled or failed");
    Row { ours, value, ..Row::of(world, &what, Must::AtMost(0.0, "")) }
}

/// The databases, with sources that have no shadows.
async fn prepare(world: &World, tables: usize) -> Result<()> {
    let url = world.url("");
    for name in (0..DATABASES).map(database) {
        let there = sources(&url, &name).await?;
        if there < tables {
            fill(&url, &name, there..tables, false).await?;
        }
        drop_shadows(&url, &name).await?;
    }
    Ok(())
}

fn database(number: usize) -> String {
    format!("bench_moment_{number}")
}

/// A task for each pair of an analysis: all others are skipped while it is submitted, and a task keeps those marks.
async fn submit(node: &mut Node, analysis: &str, moment: Timestamp) -> Result<Vec<String>> {
    let skip = format!("/analyses/{analysis}/skip");
    let positions: Vec<usize> = (0..EACH).collect();
    node.client.post(&skip, &json!({ "skipped": true, "positions": positions })).await?;
    let mut tasks = Vec::new();
    for position in positions {
        node.client.post(&skip, &json!({ "skipped": false, "positions": [position] })).await?;
        let task = json!({
            "analysis_id": analysis, "mode": "At", "start_at": moment.to_string(), "error_policy": "Abort",
        });
        tasks.push(id(&node.client.post("/tasks", &task).await?)?);
        node.client.post(&skip, &json!({ "skipped": true, "positions": [position] })).await?;
    }
    Ok(tasks)
}

/// Waits until no task is under way any more; the time since the moment.
async fn end(node: &mut Node, moment: Timestamp) -> Result<Duration> {
    loop {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let under_way = node.client.get("/tasks?state=Scheduled,Queued,Running&limit=1").await?;
        let since = Timestamp::now().duration_since(moment);
        if under_way["items"].as_array().context("no list of tasks")?.is_empty() {
            return Ok(since.unsigned_abs());
        }
        ensure!(since.as_secs() < PATIENCE, "tasks are still under way: {under_way}");
    }
}

async fn looked_at(node: &mut Node, tasks: &[String]) -> Result<Counts> {
    let mut counts = Counts::default();
    for task in tasks {
        let runs = node.client.get(&format!("/tasks/{task}/runs")).await?;
        let runs = runs["items"].as_array().context("no list of runs")?;
        for node in runs.iter().filter_map(|run| run["node"].as_str()) {
            *counts.nodes.entry(node.to_owned()).or_default() += 1;
        }
        match runs.as_slice() {
            [] => counts.never += 1,
            [run] if is_success(run) => counts.once += 1,
            [_] => counts.otherwise += 1,
            _ => counts.twice += 1,
        }
    }
    Ok(counts)
}

fn is_success(run: &Value) -> bool {
    run["state"] == "Succeeded" && run["counts"]["Synced"] == 1
}
