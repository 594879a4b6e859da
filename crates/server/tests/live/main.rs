//! The API on every server that the environment names: from the login to a sync that is proved, over a real port.

mod client;
mod events;
mod world;

use anyhow::{Context as _, Result, ensure};
use libtest_mimic::{Arguments, Trial};
use serde_json::{Value, json};
use shadowtable_testkit::kind::Kind;
use shadowtable_testkit::tally;
use std::future::Future;
use std::pin::Pin;
use world::World;

type Play = fn(World) -> Pin<Box<dyn Future<Output = Result<()>>>>;

macro_rules! plays {
    ($($name:path),* $(,)?) => {
        &[$((stringify!($name), |world| Box::pin($name(world)))),*]
    };
}

const PLAYS: &[(&str, Play)] = plays![
    a_connection_is_tested,
    tables_are_listed,
    an_analysis_becomes_a_sync,
    shadows_are_dropped,
    events::of_a_task_come_once_each,
    events::of_an_analysis_come_once_each,
];

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    for kind in Kind::ALL {
        for (name, play) in PLAYS {
            let trial = Trial::test(*name, move || {
                run(kind, name, *play).map_err(|error| format!("{error:#}").into())
            });
            trials.push(trial.with_kind(kind.name()).with_ignored_flag(kind.url_from_env().is_none()));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn run(kind: Kind, name: &str, play: Play) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let world = World::new(kind, name).await?;
        let url = world.url.clone();
        let database = world.database.clone();
        let result = play(world).await;
        World::drop_database(&url, &database).await?;
        result
    })?;
    tally::record(kind, &format!("api {name}"))
}

async fn a_connection_is_tested(world: World) -> Result<()> {
    let id = world.connect().await?;
    let tested = world.client.post(&format!("/connections/{id}/test"), &json!({})).await?;
    ensure!(tested["ok"] == true && tested["server"]["version"].is_string(), "{tested}");
    ensure!(tested["server"]["missing"] == json!([]), "{tested}");
    let kept = world.client.get(&format!("/connections/{id}")).await?;
    ensure!(kept["server"]["flavor"] == tested["server"]["flavor"], "{kept}");
    let mut wrong = world.request();
    wrong["password"] = json!("not the password");
    wrong["user"] = json!("nobody_of_this_name");
    let tested = world.client.post("/connections/test", &json!({ "connection": wrong })).await?;
    ensure!(tested["ok"] == false && tested["hint"].is_string(), "{tested}");
    ensure!(!tested.to_string().contains("not the password"), "{tested}");
    let mut nowhere = world.request();
    nowhere["port"] = json!(1);
    let tested = world.client.post("/connections/test", &json!({ "connection": nowhere })).await?;
    ensure!(tested["ok"] == false && tested["error"].to_string().contains("can't reach"), "{tested}");
    world.end().await
}

async fn tables_are_listed(world: World) -> Result<()> {
    world.run("CREATE TABLE parents (id INT PRIMARY KEY)").await?;
    world.run("CREATE VIEW seen AS SELECT id FROM parents").await?;
    let id = world.connect().await?;
    let databases = world.client.get(&format!("/connections/{id}/databases")).await?;
    ensure!(databases.to_string().contains(&world.database), "{databases}");
    let tables = world.client.get(&format!("/connections/{id}/databases/{}/tables", world.database)).await?;
    let role = |name: &str| {
        let items = tables["items"].as_array().into_iter().flatten();
        items.clone().find(|one| one["name"] == name).map(|one| one["role"].clone())
    };
    ensure!(role("parents") == Some(json!("Other")), "{tables}");
    ensure!(role("seen") == Some(json!("NotATable")), "{tables}");
    world.end().await
}

/// Analyzes and submits at once; gives the task when it is over.
async fn synced(world: &World, id: &str) -> Result<Value> {
    let request = json!({ "prefix": "_test_", "range": "all" });
    let new = json!({ "connection_id": id, "database": world.database, "request": request });
    let analysis = world.client.post("/analyses", &new).await?;
    let analysis = analysis["id"].as_str().context("an analysis has an id")?.to_owned();
    let path = format!("/analyses/{analysis}");
    world.client.wait(&path, |found| found["state"] != "Queued" && found["state"] != "Running").await?;
    let submission = json!({ "analysis_id": analysis, "mode": "Immediately", "error_policy": "Abort" });
    let task = world.client.post("/tasks", &submission).await?;
    let path = format!("/tasks/{}", task["id"].as_str().context("a task has an id")?);
    world.client.wait(&path, |found| found["state"] == "Finished" || found["state"] == "NeedsAttention").await
}

