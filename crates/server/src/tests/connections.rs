//! Connections and grants.

use super::world::World;
use crate::hosts::AllowedHosts;
use crate::settings::Settings;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use shadowtable_store::Role;

fn shop() -> Value {
    json!({
        "name": "shop", "host": "db.example", "port": 3307, "user": "tester", "password": "hunter2",
        "ssl_mode": "REQUIRED", "environment": "test", "needs_approval": true,
        "defaults": { "prefix": "_test_", "allowed_hazards": ["drops-column"], "parallel": 4,
            "window": { "from": "22:00", "to": "05:00", "time_zone": "Asia/Shanghai" } },
    })
}

#[tokio::test]
async fn a_connection_is_kept_with_its_password_sealed() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    let made = admin.post("/api/v1/connections", &shop()).await;
    assert_eq!(made.status, StatusCode::CREATED);
    assert!(!made.text.contains("hunter2"), "{}", made.text);
    let made = made.ok();
    assert_eq!(made["has_password"], true);
    assert_eq!(made["defaults"], shop()["defaults"]);
    assert_eq!((&made["ssl_mode"], &made["role"]), (&json!("REQUIRED"), &json!("admin")));
    let id = made["id"].as_str().unwrap();
    let row = world.app.store.connections().get(id).await.unwrap();
    let sealed = row.password.unwrap();
    assert!(!sealed.expose().contains("hunter2"));
    assert_eq!(*world.app.store.unseal(&sealed, id).unwrap(), "hunter2");
    let log = admin.get("/api/v1/audit?action=connection-created").await;
    assert_eq!(log.ok()["items"][0]["detail"]["name"], "shop");
    assert!(!log.text.contains("hunter2"));
}

#[tokio::test]
async fn a_password_never_goes_to_another_place() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    let made = admin.post("/api/v1/connections", &shop()).await;
    let path = format!("/api/v1/connections/{}", made.ok()["id"].as_str().unwrap());
    let put = async |changes: &[(&str, Value)]| {
        let mut body = shop();
        body.as_object_mut().unwrap().remove("password");
        for (name, value) in changes {
            body[*name] = value.clone();
        }
        admin.change(Method::PUT, &path, "*", &body).await
    };
    assert_eq!(put(&[("name", json!("renamed"))]).await.ok()["has_password"], true);
    for (name, value) in [
        ("host", json!("evil.example")),
        ("port", json!(3308)),
        ("user", json!("root")),
        ("ssl_mode", json!("DISABLED")),
    ] {
        assert_eq!(put(&[(name, value)]).await.field(), "password", "{name}");
    }
    put(&[("host", json!("other.example")), ("password", json!("new one"))]).await.ok();
    let gone = put(&[("host", json!("other.example")), ("password", json!(""))]).await.ok();
    assert_eq!(gone["has_password"], false);
}

#[tokio::test]
async fn what_makes_no_sense_is_named() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    let check = async |name: &str, value: Value, field: &str| {
        let mut body = shop();
        body[name] = value;
        assert_eq!(admin.post("/api/v1/connections", &body).await.field(), field, "{name}");
    };
    check("name", json!(""), "name").await;
    check("host", json!(null), "host").await;
    check("socket", json!("/run/s"), "host").await;
    check("port", json!(0), "port").await;
    check("port", json!(70_000), "port").await;
    check("user", json!(""), "user").await;
    check("ssl_mode", json!("SOMETIMES"), "ssl_mode").await;
    check("defaults", json!({ "prefix": "a", "suffix": "b" }), "defaults.prefix").await;
    check("defaults", json!({ "colour": "a" }), "defaults.colour").await;
}

#[tokio::test]
async fn only_allowed_hosts_are_taken() {
    let hosts = AllowedHosts::new(["*.prod.example"]);
    let world = World::with(Settings { hosts, ..Settings::default() }).await;
    let admin = world.logged_in("root", Role::Admin).await;
    assert_eq!(admin.post("/api/v1/connections", &shop()).await.problem(), "host-not-allowed");
    let mut body = shop();
    body["host"] = json!("a.prod.example");
    admin.post("/api/v1/connections", &body).await.ok();
}

#[tokio::test]
async fn grants_say_who_sees_a_connection() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    let (ann, ben) =
        (world.logged_in("ann", Role::Viewer).await, world.logged_in("ben", Role::Approver).await);
    world.connection("c1", &[]).await;
    world.connection("c2", &[]).await;
    let path = "/api/v1/connections/c2/grants";
    let grants = json!({ "grants": [{ "user_id": "id-of-ann", "role": "operator" }] });
    let etag = admin.get(path).await.header("etag").to_owned();
    assert_eq!(admin.change(Method::PUT, path, &etag, &grants).await.ok(), grants);
    assert_eq!(admin.change(Method::PUT, path, &etag, &grants).await.problem(), "precondition-failed");
    let names = async |who: &super::world::Someone<'_>| {
        let list = who.get("/api/v1/connections").await.ok();
        let items = list["items"].as_array().unwrap().clone();
        assert_eq!(list["total"], items.len());
        let roles = items.iter().map(|one| format!("{} {}", one["id"], one["role"]).replace('"', ""));
        roles.collect::<Vec<_>>()
    };
    assert_eq!(names(&admin).await, ["c1 admin", "c2 admin"]);
    assert_eq!(names(&ann).await, ["c1 viewer", "c2 operator"]);
    assert_eq!(names(&ben).await, ["c1 approver"]);
    assert_eq!(ben.get("/api/v1/connections/c2").await.problem(), "not-found");
    let twice = json!({ "grants": [grants["grants"][0], grants["grants"][0]] });
    assert_eq!(admin.change(Method::PUT, path, "*", &twice).await.field(), "grants[1].user_id");
    let unknown = json!({ "grants": [{ "user_id": "x", "role": "viewer" }] });
    assert_eq!(admin.change(Method::PUT, path, "*", &unknown).await.field(), "grants[0].user_id");
}

#[tokio::test]
async fn a_connection_is_deleted_with_its_grants() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    world.user("ann", Role::Viewer).await;
    world.connection("c1", &[("ann", Role::Operator)]).await;
    assert_eq!(admin.delete("/api/v1/connections/c1", "\"9\"").await.problem(), "precondition-failed");
    let gone = admin.delete("/api/v1/connections/c1", "\"1\"").await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    assert!(world.app.store.grants().on("c1").await.unwrap().is_empty());
}
