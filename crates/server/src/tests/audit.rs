//! The audit log, searched.

use super::world::World;
use axum::http::Method;
use serde_json::json;
use shadowtable_store::Role;

#[tokio::test]
async fn it_is_searched_by_who_what_and_when() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    admin
        .post("/api/v1/users", &json!({ "name": "ann", "role": "viewer", "password": "a long password" }))
        .await
        .ok();
    world.pass(60);
    world.connection("c1", &[]).await;
    let none = json!({ "grants": [] });
    admin.change(Method::PUT, "/api/v1/connections/c1/grants", "*", &none).await.ok();
    let actions = async |query: &str| {
        let found = admin.get(&format!("/api/v1/audit?{query}")).await.ok();
        let items = found["items"].as_array().unwrap().clone();
        items.iter().map(|item| item["action"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(actions("").await, ["grants-changed", "user-created"]);
    assert_eq!(actions("order=asc").await, ["user-created", "grants-changed"]);
    assert_eq!(actions("action=user-created,login").await, ["user-created"]);
    assert_eq!(actions("connection_id=c1").await, ["grants-changed"]);
    assert_eq!(actions("object_kind=user").await, ["user-created"]);
    assert_eq!(actions("search=ann").await, ["user-created"]);
    assert_eq!(actions("who=nobody").await, Vec::<String>::new());
    assert_eq!(actions("from=2027-01-15T08:00:30Z").await, ["grants-changed"]);
    assert_eq!(actions("to=2027-01-15T08:00:30Z").await, ["user-created"]);
    assert_eq!(admin.get("/api/v1/audit?from=yesterday").await.problem(), "malformed");
}
