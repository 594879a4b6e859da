//! Tasks: submitted, decided about, and their runs.

use super::furniture::{self, furnish};
use super::world::World;
use axum::body::Body;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use shadowtable_store::{Batch, Document, Role, Step, StepState, TaskKind};

fn manual() -> Value {
    json!({
        "analysis_id": "c1", "mode": "Manual", "error_policy": "Abort", "hazards": ["drops-column"], "remarks": "please",
    })
}

#[tokio::test]
async fn an_analysis_is_submitted_once() {
    let world = World::new().await;
    let ann = world.logged_in("ann", Role::Operator).await;
    world.connection("c1", &[]).await;
    furnish(&world, "c1", "ann").await;
    let made = ann.post_once("/api/v1/tasks", "k", &manual()).await;
    assert_eq!(made.status, StatusCode::CREATED);
    let task = made.ok();
    assert_eq!((&task["state"], &task["created_by"]), (&json!("Ready"), &json!("ann")));
    assert_eq!(task["settings"]["remarks"], "please");
    assert_eq!(ann.post_once("/api/v1/tasks", "k", &manual()).await.ok()["id"], task["id"]);
    let path = format!("/api/v1/tasks/{}", task["id"].as_str().unwrap());
    let pairs = ann.get(&format!("{path}/pairs")).await.ok();
    assert_eq!(pairs["total"], 3);
    assert_eq!(ann.post(&format!("{path}/execute"), &json!({})).await.ok()["state"], "Queued");
    assert_eq!(ann.post(&format!("{path}/execute"), &json!({})).await.problem(), "not-in-this-state");
    assert_eq!(ann.get(&format!("{path}/runs/1")).await.ok()["state"], "Queued");
    assert_eq!(ann.post(&format!("{path}/cancel"), &json!({})).await.ok()["state"], "Cancelled");
    assert_eq!(ann.get(&format!("{path}/runs/1")).await.ok()["state"], "Cancelled");
    let last_run = json!({ "number": 1, "state": "Cancelled" });
    assert_eq!(ann.get(&path).await.ok()["last_run"], last_run);
    assert_eq!(ann.get("/api/v1/tasks").await.ok()["items"][0]["last_run"], last_run);
}

#[tokio::test]
async fn every_gate_must_be_allowed() {
    let world = World::new().await;
    let ann = world.logged_in("ann", Role::Operator).await;
    world.connection("c1", &[]).await;
    furnish(&world, "c1", "ann").await;
    let with = |name: &str, value: Value| {
        let mut body = manual();
        body[name] = value;
        body
    };
    let refused = ann.post("/api/v1/tasks", &with("hazards", json!([]))).await;
    assert_eq!((refused.problem().as_str(), refused.field().as_str()), ("hazards-not-allowed", "hazards"));
    assert!(refused.text.contains("drops-column (_test_b)"), "{}", refused.text);
    let unknown = ann.post("/api/v1/tasks", &with("hazards", json!(["nothing"]))).await;
    assert_eq!(unknown.problem(), "unknown-hazard");
    assert_eq!(ann.post("/api/v1/tasks", &with("parallel", json!(1000))).await.field(), "parallel");
    assert_eq!(ann.post("/api/v1/tasks", &with("mode", json!("Cron"))).await.field(), "cron");
    assert_eq!(ann.post("/api/v1/tasks", &with("mode", json!("Sometimes"))).await.problem(), "malformed");
}

#[tokio::test]
async fn what_needs_approval_waits_for_another_user() {
    let world = World::new().await;
    let ann = world.logged_in("ann", Role::Approver).await;
    let ben = world.logged_in("ben", Role::Approver).await;
    let mut connection = world.connection("c1", &[]).await;
    connection.needs_approval = true;
    world.app.store.connections().save(&mut connection).await.unwrap();
    furnish(&world, "c1", "ann").await;
    let task = ann.post("/api/v1/tasks", &manual()).await.ok();
    assert_eq!(task["state"], "AwaitingApproval");
    let path = format!("/api/v1/tasks/{}/approve", task["id"].as_str().unwrap());
    let waiting = "/api/v1/tasks?approvable=true";
    assert_eq!(ann.get(waiting).await.ok()["total"], 0, "one's own is for somebody else");
    let viewer = world.logged_in("vic", Role::Viewer).await;
    assert_eq!(viewer.get(waiting).await.ok()["total"], 0);
    assert_eq!(ben.get(waiting).await.ok()["items"][0]["id"], task["id"]);
    let words = json!({ "comment": "looks right" });
    assert_eq!(ann.post(&path, &words).await.problem(), "own-task");
    let approved = ben.post(&path, &words).await.ok();
    assert_eq!(approved["state"], "Ready");
    assert_eq!(approved["approval"]["who"], "ben");
    assert_eq!(approved["approval"]["comment"], "looks right");
    assert_eq!(ben.post(&path, &words).await.problem(), "not-in-this-state");
    assert_eq!(ben.get(waiting).await.ok()["total"], 0);
}

