//! The matrix: every route of the API, for every role, on one's own object and on another's.
//!
//! The routes come from the API's document: a route that stands in it and has no rule here fails.

use super::furniture::furnish;
use super::world::{Someone, World};
use crate::openapi;
use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};
use shadowtable_store::Role;

/// Who may call a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// Everybody.
    Public,
    /// Everybody who is logged in, for themselves.
    Own,
    /// Those who are admins everywhere.
    Admin,
    /// Those who have this role on the object's connection.
    On(Role),
}
use Rule::{Admin, On, Own, Public};

const RULES: &[(&str, &str, Rule)] = &[
    ("POST", "/login", Public),
    ("POST", "/logout", Own),
    ("POST", "/logout-everywhere", Own),
    ("GET", "/me", Own),
    ("PUT", "/me/password", Own),
    ("GET", "/tokens", Own),
    ("POST", "/tokens", Own),
    ("DELETE", "/tokens/{id}", Own),
    ("GET", "/users", Admin),
    ("POST", "/users", Admin),
    ("GET", "/users/{id}", Admin),
    ("PATCH", "/users/{id}", Admin),
    ("DELETE", "/users/{id}", Admin),
    ("GET", "/connections", Own),
    ("POST", "/connections", Admin),
    ("GET", "/connections/{id}", On(Role::Viewer)),
    ("PUT", "/connections/{id}", On(Role::Admin)),
    ("DELETE", "/connections/{id}", On(Role::Admin)),
    ("GET", "/connections/{id}/grants", On(Role::Admin)),
    ("PUT", "/connections/{id}/grants", On(Role::Admin)),
    ("POST", "/connections/test", Admin),
    ("POST", "/connections/{id}/test", On(Role::Operator)),
    ("GET", "/connections/{id}/databases", On(Role::Viewer)),
    ("GET", "/connections/{id}/databases/{database}/tables", On(Role::Viewer)),
    ("GET", "/connections/{id}/databases/{database}/shadows", On(Role::Viewer)),
    ("POST", "/connections/{id}/databases/{database}/shadows/drop", On(Role::Operator)),
    ("GET", "/analyses", Own),
    ("POST", "/analyses", On(Role::Operator)),
    ("GET", "/analyses/{id}", On(Role::Viewer)),
    ("POST", "/analyses/{id}/cancel", On(Role::Operator)),
    ("GET", "/analyses/{id}/events", On(Role::Viewer)),
    ("GET", "/analyses/{id}/pairs", On(Role::Viewer)),
    ("GET", "/analyses/{id}/pairs/{position}", On(Role::Viewer)),
    ("POST", "/analyses/{id}/skip", On(Role::Operator)),
    ("GET", "/analyses/{id}/gates", On(Role::Viewer)),
    ("GET", "/analyses/{id}/preview", On(Role::Viewer)),
    ("GET", "/tasks", Own),
    ("POST", "/tasks", On(Role::Operator)),
    ("GET", "/tasks/{id}", On(Role::Viewer)),
    ("POST", "/tasks/{id}/approve", On(Role::Approver)),
    ("POST", "/tasks/{id}/reject", On(Role::Approver)),
    ("POST", "/tasks/{id}/execute", On(Role::Operator)),
    ("POST", "/tasks/{id}/pause", On(Role::Operator)),
    ("POST", "/tasks/{id}/resume", On(Role::Operator)),
    ("POST", "/tasks/{id}/cancel", On(Role::Operator)),
    ("POST", "/tasks/{id}/retry", On(Role::Operator)),
    ("POST", "/tasks/{id}/clone", On(Role::Operator)),
    ("GET", "/schedule", Own),
    ("GET", "/tasks/{id}/pairs", On(Role::Viewer)),
    ("GET", "/tasks/{id}/pairs/{position}", On(Role::Viewer)),
    ("GET", "/tasks/{id}/preview", On(Role::Viewer)),
    ("GET", "/tasks/{id}/timeline", On(Role::Viewer)),
    ("GET", "/tasks/{id}/events", On(Role::Viewer)),
    ("GET", "/tasks/{id}/log", On(Role::Viewer)),
    ("GET", "/tasks/{id}/runs", On(Role::Viewer)),
    ("GET", "/tasks/{id}/runs/{number}", On(Role::Viewer)),
    ("GET", "/tasks/{id}/runs/{number}/progress", On(Role::Viewer)),
    ("GET", "/tasks/{id}/runs/{number}/pairs", On(Role::Viewer)),
    ("GET", "/tasks/{id}/runs/{number}/pairs/{position}/steps", On(Role::Viewer)),
    ("GET", "/webhooks", Admin),
    ("POST", "/webhooks", Admin),
    ("GET", "/webhooks/{id}", Admin),
    ("PUT", "/webhooks/{id}", Admin),
    ("DELETE", "/webhooks/{id}", Admin),
    ("POST", "/webhooks/{id}/test", Admin),
    ("GET", "/webhooks/{id}/deliveries", Admin),
    ("GET", "/settings", Own),
    ("PUT", "/settings", Admin),
    ("GET", "/audit", Admin),
    ("GET", "/openapi.json", Public),
];