async fn an_analysis_becomes_a_sync(world: World) -> Result<()> {
    world.run("CREATE TABLE parents (id INT PRIMARY KEY, name VARCHAR(20))").await?;
    world.run("CREATE TABLE children (id INT PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES parents (id))").await?;
    let id = world.connect().await?;
    let task = synced(&world, &id).await?;
    let path = format!("/tasks/{}", task["id"].as_str().unwrap_or_default());
    let run = world.client.get(&format!("{path}/runs/1")).await?;
    ensure!(run["state"] == "Succeeded", "{task} {run}");
    let pairs = world.client.get(&format!("{path}/runs/1/pairs?result=Synced")).await?;
    ensure!(pairs["total"] == 2, "{pairs}");
    let steps = world.client.get(&format!("{path}/runs/1/pairs/0/steps")).await?;
    ensure!(steps["items"][0]["state"] == "Done", "{steps}");
    let log = world.client.text(&format!("{path}/log")).await?;
    ensure!(log.lines().count() > 3, "{log}");
    let events = world.client.first_events(&format!("{path}/events"), 3).await?;
    ensure!(events.contains("id: 1\n") || events.contains("id:1\n"), "{events}");
    // Read again, nothing is left to do.
    let request = json!({ "prefix": "_test_", "range": "all" });
    let new = json!({ "connection_id": id, "database": world.database, "request": request });
    let again = world.client.post("/analyses", &new).await?;
    let path = format!("/analyses/{}", again["id"].as_str().unwrap_or_default());
    let again = world.client.wait(&path, |found| found["state"] == "Done").await?;
    ensure!(again["counts"] == json!({ "Consistent": 2 }), "{again}");
    world.end().await
}

async fn shadows_are_dropped(world: World) -> Result<()> {
    world.run("CREATE TABLE parents (id INT PRIMARY KEY)").await?;
    let id = world.connect().await?;
    synced(&world, &id).await?;
    let path = format!("/connections/{id}/databases/{}/shadows", world.database);
    let shadows = world.client.get(&path).await?;
    ensure!(shadows["items"][0]["state"] == "in sync", "{shadows}");
    let drop = format!("{path}/drop");
    let dry = world.client.post(&drop, &json!({ "which": "all", "dry_run": true })).await?;
    ensure!(dry["shadows"][0]["statements"][0]["sql"] == "DROP TABLE `_test_parents`", "{dry}");
    ensure!(dry["shadows"][0]["has_rows"] == false && dry["gates"] == json!([]), "{dry}");
    let which = json!({ "named": ["_test_parents"] });
    let what = json!({ "connection_id": id, "database": world.database, "which": which });
    let task = json!({ "drop": what, "mode": "Immediately", "error_policy": "Abort" });
    let task = world.client.post("/tasks", &task).await?;
    ensure!(task["kind"] == "Drop" && task["drop"] == which && task["request"].is_null(), "{task}");
    let task_path = format!("/tasks/{}", task["id"].as_str().unwrap_or_default());
    let preview = world.client.get(&format!("{task_path}/preview")).await?;
    ensure!(preview["statements"][0]["sql"] == "DROP TABLE `_test_parents`", "{preview}");
    world.client.wait(&task_path, |found| found["state"] == "Finished").await?;
    let gone = world.client.get(&format!("{task_path}/runs/1/pairs")).await?;
    ensure!(gone["items"][0]["result"] == "Synced" && gone["items"][0]["verified"] == true, "{gone}");
    let pair = world.client.get(&format!("{task_path}/pairs/0")).await?;
    ensure!(pair["pair"]["verdict"] == "Drop" && pair["shadow_ddl"].is_string(), "{pair}");
    let log = world.client.text(&format!("{task_path}/log")).await?;
    ensure!(log.contains("_test_parents, statement 1: Done"), "{log}");
    ensure!(world.client.get(&path).await?["items"] == json!([]), "they are in the registry still");
    world.end().await
}
