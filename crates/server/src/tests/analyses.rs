//! Analyses and their pairs.

use super::furniture::{furnish, request};
use super::world::World;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use shadowtable_store::{Analysis, Batch, Document, Role, StoreError};

#[tokio::test]
async fn an_analysis_is_asked_for_once() {
    let world = World::new().await;
    let ann = world.logged_in("ann", Role::Operator).await;
    world.connection("c1", &[]).await;
    let new = json!({ "connection_id": "c1", "database": "shop", "request": { "prefix": "_test_", "range": "all" } });
    let made = ann.post_once("/api/v1/analyses", "k", &new).await;
    assert_eq!(made.status, StatusCode::CREATED);
    let made = made.ok();
    assert_eq!((&made["state"], &made["created_by"]), (&json!("Queued"), &json!("ann")));
    assert_eq!(made["request"], request());
    let again = ann.post_once("/api/v1/analyses", "k", &new).await.ok();
    assert_eq!(again["id"], made["id"]);
    assert_eq!(ann.get("/api/v1/analyses").await.ok()["total"], 1);
    let path = format!("/api/v1/analyses/{}/cancel", made["id"].as_str().unwrap());
    assert_eq!(ann.post(&path, &json!({})).await.ok()["state"], "Cancelled");
    assert_eq!(ann.post(&path, &json!({})).await.problem(), "analysis-ended");
}

#[tokio::test]
async fn those_of_one_connection_are_listed() {
    let world = World::new().await;
    let bob = world.user("bob", Role::Viewer).await;
    world.connection("c1", &[]).await;
    world.connection("c2", &[("bob", Role::Operator)]).await;
    let admin = world.logged_in("root", Role::Admin).await;
    for (key, id) in [("1", "c1"), ("2", "c2"), ("3", "c2")] {
        let new = json!({ "connection_id": id, "database": "shop", "request": { "prefix": "_test_", "range": "all" } });
        admin.post_once("/api/v1/analyses", key, &new).await.ok();
    }
    let ann = world.logged_in("ann", Role::Operator).await;
    let bob = world.session_of(&bob).await;
    for (who, of_all, of_c1, of_c2, of_none) in [(&admin, 3, 1, 2, 0), (&ann, 1, 1, 0, 0), (&bob, 3, 1, 2, 0)]
    {
        let total =
            async |query: &str| who.get(&format!("/api/v1/analyses{query}")).await.ok()["total"].clone();
        assert_eq!(total("").await, of_all);
        assert_eq!(total("?connection_id=c1").await, of_c1);
        assert_eq!(total("?connection_id=c2").await, of_c2);
        assert_eq!(total("?connection_id=c3").await, of_none);
    }
}

#[tokio::test]
async fn what_can_not_be_analyzed_is_named() {
    let world = World::new().await;
    let ann = world.logged_in("ann", Role::Operator).await;
    world.connection("c1", &[]).await;
    let post = async |request: serde_json::Value| {
        let new = json!({ "connection_id": "c1", "database": "shop", "request": request });
        ann.post("/api/v1/analyses", &new).await.problem()
    };
    assert_eq!(post(json!({ "range": "all" })).await, "invalid-request");
    assert_eq!(post(json!({ "prefix": "_t_", "range": "some" })).await, "malformed");
    assert_eq!(post(json!({ "prefix": "_t_", "range": { "tables": [] } })).await, "nothing-selected");
    assert_eq!(post(json!({ "prefix": "", "range": "all" })).await, "unusable-affix");
}