#[tokio::test]
async fn runs_tell_every_statement() {
    let world = World::new().await;
    let ann = world.logged_in("ann", Role::Viewer).await;
    world.connection("c1", &[]).await;
    furnish(&world, "c1", "ann").await;
    assert_eq!(ann.get("/api/v1/tasks/c1/runs").await.ok()["items"][0]["state"], "Failed");
    let pairs = ann.get("/api/v1/tasks/c1/runs/1/pairs?result=Failed").await.ok();
    assert_eq!(pairs["items"][0]["reasons"], json!(["it broke"]));
    assert_eq!(ann.get("/api/v1/tasks/c1/runs/1/pairs?result=Synced").await.ok()["total"], 0);
    assert_eq!(ann.get("/api/v1/tasks/c1/runs/1/pairs?result=Lost").await.field(), "result");
    ann.get("/api/v1/tasks/c1/runs/1/pairs/0/steps").await.ok();
    let mut batch = Batch::new();
    batch.insert_all(&[step(0, StepState::Done), step(1, StepState::Running)]);
    world.app.store.commit(batch).await.unwrap();
    let progress = ann.get("/api/v1/tasks/c1/runs/1/progress").await.ok();
    assert_eq!(progress["pairs"], json!({ "Failed": 1 }));
    assert_eq!(progress["statements"], json!({ "Done": 1, "Running": 1 }));
    assert_eq!(progress["running"][0]["shadow"], "_test_a");
    assert_eq!(progress["running"][0]["position"], 1);
    assert_eq!(ann.get("/api/v1/tasks/c1/runs/2").await.problem(), "not-found");
}

fn step(position: i64, state: StepState) -> Step {
    Step {
        run_id: "c1".to_owned(),
        pair: 0,
        position,
        phase: "tables".to_owned(),
        sql: "ALTER TABLE `_test_a`".to_owned(),
        state,
        started_at: Some(0),
        took_ms: None,
        code: None,
        sqlstate: None,
        message: None,
        remark: None,
        warnings: Document::from_text("[]"),
        affected_rows: None,
    }
}

#[tokio::test]
async fn tasks_are_found() {
    let world = World::new().await;
    let ann = world.logged_in("ann", Role::Viewer).await;
    world.connection("c1", &[]).await;
    world.connection("c2", &[("nobody", Role::Operator)]).await;
    furnish(&world, "c1", "ann").await;
    furnish(&world, "c2", "ben").await;
    let total = async |query: &str| ann.get(&format!("/api/v1/tasks?{query}")).await.ok()["total"].clone();
    assert_eq!(total("").await, 1, "c2 is granted to somebody else");
    assert_eq!(total("state=Finished,Running").await, 1);
    assert_eq!(total("state=Running").await, 0);
    assert_eq!(total("search=for+the+test").await, 1);
    assert_eq!(total("connection_id=c2").await, 0);
    assert_eq!(ann.get("/api/v1/tasks?state=Lost").await.field(), "state");
}

#[tokio::test]
async fn a_schedule_is_shown_before_it_is_kept() {
    let world = World::new().await;
    let ann = world.logged_in("ann", Role::Viewer).await;
    let path = "/api/v1/schedule?cron=0+3+*+*+*&time_zone=Asia/Shanghai";
    let next = ann.get(path).await.ok()["next"].clone();
    assert_eq!(next.as_array().unwrap().len(), 5);
    assert_eq!(next[0], "2027-01-15T19:00:00Z");
    assert_eq!(ann.get("/api/v1/schedule?cron=nonsense").await.field(), "cron");
}

#[tokio::test]
async fn a_task_is_made_once_more() {
    let world = World::new().await;
    let ann = world.logged_in("ann", Role::Operator).await;
    world.connection("c1", &[]).await;
    furnish(&world, "c1", "ben").await;
    let clone = ann.post("/api/v1/tasks/c1/clone", &json!({})).await;
    assert_eq!(clone.status, StatusCode::CREATED);
    let clone = clone.ok();
    assert_eq!(clone["settings"]["hazards"], json!(["drops-column"]));
    let analysis =
        ann.get(&format!("/api/v1/analyses/{}", clone["analysis_id"].as_str().unwrap())).await.ok();
    assert_eq!(analysis["request"]["prefix"], "_test_");
}

