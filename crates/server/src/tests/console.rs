//! The console, the API's page, and what is neither.

use super::world::{World, request};
use axum::body::Body;
use axum::http::{Method, StatusCode};

#[tokio::test]
async fn an_unknown_route_of_the_api_is_a_problem() {
    let world = World::new().await;
    for path in ["/api", "/api/", "/api/v1/nothing", "/api/v2/tasks"] {
        assert_eq!(world.get(path).await.problem(), "not-found", "{path}");
    }
    let request = request(Method::DELETE, "/api/v1/openapi.json").body(Body::empty()).unwrap();
    assert_eq!(world.send(request).await.problem(), "method-not-allowed");
}

#[tokio::test]
async fn every_other_path_is_the_console() {
    let world = World::new().await;
    for path in ["/", "/tasks", "/connections/7/tables"] {
        let answer = world.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-cache");
        assert!(answer.text.contains("<title>Shadowtable"), "{path}");
    }
    assert_eq!(world.get("/assets/gone-12345678.js").await.problem(), "not-found");
    let request = request(Method::POST, "/tasks").body(Body::empty()).unwrap();
    assert_eq!(world.send(request).await.problem(), "not-found");
}

#[tokio::test]
async fn styles_have_a_nonce_of_their_own_each_time() {
    let world = World::new().await;
    let mut nonces = Vec::new();
    for _ in 0..2 {
        let answer = world.get("/api/docs").await;
        let policy = answer.header("content-security-policy").to_owned();
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
        assert!(answer.text.contains(&format!("nonce=\"{nonce}\"")), "{policy}");
        assert!(!policy.contains("unsafe") && policy.contains("default-src 'none'"), "{policy}");
        nonces.push(nonce);
    }
    assert_ne!(nonces[0], nonces[1]);
}
