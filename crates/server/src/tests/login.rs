//! Logging in and out, sessions, one's own password.

use super::world::{Answer, World};
use crate::auth::password;
use crate::settings::Settings;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, StatusCode};
use serde_json::json;
use shadowtable_store::{AuditFilter, Page, Role};
use std::net::SocketAddr;

const PASSWORD: &str = "a long password";

async fn with_ann() -> World {
    let world = World::new().await;
    let mut ann = world.user("ann", Role::Operator).await;
    ann.password_hash = password::hash(PASSWORD.to_owned()).await.unwrap();
    world.app.store.users().save(&mut ann).await.unwrap();
    world
}

async fn log_in(world: &World, name: &str, password: &str) -> Answer {
    world.nobody().post("/api/v1/login", &json!({ "name": name, "password": password })).await
}

#[tokio::test]
async fn a_session_begins_and_ends() {
    let world = with_ann().await;
    let answer = log_in(&world, "ann", PASSWORD).await;
    assert_eq!(answer.ok()["user"]["name"], "ann");
    let (cookie, attributes) = answer.cookie();
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(attributes.contains(attribute), "{attributes}");
    }
    assert!(!attributes.contains("Secure"), "plain HTTP on loopback: {attributes}");
    let ann = world.with_cookie(&cookie);
    let me = ann.get("/api/v1/me").await.ok();
    assert_eq!((&me["role"], &me["via"]), (&json!("operator"), &json!("session")));
    let answer = ann.post("/api/v1/logout", &json!({})).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert!(answer.cookie().1.contains("Max-Age=0"));
    assert_eq!(ann.get("/api/v1/me").await.problem(), "unauthenticated");
}

#[tokio::test]
async fn over_https_the_cookie_is_for_this_host_only() {
    let world = World::with(Settings {
        trusted_proxies: vec!["10.0.0.1/32".parse().unwrap()],
        ..Settings::default()
    })
    .await;
    let mut ann = world.user("ann", Role::Viewer).await;
    ann.password_hash = password::hash(PASSWORD.to_owned()).await.unwrap();
    world.app.store.users().save(&mut ann).await.unwrap();
    let mut request = world
        .nobody()
        .request(Method::POST, "/api/v1/login")
        .header("x-forwarded-proto", "https")
        .header("content-type", "application/json")
        .body(Body::from(json!({ "name": "ann", "password": PASSWORD }).to_string()))
        .unwrap();
    let proxy: SocketAddr = "10.0.0.1:1".parse().unwrap();
    request.extensions_mut().insert(ConnectInfo(proxy));
    let (cookie, attributes) = world.send(request).await.cookie();
    assert!(cookie.starts_with("__Host-shadowtable-session="), "{cookie}");
    assert!(attributes.contains("Secure"), "{attributes}");
}

