//! API tokens.

use super::world::World;
use axum::http::StatusCode;
use serde_json::json;
use shadowtable_store::Role;

#[tokio::test]
async fn a_token_is_shown_once_and_can_do_no_more_than_its_scope() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    let made = admin.post("/api/v1/tokens", &json!({ "name": "ci", "scope": "viewer" })).await.ok();
    let secret = made["secret"].as_str().unwrap();
    assert!(secret.starts_with("shadowtable_"));
    let program = world.with_token(secret);
    let me = program.get("/api/v1/me").await.ok();
    assert_eq!((&me["role"], &me["via"]), (&json!("viewer"), &json!("token")));
    assert_eq!(program.get("/api/v1/users").await.problem(), "forbidden");
    let more = json!({ "name": "more", "scope": "admin" });
    assert_eq!(program.post("/api/v1/tokens", &more).await.problem(), "forbidden");
    let list = admin.get("/api/v1/tokens").await;
    assert!(!list.text.contains(secret), "{}", list.text);
    assert!(list.ok()["items"][0]["used_at"].is_string());
}

#[tokio::test]
async fn a_token_ends() {
    let world = World::new().await;
    let ann = world.logged_in("ann", Role::Viewer).await;
    let past = json!({ "name": "ci", "scope": "viewer", "expires_at": "2020-01-01T00:00:00Z" });
    assert_eq!(ann.post("/api/v1/tokens", &past).await.field(), "expires_at");
    let made = ann.post("/api/v1/tokens", &json!({ "name": "ci", "scope": "admin" })).await.ok();
    let program = world.with_token(made["secret"].as_str().unwrap());
    assert_eq!(program.get("/api/v1/me").await.ok()["role"], "viewer", "never more than its user");
    world.pass(90 * 24 * 3_600);
    assert_eq!(program.get("/api/v1/me").await.problem(), "unauthenticated");
}

#[tokio::test]
async fn a_deleted_token_holds_no_longer() {
    let world = World::new().await;
    let ann = world.logged_in("ann", Role::Viewer).await;
    let ben = world.logged_in("ben", Role::Admin).await;
    let made = ann.post("/api/v1/tokens", &json!({ "name": "ci", "scope": "viewer" })).await.ok();
    let path = format!("/api/v1/tokens/{}", made["token"]["id"].as_str().unwrap());
    assert_eq!(ben.delete(&path, "*").await.problem(), "not-found", "another's token");
    assert_eq!(ann.delete(&path, "*").await.status, StatusCode::NO_CONTENT);
    let program = world.with_token(made["secret"].as_str().unwrap());
    assert_eq!(program.get("/api/v1/me").await.problem(), "unauthenticated");
    assert_eq!(world.with_token("nonsense").get("/api/v1/me").await.problem(), "unauthenticated");
}
