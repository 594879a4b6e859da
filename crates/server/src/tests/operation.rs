//! Health, readiness, metrics, and what holds for every request.

use super::furniture::furnish;
use super::world::{World, request};
use crate::settings::Settings;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, StatusCode};
use shadowtable_engine::task::queued_run;
use shadowtable_store::{Cause, Delivery, DeliveryState, Document};
use std::net::SocketAddr;

#[tokio::test]
async fn it_tells_how_it_is() {
    let world = World::new().await;
    assert_eq!(world.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(world.get("/readyz").await.status, StatusCode::OK);
    let metrics = world.get("/metrics").await;
    assert!(metrics.text.contains("shadowtable_http_request_seconds"), "{metrics:?}");
    assert!(metrics.text.contains("route=\"/healthz\""), "{metrics:?}");
    world.app.ending.cancel();
    assert_eq!(world.get("/readyz").await.problem(), "unavailable");
    assert_eq!(world.get("/healthz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn it_tells_what_waits_and_what_is_held() {
    let world = World::new().await;
    world.connection("c", &[]).await;
    furnish(&world, "c", "ann").await;
    let task = world.app.store.tasks().get("c").await.unwrap();
    let now = world.app.store.now().await.unwrap();
    let run = queued_run(&task, 2, Cause::Executed, None, now);
    world.app.store.runs().insert(&run).await.unwrap();
    world.pass(30);
    let shows = async |lines: &[&str]| {
        // The recorder is the whole process's: another test may tell of its own store at the same moment.
        let mut metrics = String::new();
        for _ in 0..20 {
            metrics = world.get("/metrics").await.text;
            if lines.iter().all(|line| metrics.lines().any(|one| one == *line)) {
                return;
            }
        }
        panic!("{lines:?} are not all in\n{metrics}");
    };
    shows(&[
        "shadowtable_runs{state=\"Queued\"} 1",
        "shadowtable_runs{state=\"Failed\"} 1",
        "shadowtable_run_queue_oldest_seconds 30",
        "shadowtable_leases{of=\"run\"} 0",
        "shadowtable_delivery_queue 0",
    ])
    .await;
    world.app.store.runs().claim("a node", 60_000).await.unwrap().unwrap();
    let delivery = Delivery {
        id: "d".to_owned(),
        webhook_id: "w".to_owned(),
        event: "failed".to_owned(),
        body: Document::default(),
        state: DeliveryState::Pending,
        attempts: 0,
        next_at: now,
        error: None,
        created_at: now,
        version: 1,
        tried_at: None,
        took_ms: None,
        status: None,
    };
    world.app.store.deliveries().insert(&delivery).await.unwrap();
    shows(&[
        "shadowtable_runs{state=\"Queued\"} 0",
        "shadowtable_runs{state=\"Running\"} 1",
        "shadowtable_run_queue_oldest_seconds 0",
        "shadowtable_leases{of=\"run\"} 1",
        "shadowtable_delivery_queue 1",
        "shadowtable_delivery_queue_oldest_seconds 30",
    ])
    .await;
}

#[tokio::test]
async fn every_answer_is_protected() {
    let world = World::new().await;
    for path in ["/", "/healthz", "/api/v1/openapi.json", "/api/docs", "/api/nothing"] {
        let answer = world.get(path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert!(!answer.header("cache-control").is_empty(), "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn requests_of_other_sites_are_refused() {
    let world = World::new().await;
    let check = async |headers: &[(&str, &str)], is_refused: bool| {
        let mut request = request(Method::POST, "/api/v1/nothing").header("host", "shadow.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = world.send(request.body(Body::empty()).unwrap()).await;
        let code = answer.problem();
        assert_eq!(code, if is_refused { "cross-site" } else { "not-found" }, "{headers:?}");
    };
    check(&[], false).await;
    check(&[("sec-fetch-site", "same-origin")], false).await;
    check(&[("origin", "https://shadow.example")], false).await;
    check(&[("sec-fetch-site", "cross-site")], true).await;
    check(&[("sec-fetch-site", "same-site")], true).await;
    check(&[("origin", "https://evil.example")], true).await;
    check(&[("origin", "null")], true).await;
}

#[tokio::test]
async fn whoever_comes_around_the_proxy_is_refused() {
    let world = World::with(Settings {
        listen: "0.0.0.0:1".parse().unwrap(),
        trusted_proxies: vec!["10.0.0.1/32".parse().unwrap()],
        ..Settings::default()
    })
    .await;
    let from = async |peer: &str| {
        let mut request = request(Method::GET, "/healthz").body(Body::empty()).unwrap();
        let peer: SocketAddr = format!("{peer}:1").parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        world.send(request).await
    };
    assert_eq!(from("10.0.0.1").await.status, StatusCode::OK);
    assert_eq!(from("127.0.0.1").await.status, StatusCode::OK);
    assert_eq!(from("10.0.0.2").await.problem(), "https-required");
}

#[tokio::test]
async fn nobody_but_a_proxy_names_a_request() {
    let world = World::with(Settings {
        trusted_proxies: vec!["10.0.0.1/32".parse().unwrap()],
        ..Settings::default()
    })
    .await;
    let from = async |peer: &str| {
        let request = request(Method::GET, "/healthz").header("x-request-id", "mine");
        let mut request = request.body(Body::empty()).unwrap();
        let peer: SocketAddr = format!("{peer}:1").parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        world.send(request).await.header("x-request-id").to_owned()
    };
    assert_eq!(from("10.0.0.1").await, "mine");
    assert_ne!(from("127.0.0.1").await, "mine");
}