#[tokio::test]
async fn a_login_takes_the_place_of_the_session_before() {
    let world = with_ann().await;
    let (first, _) = log_in(&world, "ann", PASSWORD).await.cookie();
    let body = json!({ "name": "ann", "password": PASSWORD });
    let (second, _) = world.with_cookie(&first).post("/api/v1/login", &body).await.cookie();
    assert_ne!(first, second);
    assert_eq!(world.with_cookie(&first).get("/api/v1/me").await.problem(), "unauthenticated");
    world.with_cookie(&second).get("/api/v1/me").await.ok();
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_sound_alike() {
    let world = with_ann().await;
    let wrong = log_in(&world, "ann", "not the password").await;
    let unknown = log_in(&world, "nobody", PASSWORD).await;
    assert_eq!(wrong.problem(), "wrong-credentials");
    assert_eq!(wrong.text, unknown.text);
    let filter = AuditFilter { actions: vec!["login-failed".to_owned()], ..AuditFilter::default() };
    assert_eq!(world.app.store.audit().count(&filter).await.unwrap(), 2);
}

#[tokio::test]
async fn who_guesses_waits() {
    let world = with_ann().await;
    let mut answers = Vec::new();
    for _ in 0..6 {
        answers.push(log_in(&world, "ann", "not the password").await.problem());
    }
    assert_eq!(answers[..5], ["wrong-credentials"; 5]);
    assert_eq!(answers[5], "too-many-requests");
    // Not even the right one is looked at now.
    let answer = log_in(&world, "ann", PASSWORD).await;
    assert_eq!(answer.problem(), "too-many-requests");
    assert_eq!(answer.header("retry-after"), "1");
    world.pass(1);
    log_in(&world, "ann", PASSWORD).await.ok();
}

#[tokio::test]
async fn sessions_end_by_themselves() {
    let world = World::new().await;
    let ann = world.logged_in("ann", Role::Viewer).await;
    let hour = 3_600;
    for _ in 0..4 {
        world.pass(7 * hour);
        ann.get("/api/v1/me").await.ok();
    }
    world.pass(8 * hour);
    assert_eq!(ann.get("/api/v1/me").await.problem(), "unauthenticated");
    let ben = world.logged_in("ben", Role::Viewer).await;
    for _ in 0..24 {
        ben.get("/api/v1/me").await.ok();
        world.pass(7 * hour);
    }
    assert_eq!(ben.get("/api/v1/me").await.problem(), "unauthenticated", "a week is over");
}

#[tokio::test]
async fn logging_out_everywhere_ends_all_sessions() {
    let world = World::new().await;
    let user = world.user("ann", Role::Viewer).await;
    let (here, there) = (world.session_of(&user).await, world.session_of(&user).await);
    let answer = here.post("/api/v1/logout-everywhere", &json!({})).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    for session in [here, there] {
        assert_eq!(session.get("/api/v1/me").await.problem(), "unauthenticated");
    }
}

#[tokio::test]
async fn a_first_password_is_changed_before_anything_else() {
    let world = with_ann().await;
    let mut user = world.app.store.users().by_name("ann").await.unwrap().unwrap();
    user.must_change = true;
    world.app.store.users().save(&mut user).await.unwrap();
    let (cookie, _) = log_in(&world, "ann", PASSWORD).await.cookie();
    let ann = world.with_cookie(&cookie);
    assert_eq!(ann.get("/api/v1/me").await.ok()["must_change_password"], true);
    assert_eq!(ann.get("/api/v1/connections").await.problem(), "password-change-required");
    let change = async |current: &str, new: &str| {
        let body = json!({ "current": current, "new": new });
        ann.send(ann.request(Method::PUT, "/api/v1/me/password"), &body).await
    };
    assert_eq!(change("wrong password", "another long one").await.problem(), "wrong-credentials");
    assert_eq!(change(PASSWORD, "short").await.field(), "new");
    let (fresh, _) = change(PASSWORD, "another long one").await.cookie();
    assert_eq!(ann.get("/api/v1/me").await.problem(), "unauthenticated", "the session was rotated");
    world.with_cookie(&fresh).get("/api/v1/connections").await.ok();
    assert_eq!(log_in(&world, "ann", PASSWORD).await.problem(), "wrong-credentials");
    log_in(&world, "ann", "another long one").await.ok();
}

#[tokio::test]
async fn a_disabled_user_is_out_at_once() {
    let world = with_ann().await;
    let (cookie, _) = log_in(&world, "ann", PASSWORD).await.cookie();
    let mut user = world.app.store.users().by_name("ann").await.unwrap().unwrap();
    user.disabled = true;
    world.app.store.users().save(&mut user).await.unwrap();
    assert_eq!(world.with_cookie(&cookie).get("/api/v1/me").await.problem(), "unauthenticated");
    assert_eq!(log_in(&world, "ann", PASSWORD).await.problem(), "wrong-credentials");
}

#[tokio::test]
async fn logins_are_in_the_audit_log() {
    let world = with_ann().await;
    log_in(&world, "ann", PASSWORD).await.ok();
    let log = world.app.store.audit().list(&AuditFilter::default(), &Page::default()).await.unwrap();
    let entry = log.rows.first().unwrap();
    assert_eq!((entry.action.as_str(), entry.who.as_deref()), ("login", Some("ann")));
    assert_eq!(entry.client.as_deref(), Some("127.0.0.1"));
}
