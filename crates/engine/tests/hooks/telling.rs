//! What is told, to whom, and what it looks like when it arrives.

use crate::receiver::{Does, Receiver, hmac};
use crate::world::{World, actor, at_once, moment, submission, until};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use shadowtable_engine::service::{Decision, ServiceError, approve, submit};
use shadowtable_store::{DeliveryState, IdempotencyKey, Mode, StoreError, TaskState, Webhook, new_id};
use std::time::Duration;

const ALL: [&str; 5] = ["finished", "failed", "approval-wanted", "drift-found", "needs-attention"];

#[tokio::test]
async fn a_run_that_ends_is_told_once_and_signed() {
    let world = World::new().await;
    let receiver = Receiver::that([]).await;
    let webhook = world.webhook(&receiver, "json", &ALL).await;
    let task = world.submit(&at_once()).await;
    let _node = world.node();
    until("it arrives", async || !receiver.got().is_empty()).await;
    until("it is written down", async || {
        world.deliveries(&webhook).await.iter().all(|one| one.state == DeliveryState::Delivered)
    })
    .await;
    moment().await;
    let got = receiver.got();
    assert_eq!(got.len(), 1, "{got:?}");
    let note = got[0].json();
    assert_eq!(note["event"], "failed");
    assert_eq!(note["title"], "Task #1 failed");
    assert_eq!(note["task"]["id"], task.id.as_str());
    assert_eq!(note["task"]["database"], "shop");
    assert_eq!(note["task"]["connection"], "nowhere");
    assert_eq!(note["task"]["environment"], "staging");
    assert_eq!(note["task"]["created_by"], "olga");
    assert_eq!(note["run"]["state"], "Failed");
    assert_eq!(note["run"]["number"], 1);
    assert!(note["reason"].as_str().unwrap().contains("127.0.0.1"), "{note}");
    assert_eq!(note["link"], serde_json::Value::Null, "nobody said how this server is reached");

    let delivery = &world.deliveries(&webhook).await[0];
    assert_eq!((delivery.attempts, delivery.status, delivery.error.as_deref()), (1, Some(200), None));
    assert_eq!(got[0].header("shadowtable-delivery"), delivery.id);
    assert_eq!(note["id"], delivery.id.as_str());
    assert_eq!(got[0].header("shadowtable-event"), "failed");
    assert!(got[0].header("content-type").starts_with("application/json"));
    let timestamp = got[0].header("shadowtable-timestamp");
    assert_eq!(timestamp, "1800000000");
    let signed = [timestamp.as_bytes(), b".", got[0].body.as_bytes()].concat();
    let hex: String = hmac(b"SECret", &signed).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(got[0].header("shadowtable-signature"), format!("sha256={hex}"));
}

#[tokio::test]
async fn approval_is_wanted_once_and_its_end_is_told() {
    let mut world = World::new().await;
    world.guard().await;
    let receiver = Receiver::that([]).await;
    world.webhook(&receiver, "json", &ALL).await;
    let _node = world.node();
    let first = world.submit(&submission(Mode::Manual)).await;
    until("approval is wanted", async || receiver.got().len() == 1).await;
    assert_eq!(receiver.told("title"), ["Task #1 wants approval"]);
    assert_eq!(receiver.got()[0].json()["task"]["number"], 1);
    approve(&world.services, &actor("anna"), &first, Decision::Reject, None).await.unwrap();
    // One that nobody approves in time.
    world.submit(&submission(Mode::At)).await;
    until("approval is wanted again", async || receiver.got().len() == 2).await;
    world.turn(Duration::from_secs(3601));
    until("its end is told", async || receiver.got().len() == 3).await;
    moment().await;
    assert_eq!(receiver.told("event"), ["approval-wanted", "approval-wanted", "failed"]);
    let last = receiver.got()[2].json();
    assert_eq!(last["title"], "Task #2 expired and will not run");
    assert_eq!(last["reason"], "its time came before it was approved");
}