/// Shadows that are dropped, as a task.
fn dropping(connection_id: &str) -> Value {
    json!({
        "drop": { "connection_id": connection_id, "database": "shop", "which": "orphans" },
        "mode": "Manual", "error_policy": "Continue", "hazards": ["drops-shadow"],
    })
}

#[tokio::test]
async fn dropping_needs_the_right_on_its_own_connection() {
    for (role, expected) in [
        (Role::Viewer, "forbidden"),
        // Allowed, and nobody answers at that address.
        (Role::Operator, "target-failed"),
        (Role::Approver, "target-failed"),
        (Role::Admin, "target-failed"),
    ] {
        let world = World::new().await;
        let ann = world.logged_in("ann", role).await;
        world.user("ben", Role::Operator).await;
        world.connection("c1", &[]).await;
        world.connection("c2", &[("ben", Role::Operator)]).await;
        assert_eq!(ann.post("/api/v1/tasks", &dropping("c1")).await.problem(), expected, "{role}");
        let hidden = if role == Role::Admin { "target-failed" } else { "not-found" };
        assert_eq!(ann.post("/api/v1/tasks", &dropping("c2")).await.problem(), hidden, "{role}");
        assert_eq!(world.nobody().post("/api/v1/tasks", &dropping("c1")).await.problem(), "unauthenticated");
    }
}

#[tokio::test]
async fn a_task_does_one_thing() {
    let world = World::new().await;
    let ann = world.logged_in("ann", Role::Operator).await;
    world.connection("c1", &[]).await;
    furnish(&world, "c1", "ann").await;
    let mut both = dropping("c1");
    both["analysis_id"] = json!("c1");
    assert_eq!(ann.post("/api/v1/tasks", &both).await.field(), "analysis_id");
    let neither = json!({ "mode": "Manual", "error_policy": "Abort" });
    assert_eq!(ann.post("/api/v1/tasks", &neither).await.field(), "analysis_id");
    let mut recurring = dropping("c1");
    recurring["mode"] = json!("Cron");
    recurring["cron"] = json!("0 3 * * *");
    assert_eq!(ann.post("/api/v1/tasks", &recurring).await.problem(), "not-recurring");
    let mut none = dropping("c1");
    none["drop"]["which"] = json!({ "named": [] });
    assert_eq!(ann.post("/api/v1/tasks", &none).await.field(), "which");
    // Nothing is dropped but by a task.
    let path = "/api/v1/connections/c1/databases/shop/shadows/drop";
    assert_eq!(ann.post(path, &json!({ "which": "all", "dry_run": false })).await.field(), "dry_run");
    assert_eq!(ann.post(path, &json!({ "which": "all" })).await.problem(), "malformed");
    assert_eq!(ann.post(path, &json!({ "which": "all", "dry_run": true })).await.problem(), "target-failed");
}

#[tokio::test]
async fn a_task_that_drops_is_shown_and_made_once_more() {
    let world = World::new().await;
    let ann = world.logged_in("ann", Role::Operator).await;
    world.connection("c1", &[]).await;
    let mut task = furniture::task("d1", "ann");
    task.kind = TaskKind::Drop;
    task.connection_id = "c1".to_owned();
    task.analysis_id = None;
    task.request = Document::of(&json!({ "which": { "named": ["_test_a"] } })).unwrap();
    let mut batch = Batch::new();
    batch.insert_task(&task);
    world.app.store.commit(batch).await.unwrap();
    let shown = ann.get("/api/v1/tasks/d1").await.ok();
    assert_eq!((&shown["kind"], &shown["request"]), (&json!("Drop"), &Value::Null));
    assert_eq!(shown["drop"], json!({ "named": ["_test_a"] }));
    assert_eq!(ann.get("/api/v1/tasks").await.ok()["items"][0]["kind"], "Drop");
    let clone = ann.post("/api/v1/tasks/d1/clone", &json!({})).await.ok();
    assert_eq!(clone["analysis_id"], Value::Null);
    let drop = json!({ "connection_id": "c1", "database": "shop", "which": { "named": ["_test_a"] } });
    assert_eq!(clone["drop"], drop);
}

#[tokio::test]
async fn a_log_that_is_compressed_comes_to_its_end() {
    let world = World::new().await;
    let ann = world.logged_in("ann", Role::Viewer).await;
    world.connection("c1", &[]).await;
    furnish(&world, "c1", "ann").await;
    let request = ann.request(Method::GET, "/api/v1/tasks/c1/log").header("accept-encoding", "gzip");
    let answer = world.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-encoding"), "gzip");
}
