//! Settings: seen by everybody, changed by admins.

use super::world::World;
use axum::http::Method;
use serde_json::{Value, json};
use shadowtable_store::Role;

const PATH: &str = "/api/v1/settings";

#[tokio::test]
async fn what_is_set_holds_and_what_is_not_is_as_configured() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    let viewer = world.logged_in("ann", Role::Viewer).await;
    let before = viewer.get(PATH).await;
    assert_eq!(before.ok()["set"]["keep_analyses_days"], Value::Null);
    let usual = &before.ok()["in_force"];
    assert_eq!((&usual["keep_analyses_days"], &usual["fire_within_minutes"]), (&json!(7), &json!(60)));
    assert_eq!((&usual["keep_tasks_days"], &usual["public_url"]), (&Value::Null, &Value::Null), "for ever");
    let etag = before.header("etag").to_owned();
    let settings = json!({ "public_url": "https://shadow.example", "keep_tasks_days": 90 });
    assert_eq!(viewer.change(Method::PUT, PATH, &etag, &settings).await.problem(), "forbidden");
    let after = admin.change(Method::PUT, PATH, &etag, &settings).await;
    assert_eq!(after.ok()["set"]["keep_tasks_days"], 90);
    let now = viewer.get(PATH).await.ok();
    assert_eq!(
        (&now["in_force"]["keep_tasks_days"], &now["in_force"]["keep_analyses_days"]),
        (&json!(90), &json!(7))
    );
    assert_eq!(admin.change(Method::PUT, PATH, &etag, &settings).await.problem(), "precondition-failed");
    let again = admin.change(Method::PUT, PATH, after.header("etag"), &json!({})).await.ok();
    assert_eq!(again["in_force"]["keep_tasks_days"], Value::Null);
    let audit = admin.get("/api/v1/audit").await;
    assert!(audit.text.contains("settings-changed"), "{audit:?}");
}

#[tokio::test]
async fn what_makes_no_sense_is_named() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    let put = async |settings: Value| admin.change(Method::PUT, PATH, "*", &settings).await;
    let zero = put(json!({ "keep_tasks_days": 0 })).await;
    assert_eq!((zero.problem().as_str(), zero.field().as_str()), ("out-of-range", "keep_tasks_days"));
    let no_url = put(json!({ "public_url": "shadow" })).await;
    assert_eq!((no_url.problem().as_str(), no_url.field().as_str()), ("invalid-url", "public_url"));
    assert_eq!(put(json!({ "keep_everything": true })).await.problem(), "malformed");
    let without = admin.send(admin.request(Method::PUT, PATH), &json!({})).await;
    assert_eq!(without.problem(), "precondition-required");
}