/// A body that the route can read: permission is refused before anything in it is looked at.
fn body(method: &str, path: &str, id: &str) -> Value {
    let connection = json!({ "name": "new", "host": "h", "user": "u" });
    match (method, path) {
        ("POST", "/login") => json!({ "name": "nobody", "password": "nothing" }),
        ("PUT", "/me/password") => json!({ "current": "nothing", "new": "nothing at all" }),
        ("POST", "/tokens") => json!({ "name": "t", "scope": "viewer" }),
        ("POST", "/users") => json!({ "name": "new", "role": "viewer", "password": "a long password" }),
        ("POST" | "PUT", "/connections" | "/connections/{id}") => connection,
        ("PUT", "/connections/{id}/grants") => json!({ "grants": [] }),
        ("POST", "/connections/test") => json!({ "connection": connection }),
        ("POST", "/connections/{id}/databases/{database}/shadows/drop") => {
            json!({ "which": "all", "dry_run": true })
        }
        ("POST" | "PUT", "/webhooks" | "/webhooks/{id}") => {
            json!({ "name": "new", "url": "http://127.0.0.1:1/", "template": "json", "events": ["failed"] })
        }
        ("POST", "/analyses") => json!({
            "connection_id": id, "database": "shop", "request": { "prefix": "_test_", "range": "all" },
        }),
        ("POST", "/analyses/{id}/skip") => json!({ "skipped": true, "positions": [0] }),
        ("POST", "/tasks") => json!({ "analysis_id": id, "mode": "Manual", "error_policy": "Abort" }),
        _ => json!({}),
    }
}

/// Where an object is: on a connection that the caller may use, or on one that only others may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Mine,
    Others,
}

fn routes() -> Vec<(String, String)> {
    let mut routes = Vec::new();
    for (path, item) in &openapi::document().paths.paths {
        let methods = [
            ("GET", &item.get),
            ("PUT", &item.put),
            ("POST", &item.post),
            ("DELETE", &item.delete),
            ("PATCH", &item.patch),
        ];
        let path = path.strip_prefix("/api/v1").unwrap();
        for (method, _) in methods.into_iter().filter(|(_, operation)| operation.is_some()) {
            routes.push((method.to_owned(), path.to_owned()));
        }
    }
    routes
}

fn rule(method: &str, path: &str) -> Rule {
    let found = RULES.iter().find(|(one, other, _)| *one == method && *other == path);
    found.unwrap_or_else(|| panic!("{method} {path} has no rule: say in RULES who may call it")).2
}

#[test]
fn every_rule_is_of_a_route() {
    let routes = routes();
    for (method, path, _) in RULES {
        assert!(routes.iter().any(|(one, other)| one == method && other == path), "{method} {path} is gone");
    }
    for (method, path) in routes {
        rule(&method, &path);
    }
}