#[tokio::test]
async fn only_who_wants_it_is_told() {
    let world = World::new().await;
    let receiver = Receiver::that([]).await;
    let other = world.draft(&receiver.url, "json", &["finished", "drift-found"]);
    let elsewhere = Webhook { connection_id: Some(new_id()), ..world.draft(&receiver.url, "json", &ALL) };
    let off = Webhook { disabled: true, ..world.draft(&receiver.url, "json", &ALL) };
    let here = Webhook {
        connection_id: Some(world.connection.id.clone()),
        ..world.draft(&receiver.url, "json", &["failed"])
    };
    for webhook in [&other, &elsewhere, &off, &here] {
        world.services.store.webhooks().insert(webhook).await.unwrap();
    }
    world.submit(&at_once()).await;
    let _node = world.node();
    until("it arrives", async || !receiver.got().is_empty()).await;
    moment().await;
    assert_eq!(receiver.got().len(), 1);
    assert_eq!(world.deliveries(&here).await.len(), 1);
}

/// What is not done is not told: the note is in the batch of the change.
#[tokio::test]
async fn a_change_that_is_refused_is_not_told() {
    let mut world = World::new().await;
    world.guard().await;
    let receiver = Receiver::that([]).await;
    let webhook = world.webhook(&receiver, "json", &ALL).await;
    let analysis = world.analysis().await;
    let key = IdempotencyKey {
        user_id: "u".to_owned(),
        key: "k".to_owned(),
        route: "tasks".to_owned(),
        object_id: String::new(),
        body_hash: "h".to_owned(),
        at: 0,
    };
    let once = async || {
        let of = (&world.connection, &analysis);
        submit(&world.services, &actor("olga"), of, &at_once(), Some(key.clone())).await
    };
    once().await.unwrap();
    let twice = once().await;
    assert!(
        matches!(twice, Err(ServiceError::Store(StoreError::Exists(_) | StoreError::Changed(_)))),
        "{twice:?}"
    );
    assert_eq!(world.deliveries(&webhook).await.len(), 1);
}

#[tokio::test]
async fn chats_get_their_own_words_and_signatures() {
    let world = World::new().await;
    let refusal = r#"{"errcode":310000,"errmsg":"sign not match"}"#;
    let dingtalk =
        Receiver::that([Does::Answers(200, refusal), Does::Answers(200, r#"{"errcode":0}"#)]).await;
    let feishu = Receiver::that([Does::Answers(200, r#"{"code":0}"#)]).await;
    let slack = Receiver::that([Does::Answers(200, "ok")]).await;
    let webhook = world.webhook(&dingtalk, "dingtalk", &["failed"]).await;
    world.webhook(&feishu, "feishu", &["failed"]).await;
    world.webhook(&slack, "slack", &["failed"]).await;
    world.submit(&at_once()).await;
    let _node = world.node();
    let all = [&dingtalk, &feishu, &slack];
    until("all arrive", async || all.iter().all(|one| !one.got().is_empty())).await;

    let ding = &dingtalk.got()[0];
    assert_eq!(ding.json()["msgtype"], "markdown");
    let parameters: Vec<(String, String)> = reqwest::Url::parse(&format!("http://h/?{}", ding.query))
        .unwrap()
        .query_pairs()
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let sign = STANDARD.encode(hmac(b"SECret", b"1800000000000\nSECret"));
    let expected = [("token", "t"), ("timestamp", "1800000000000"), ("sign", sign.as_str())];
    assert_eq!(parameters, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));

    let lark = feishu.got()[0].json();
    assert_eq!(lark["msg_type"], "interactive");
    assert_eq!(lark["timestamp"], "1800000000");
    assert_eq!(lark["sign"], STANDARD.encode(hmac(b"1800000000\nSECret", b"")));
    assert_eq!(slack.got()[0].json()["text"], "Task #1 failed");

    // DingTalk has refused it with success.
    until("it is written down", async || world.deliveries(&webhook).await[0].error.is_some()).await;
    let delivery = world.deliveries(&webhook).await.remove(0);
    assert_eq!(delivery.state, DeliveryState::Pending);
    assert_eq!(delivery.error.as_deref(), Some("it answered 310000: sign not match"));
    world.turn(Duration::from_secs(61));
    until("it is taken", async || world.deliveries(&webhook).await[0].state == DeliveryState::Delivered)
        .await;
}

#[tokio::test]
async fn whoever_cancels_a_run_that_waits_is_told_nothing_new() {
    let world = World::new().await;
    let receiver = Receiver::that([]).await;
    let webhook = world.webhook(&receiver, "json", &ALL).await;
    let task = world.submit(&at_once()).await;
    let task =
        shadowtable_engine::service::cancel(&world.services, &actor("olga"), &task, None).await.unwrap();
    assert_eq!(task.state, TaskState::Cancelled);
    assert!(world.deliveries(&webhook).await.is_empty());
}