/// The filter is a part of each page, and asking for a connection that one may not see finds nothing.
#[tokio::test]
async fn analyses_of_a_connection_are_listed_page_by_page() {
    let world = World::new().await;
    let ann = world.logged_in("ann", Role::Viewer).await;
    world.connection("c1", &[]).await;
    world.connection("c2", &[]).await;
    world.connection("hidden", &[("somebody", Role::Admin)]).await;
    let mut batch = Batch::new();
    for (connection, databases) in
        [("c1", ["a", "b", "a2"]), ("c2", ["a", "b", "a2"]), ("hidden", ["a", "b", "a2"])]
    {
        for database in databases {
            let request = Document::of(&request()).unwrap();
            let id = format!("{connection}-{database}");
            batch.insert_analysis(&Analysis::queued(id, connection.to_owned(), database.to_owned(), request));
        }
    }
    world.app.store.commit(batch).await.unwrap();
    let list = async |query: &str| ann.get(&format!("/api/v1/analyses?{query}")).await.ok();
    let ids = |part: &Value| {
        let items = part["items"].as_array().unwrap().iter();
        items.map(|item| item["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let first = list("connection_id=c1&limit=2").await;
    assert_eq!(first["total"], 3);
    let next = first["next"].as_str().unwrap();
    let second = list(&format!("connection_id=c1&limit=2&cursor={next}")).await;
    assert!(second["next"].is_null(), "{second}");
    let mut seen = [ids(&first), ids(&second)].concat();
    seen.sort();
    assert_eq!(seen, ["c1-a", "c1-a2", "c1-b"]);
    assert_eq!(ids(&list("connection_id=c2&database=a").await), ["c2-a"]);
    assert_eq!(list("database=a").await["total"], 2);
    assert_eq!(list("").await["total"], 6);
    for unseen in ["hidden", "nowhere"] {
        let found = list(&format!("connection_id={unseen}")).await;
        assert_eq!((&found["total"], ids(&found).len()), (&json!(0), 0), "{unseen}");
    }
}

#[tokio::test]
async fn pairs_are_listed_filtered_and_shown() {
    let world = World::new().await;
    let ann = world.logged_in("ann", Role::Viewer).await;
    world.connection("c1", &[]).await;
    furnish(&world, "c1", "somebody").await;
    let sources = async |query: &str| {
        let found = ann.get(&format!("/api/v1/analyses/c1/pairs?{query}")).await.ok();
        let items = found["items"].as_array().unwrap().clone();
        items.iter().map(|item| item["source"].as_str().unwrap().to_owned()).collect::<String>()
    };
    assert_eq!(sources("").await, "abc");
    assert_eq!(sources("verdict=Create,Modify").await, "ab");
    assert_eq!(sources("synchronized=true").await, "ab");
    assert_eq!(sources("synchronized=false").await, "c");
    assert_eq!(sources("gated=true").await, "b");
    assert_eq!(sources("hazard=drops-column").await, "b");
    assert_eq!(sources("search=_TEST_c").await, "c");
    assert_eq!(sources("sort=source&order=desc").await, "cba");
    let pair = ann.get("/api/v1/analyses/c1/pairs/1").await.ok();
    assert_eq!(pair["statements"][0]["sql"], "ALTER TABLE `_test_b`");
    assert_eq!(pair["hazards"][0]["code"], "drops-column");
    assert_eq!(pair["source_ddl"], "CREATE TABLE `b`");
    assert_eq!(ann.get("/api/v1/analyses/c1/pairs/7").await.problem(), "not-found");
    let counts = ann.get("/api/v1/analyses/c1").await.ok()["counts"].clone();
    assert_eq!(counts, json!({ "Create": 1, "Modify": 1, "Consistent": 1 }));
}

#[tokio::test]
async fn the_preview_is_what_runs() {
    let world = World::new().await;
    let ann = world.logged_in("ann", Role::Viewer).await;
    world.connection("c1", &[]).await;
    furnish(&world, "c1", "somebody").await;
    let preview = ann.get("/api/v1/analyses/c1/preview").await.ok();
    assert_eq!(preview["statements"].as_array().unwrap().len(), 2);
    let file = ann.get("/api/v1/analyses/c1/preview?format=sql").await;
    assert_eq!(file.text, "ALTER TABLE `_test_a`;\nALTER TABLE `_test_b`;\n");
    assert!(file.header("content-disposition").contains("preview.sql"));
    assert_eq!(ann.get("/api/v1/tasks/c1/preview?format=sql").await.text, file.text);
}

#[tokio::test]
async fn what_must_be_allowed_is_listed_with_its_tables() {
    let world = World::new().await;
    let ann = world.logged_in("ann", Role::Viewer).await;
    world.connection("c1", &[]).await;
    furnish(&world, "c1", "somebody").await;
    let gates = ann.get("/api/v1/analyses/c1/gates").await.ok();
    assert_eq!(gates, json!({ "gates": [{ "code": "drops-column", "shadows": ["_test_b"] }] }));
}

#[tokio::test]
async fn events_come_behind_the_last_one_that_was_seen() {
    let world = World::new().await;
    let ann = world.logged_in("ann", Role::Viewer).await;
    world.connection("c1", &[]).await;
    furnish(&world, "c1", "somebody").await;
    for kind in ["one", "two", "three"] {
        add_event(&world, "c1", kind).await.unwrap();
    }
    assert_eq!(ann.get("/api/v1/tasks/c1/events?after=yesterday").await.field(), "after");
    // The stream ends with the server, and with it the answer.
    world.app.ending.cancel();
    let stream = ann.get("/api/v1/tasks/c1/events").await;
    assert_eq!(stream.status, StatusCode::OK);
    assert_eq!(stream.text, "");
    assert_eq!(stream.header("content-type"), "text/event-stream");
    assert_eq!(ann.get("/api/v1/tasks/c1/events?after=latest").await.status, StatusCode::OK);
    let timeline = ann.get("/api/v1/tasks/c1/timeline?after=1").await.ok();
    let kinds: Vec<&str> =
        timeline["items"].as_array().unwrap().iter().map(|item| item["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["two", "three"]);
    let others = ann.get("/api/v1/tasks/c1/timeline?other_than=one,three").await.ok();
    assert_eq!(others["items"].as_array().unwrap().len(), 1);
    assert_eq!(others["items"][0]["kind"], "two");
    let log = ann.get("/api/v1/tasks/c1/log").await;
    assert_eq!(log.text.lines().count(), 3);
    assert!(log.text.contains(" one (ann)\n"), "{}", log.text);
    let compressed = ann.request(Method::GET, "/api/v1/tasks/c1/log").header("accept-encoding", "gzip");
    assert_eq!(ann.send(compressed, &json!({})).await.header("content-encoding"), "gzip");
}

async fn add_event(world: &World, id: &str, kind: &str) -> Result<(), StoreError> {
    let event = shadowtable_store::NewEvent {
        about_kind: shadowtable_store::AboutKind::Task,
        about_id: id.to_owned(),
        run_id: None,
        kind: kind.to_owned(),
        at: 0,
        who: Some("ann".to_owned()),
        body: shadowtable_store::Document::from_text("{\"n\":1}"),
    };
    world.app.store.events().add(&event).await
}
