//! Webhooks: made, changed, tested and deleted by admins.

use super::world::World;
use axum::http::{Method, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use shadowtable_store::{Delivery, DeliveryState, Document, Role};

fn request(url: &str) -> Value {
    json!({
        "name": "chat", "url": url, "template": "dingtalk", "events": ["failed", "approval-wanted"],
        "secret": "a s3cret",
    })
}

#[tokio::test]
async fn a_webhook_is_made_and_its_secret_is_never_shown() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    world.connection("shop", &[]).await;
    let url = "https://chat.example/robot?access_token=t0ken";
    let mut new = request(url);
    new["connection_id"] = json!("shop");
    let made = admin.post_once("/api/v1/webhooks", "k", &new).await;
    assert_eq!(made.status, StatusCode::CREATED);
    let shown = made.ok();
    assert_eq!(
        (&shown["url"], &shown["has_secret"], &shown["enabled"]),
        (&json!(url), &json!(true), &json!(true))
    );
    assert_eq!(
        (&shown["template"], &shown["events"]),
        (&json!("dingtalk"), &json!(["failed", "approval-wanted"]))
    );
    assert_eq!((&shown["connection_id"], &shown["created_by"]), (&json!("shop"), &json!("root")));
    assert_eq!(admin.post_once("/api/v1/webhooks", "k", &new).await.ok()["id"], shown["id"], "once");
    let path = format!("/api/v1/webhooks/{}", shown["id"].as_str().unwrap());
    let list = admin.get("/api/v1/webhooks").await;
    assert_eq!(list.ok()["items"].as_array().unwrap().len(), 1);
    for answer in [&made, &list, &admin.get(&path).await] {
        assert!(!answer.text.contains("s3cret"), "{answer:?}");
    }
    // Neither address nor secret can be read in the store or in the audit log.
    let row = world.app.store.webhooks().all().await.unwrap().remove(0);
    assert!(!row.url.expose().contains("t0ken") && !row.secret.unwrap().expose().contains("s3cret"));
    let audit = admin.get("/api/v1/audit").await;
    assert!(audit.text.contains("webhook-created") && audit.text.contains("chat.example"), "{audit:?}");
    assert!(!audit.text.contains("t0ken") && !audit.text.contains("s3cret"), "{audit:?}");
}

#[tokio::test]
async fn a_webhook_is_changed_and_deleted() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    let made = admin.post("/api/v1/webhooks", &request("https://a.example/")).await;
    let path = format!("/api/v1/webhooks/{}", made.ok()["id"].as_str().unwrap());
    let etag = made.header("etag").to_owned();
    let mut change = request("https://a.example/");
    change.as_object_mut().unwrap().remove("secret");
    change["enabled"] = json!(false);
    let without = admin.send(admin.request(Method::PUT, &path), &change).await;
    assert_eq!(without.problem(), "precondition-required");
    let changed = admin.change(Method::PUT, &path, &etag, &change).await;
    assert_eq!(
        (&changed.ok()["enabled"], &changed.ok()["has_secret"]),
        (&json!(false), &json!(true)),
        "it stays"
    );
    assert_eq!(admin.change(Method::PUT, &path, &etag, &change).await.problem(), "precondition-failed");
    // What signs for one receiver is not handed to another.
    change["url"] = json!("https://evil.example/");
    assert_eq!(admin.change(Method::PUT, &path, "*", &change).await.field(), "secret");
    change["secret"] = json!("");
    let changed = admin.change(Method::PUT, &path, "*", &change).await;
    assert_eq!((&changed.ok()["url"], &changed.ok()["has_secret"]), (&change["url"], &json!(false)));
    assert_eq!(admin.delete(&path, &etag).await.problem(), "precondition-failed");
    assert_eq!(admin.delete(&path, changed.header("etag")).await.status, StatusCode::NO_CONTENT);
    assert_eq!(admin.get(&path).await.problem(), "not-found");
}