#[tokio::test]
async fn nobody_may_what_is_not_public() {
    let world = furnished(None).await;
    for (method, path) in routes() {
        let code = code(&world, &world.nobody(), &method, &path, Whose::Mine).await;
        let is_public = rule(&method, &path) == Public;
        assert_eq!(code.as_deref() == Some("unauthenticated"), !is_public, "{method} {path}: {code:?}");
    }
}

#[tokio::test]
async fn everybody_may_what_the_rule_says() {
    for (method, path) in routes() {
        for role in Role::ALL {
            for whose in [Whose::Mine, Whose::Others] {
                let world = furnished(Some(*role)).await;
                let user = world.app.store.users().by_name("caller").await.unwrap().unwrap();
                let caller = world.session_of(&user).await;
                let code = code(&world, &caller, &method, &path, whose).await;
                let expected = expected(rule(&method, &path), *role, whose, &path);
                let refusal = ["unauthenticated", "forbidden", "not-found"];
                let found = code.as_deref().filter(|code| refusal.contains(code));
                assert_eq!(found, expected, "{method} {path} as {role} on {whose:?}: {code:?}");
            }
        }
    }
}

/// The refusal that is due, if one is.
fn expected(rule: Rule, role: Role, whose: Whose, path: &str) -> Option<&'static str> {
    match rule {
        Public => None,
        Own if path.contains("{id}") && whose == Whose::Others => Some("not-found"),
        Own => None,
        Admin => (role != Role::Admin).then_some("forbidden"),
        On(_) if role == Role::Admin => None,
        On(_) if whose == Whose::Others => Some("not-found"),
        On(needed) => (role < needed).then_some("forbidden"),
    }
}

/// A world with a caller of this role, and with one of everything on a connection that all may use and on one that is
/// granted to somebody else.
async fn furnished(role: Option<Role>) -> World {
    let world = World::new().await;
    // A stream of events ends when the server does.
    world.app.ending.cancel();
    world.user("somebody", Role::Admin).await;
    if let Some(role) = role {
        world.user("caller", role).await;
    }
    world.connection("mine", &[]).await;
    world.connection("others", &[("somebody", Role::Operator)]).await;
    for (id, user) in [("mine", "caller"), ("others", "somebody")] {
        let token = shadowtable_store::Token {
            id: id.to_owned(),
            user_id: format!("id-of-{user}"),
            name: "t".to_owned(),
            secret_hash: format!("hash of {id}"),
            scope: "Viewer".to_owned(),
            created_at: 0,
            expires_at: None,
            used_at: None,
        };
        world.app.store.tokens().insert(&token).await.unwrap();
        world.app.store.webhooks().insert(&webhook(&world, id)).await.unwrap();
        furnish(&world, id, user).await;
    }
    world
}

/// A webhook at which nobody listens.
fn webhook(world: &World, id: &str) -> shadowtable_store::Webhook {
    shadowtable_store::Webhook {
        id: id.to_owned(),
        name: "w".to_owned(),
        url: world.app.store.seal("http://127.0.0.1:1/", id).unwrap(),
        template: "json".to_owned(),
        events: shadowtable_store::Document::from_text(r#"["failed"]"#),
        connection_id: None,
        secret: None,
        disabled: false,
        created_by: "somebody".to_owned(),
        created_at: 0,
        version: 1,
    }
}

async fn code(world: &World, who: &Someone<'_>, method: &str, path: &str, whose: Whose) -> Option<String> {
    let id = match whose {
        _ if path.starts_with("/users") => "id-of-somebody",
        Whose::Mine => "mine",
        Whose::Others => "others",
    };
    let place = path.replace("{id}", id).replace("{database}", "shop");
    let place = place.replace("{number}", "1").replace("{position}", "0");
    let query = if path == "/schedule" { "?cron=0+3+*+*+*" } else { "" };
    let request = who
        .request(Method::from_bytes(method.as_bytes()).unwrap(), &format!("/api/v1{place}{query}"))
        .header("if-match", "*")
        .header("content-type", "application/json");
    let body = if method == "GET" { Body::empty() } else { Body::from(body(method, path, id).to_string()) };
    let answer = world.send(request.body(body).unwrap()).await;
    if answer.status.is_success() { None } else { Some(answer.problem()) }
}
