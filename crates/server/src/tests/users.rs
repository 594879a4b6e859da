//! Users: made, changed, deleted by admins.

use super::world::World;
use axum::http::{Method, StatusCode};
use serde_json::json;
use shadowtable_store::Role;

#[tokio::test]
async fn a_user_is_made_with_a_password_that_is_shown_once() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    let made = admin.post("/api/v1/users", &json!({ "name": "ann", "role": "operator" })).await;
    assert_eq!(made.status, StatusCode::CREATED);
    let made = made.ok();
    let password = made["password"].as_str().unwrap();
    let login = json!({ "name": "ann", "password": password });
    assert_eq!(world.nobody().post("/api/v1/login", &login).await.ok()["must_change_password"], true);
    let path = format!("/api/v1/users/{}", made["user"]["id"].as_str().unwrap());
    let shown = admin.get(&path).await;
    assert_eq!(shown.ok()["role"], "operator");
    assert!(!shown.text.contains("password") && !shown.text.contains("argon2"), "{}", shown.text);
    let again = admin.post("/api/v1/users", &json!({ "name": "ann", "role": "viewer" })).await;
    assert_eq!(again.problem(), "exists");
}

#[tokio::test]
async fn what_makes_no_sense_is_named() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    let post = async |body: serde_json::Value| admin.post("/api/v1/users", &body).await;
    assert_eq!(post(json!({ "name": " ann", "role": "viewer" })).await.field(), "name");
    assert_eq!(post(json!({ "name": "", "role": "viewer" })).await.field(), "name");
    let short = post(json!({ "name": "ann", "role": "viewer", "password": "short" })).await;
    assert_eq!((short.problem().as_str(), short.field().as_str()), ("invalid", "password"));
    let unknown = post(json!({ "name": "ann", "role": "king" })).await;
    assert_eq!((unknown.problem().as_str(), unknown.field().as_str()), ("malformed", "role"));
    assert_eq!(post(json!({ "name": "ann" })).await.problem(), "malformed");
    assert_eq!(post(json!({ "name": "ann", "role": "viewer", "more": 1 })).await.problem(), "malformed");
    let request = admin.request(Method::POST, "/api/v1/users");
    let text = world.send(request.body("no JSON".into()).unwrap()).await;
    assert_eq!(text.problem(), "unsupported-media-type");
}

#[tokio::test]
async fn the_same_creation_is_done_once() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    let ann = json!({ "name": "ann", "role": "viewer" });
    let first = admin.post_once("/api/v1/users", "k1", &ann).await.ok();
    let second = admin.post_once("/api/v1/users", "k1", &ann).await;
    assert_eq!(second.status, StatusCode::CREATED);
    assert_eq!(second.ok()["user"]["id"], first["user"]["id"]);
    assert!(second.ok().get("password").is_none(), "it was shown once");
    let other = json!({ "name": "ben", "role": "viewer" });
    let reused = admin.post_once("/api/v1/users", "k1", &other).await;
    assert_eq!(
        (reused.problem().as_str(), reused.field().as_str()),
        ("idempotency-key-reused", "Idempotency-Key")
    );
    let another = world.logged_in("root2", Role::Admin).await;
    another.post_once("/api/v1/users", "k1", &other).await.ok();
    assert_eq!(world.app.store.users().count().await.unwrap(), 4);
}

#[tokio::test]
async fn a_lost_update_is_refused() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    world.user("ann", Role::Viewer).await;
    let path = "/api/v1/users/id-of-ann";
    let etag = admin.get(path).await.header("etag").to_owned();
    let body = json!({ "role": "operator" });
    let without = admin.send(admin.request(Method::PATCH, path), &body).await;
    assert_eq!(without.problem(), "precondition-required");
    let changed = admin.change(Method::PATCH, path, &etag, &body).await;
    assert_eq!(changed.ok()["role"], "operator");
    assert_ne!(changed.header("etag"), etag);
    assert_eq!(admin.change(Method::PATCH, path, &etag, &body).await.problem(), "precondition-failed");
    assert_eq!(admin.delete(path, &etag).await.problem(), "precondition-failed");
    assert_eq!(admin.delete(path, changed.header("etag")).await.status, StatusCode::NO_CONTENT);
    assert_eq!(admin.get(path).await.problem(), "not-found");
}

#[tokio::test]
async fn the_last_admin_stays() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    let path = "/api/v1/users/id-of-root";
    for body in [json!({ "role": "approver" }), json!({ "disabled": true })] {
        assert_eq!(admin.change(Method::PATCH, path, "*", &body).await.problem(), "conflict");
    }
    assert_eq!(admin.delete(path, "*").await.problem(), "conflict");
    world.user("root2", Role::Admin).await;
    admin.change(Method::PATCH, path, "*", &json!({ "role": "viewer" })).await.ok();
}

#[tokio::test]
async fn a_smaller_role_holds_at_once() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    let ann = world.logged_in("ann", Role::Admin).await;
    ann.get("/api/v1/users").await.ok();
    admin.change(Method::PATCH, "/api/v1/users/id-of-ann", "*", &json!({ "role": "viewer" })).await.ok();
    assert_eq!(ann.get("/api/v1/users").await.problem(), "unauthenticated", "the sessions have ended");
}

#[tokio::test]
async fn lists_come_in_pages() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    for name in ["ann", "ben", "cid", "dan"] {
        world.user(name, Role::Viewer).await;
    }
    let mut seen = Vec::new();
    let mut path = "/api/v1/users?limit=2".to_owned();
    loop {
        let part = admin.get(&path).await.ok();
        let items = part["items"].as_array().unwrap();
        assert!(items.len() <= 2);
        seen.extend(items.iter().map(|user| user["name"].as_str().unwrap().to_owned()));
        let Some(next) = part["next"].as_str() else { break };
        path = format!("/api/v1/users?limit=2&cursor={next}");
    }
    assert_eq!(seen, ["ann", "ben", "cid", "dan", "root"]);
    let found = admin.get("/api/v1/users?search=AN").await.ok();
    assert_eq!(found["items"].as_array().unwrap().len(), 2);
    assert_eq!(admin.get("/api/v1/users?cursor=nonsense").await.field(), "cursor");
    assert_eq!(admin.get("/api/v1/users?limit=many").await.problem(), "malformed");
}