#[tokio::test]
async fn what_makes_no_sense_is_named() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    let with = async |field: &str, value: Value| {
        let mut new = request("https://a.example/");
        new[field] = value;
        admin.post("/api/v1/webhooks", &new).await
    };
    assert_eq!(with("name", json!(" ")).await.field(), "name");
    assert_eq!(with("url", json!("a.example")).await.field(), "url");
    assert_eq!(with("url", json!("https://u:p@a.example/")).await.field(), "url");
    assert_eq!(with("url", json!(format!("https://a.example/{}", "x".repeat(2_000)))).await.field(), "url");
    assert_eq!(with("url", json!("http://169.254.169.254/")).await.problem(), "host-not-allowed");
    assert_eq!(with("events", json!([])).await.field(), "events");
    assert_eq!(with("events", json!(["everything"])).await.problem(), "malformed");
    assert_eq!(with("template", json!("telegram")).await.problem(), "malformed");
    assert_eq!(with("connection_id", json!("none")).await.field(), "connection_id");
    assert!(world.app.store.webhooks().all().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_test_is_sent_and_answered() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let receive = async |Json(body): Json<Value>| {
        let is_test = body["markdown"]["title"] == "A test of the webhook chat";
        Json(if is_test { json!({ "errcode": 0 }) } else { json!({ "errcode": 1, "errmsg": "what?" }) })
    };
    let receiver = Router::new().route("/", post(receive));
    tokio::spawn(async move { axum::serve(listener, receiver).await });
    let made = admin.post("/api/v1/webhooks", &request(&url)).await.ok();
    let path = format!("/api/v1/webhooks/{}", made["id"].as_str().unwrap());
    let answer = admin.post(&format!("{path}/test"), &json!({})).await.ok();
    assert_eq!(
        (&answer["ok"], &answer["status"], &answer["error"]),
        (&json!(true), &json!(200), &Value::Null)
    );
    assert!(answer["took_ms"].is_u64());
    let nobody = request("http://127.0.0.1:1/?access_token=t0ken");
    admin.change(Method::PUT, &path, "*", &nobody).await.ok();
    let answer = admin.post(&format!("{path}/test"), &json!({})).await;
    assert_eq!((&answer.ok()["ok"], &answer.ok()["status"]), (&json!(false), &Value::Null));
    assert!(answer.ok()["error"].as_str().unwrap().contains("refused"), "{answer:?}");
    assert!(!answer.text.contains("t0ken"), "{answer:?}");
}

/// Where each try is counted, and what can't be reached is tried again.
#[tokio::test]
async fn tries_are_counted() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    let made = admin.post("/api/v1/webhooks", &request("http://127.0.0.1:1/")).await.ok();
    let delivery = Delivery {
        body: Document::from_text(
            json!({ "id": "d", "event": "failed", "at": "", "what": "failed", "title": "", "reason": null,
                "task": null, "run": null, "link": null })
            .to_string(),
        ),
        state: DeliveryState::Pending,
        next_at: 0,
        ..delivery(made["id"].as_str().unwrap(), 0)
    };
    world.app.store.deliveries().insert(&delivery).await.unwrap();
    let taken = world.app.store.deliveries().take(0, 1).await.unwrap().unwrap();
    shadowtable_engine::webhook::deliver(&world.app.services, taken).await.unwrap();
    let metrics = world.get("/metrics").await.text;
    assert!(metrics.contains("shadowtable_deliveries_total{outcome=\"retried\"} 1"), "{metrics}");
    let path = format!("/api/v1/webhooks/{}/deliveries", made["id"].as_str().unwrap());
    let shown = admin.get(&path).await.ok()["items"][0].clone();
    assert_eq!((&shown["state"], &shown["attempts"]), (&json!("Pending"), &json!(1)));
    assert_eq!(shown["next_at"], "2027-01-15T08:01:00Z");
    assert!(shown["error"].as_str().unwrap().contains("refused"), "{shown}");
}

/// The one of this number, given up after one try.
fn delivery(webhook_id: &str, at: i64) -> Delivery {
    Delivery {
        id: format!("d{at}"),
        webhook_id: webhook_id.to_owned(),
        event: "failed".to_owned(),
        body: Document::default(),
        state: DeliveryState::Failed,
        attempts: at,
        next_at: 1_800_000_060_000,
        error: Some("it answered 500".to_owned()),
        created_at: 1_800_000_000_000 + at,
        version: 1,
        tried_at: Some(1_800_000_000_000),
        took_ms: Some(12),
        status: Some(500),
    }
}

#[tokio::test]
async fn deliveries_are_listed_in_pages() {
    let world = World::new().await;
    let admin = world.logged_in("root", Role::Admin).await;
    let made = admin.post("/api/v1/webhooks", &request("https://a.example/")).await.ok();
    let id = made["id"].as_str().unwrap();
    let path = format!("/api/v1/webhooks/{id}/deliveries");
    assert_eq!(admin.get(&path).await.ok()["items"], json!([]));
    for at in 0..3 {
        let mut delivery = delivery(id, at);
        if at == 2 {
            delivery.state = DeliveryState::Pending;
        }
        world.app.store.deliveries().insert(&delivery).await.unwrap();
    }
    let first = admin.get(&format!("{path}?limit=2")).await.ok();
    let ids = |part: &Value| -> Vec<String> {
        let items = part["items"].as_array().unwrap();
        items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&first), ["d2", "d1"], "the newest first");
    let newest = &first["items"][0];
    assert_eq!(
        (&newest["state"], &newest["status"], &newest["attempts"]),
        (&json!("Pending"), &json!(500), &json!(2))
    );
    assert_eq!(newest["next_at"], "2027-01-15T08:01:00Z");
    assert_eq!(first["items"][1]["next_at"], Value::Null, "it is not tried any more");
    let next = first["next"].as_str().unwrap();
    let second = admin.get(&format!("{path}?limit=2&cursor={next}")).await.ok();
    assert_eq!((ids(&second), second.get("next")), (vec!["d0".to_owned()], None));
    assert_eq!(admin.get("/api/v1/webhooks/none/deliveries").await.problem(), "not-found");
}
