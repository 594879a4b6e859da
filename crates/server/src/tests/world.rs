//! A server without a network: requests go through the router, its store is in memory.

use crate::app::{App, Parts};
use crate::auth::session;
use crate::middleware::client::Client;
use crate::settings::Settings;
use crate::{metrics, router};
use axum::Router;
use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::Value;
use shadowtable_engine::service::{Policy, Services};
use shadowtable_store::{
    Clock, Connection, Document, DriftPolicy, Grant, Hidden, MasterKey, Role, Store, User,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

/// A server with a store and a clock of its own.
pub struct World {
    pub app: App,
    router: Router,
    clock: Arc<AtomicI64>,
}

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

/// Somebody who sends requests: a user with a cookie, a program with a token, or nobody.
pub struct Someone<'a> {
    world: &'a World,
    header: Option<(&'static str, String)>,
}

impl World {
    pub async fn new() -> Self {
        Self::with(Settings::default()).await
    }

    pub async fn with(settings: Settings) -> Self {
        let clock = Arc::new(AtomicI64::new(1_800_000_000_000));
        let backend = shadowtable_store::backend::sqlite::Sqlite::memory().unwrap();
        let time = Clock::manual(Arc::clone(&clock));
        let store = Store::open_with(Arc::new(backend), MasterKey::generate(), time).await.unwrap();
        let app = App::new(Parts {
            settings,
            services: Services { store: store.clone(), policy: Policy::default() },
            store,
            metrics: metrics::recorder().unwrap(),
            ending: CancellationToken::new(),
        });
        Self { router: router::router(&app), app, clock }
    }

    /// Lets time pass.
    pub fn pass(&self, seconds: i64) {
        self.clock.fetch_add(seconds * 1_000, Ordering::SeqCst);
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let (head, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        // A compressed body is no text; whoever asks for one looks at the headers.
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: head.status, headers: head.headers, text }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.nobody().get(path).await
    }

    pub fn nobody(&self) -> Someone<'_> {
        Someone { world: self, header: None }
    }

    pub fn with_cookie(&self, cookie: &str) -> Someone<'_> {
        Someone { world: self, header: Some(("cookie", cookie.to_owned())) }
    }

    pub fn with_token(&self, token: &str) -> Someone<'_> {
        Someone { world: self, header: Some(("authorization", format!("Bearer {token}"))) }
    }

    /// A user who can't log in, since nothing has this hash.
    pub async fn user(&self, name: &str, role: Role) -> User {
        let user = User {
            id: format!("id-of-{name}"),
            name: name.to_owned(),
            password_hash: Hidden::new("$argon2id$none"),
            role,
            disabled: false,
            must_change: false,
            created_at: self.app.store.now().await.unwrap(),
            version: 1,
        };
        self.app.store.users().insert(&user).await.unwrap();
        user
    }

    /// A user who is logged in.
    pub async fn logged_in(&self, name: &str, role: Role) -> Someone<'_> {
        let user = self.user(name, role).await;
        self.session_of(&user).await
    }

    pub async fn session_of(&self, user: &User) -> Someone<'_> {
        let client = Client { address: [127, 0, 0, 1].into(), is_secure: false };
        let now = self.app.store.now().await.unwrap();
        let (row, cookie) = session::begun(&self.app, user, &client, now).unwrap();
        self.app.store.sessions().insert(&row).await.unwrap();
        self.with_cookie(&format!("{}={}", cookie.name(), cookie.value()))
    }

    /// A connection that leads nowhere; with grants, if there are any.
    pub async fn connection(&self, id: &str, grants: &[(&str, Role)]) -> Connection {
        let row = Connection {
            id: id.to_owned(),
            name: format!("connection {id}"),
            host: Some("127.0.0.1".to_owned()),
            port: Some(1),
            socket: None,
            user: "nobody".to_owned(),
            password: None,
            ssl_mode: None,
            ssl_ca: None,
            defaults: Document::default(),
            environment: None,
            color: None,
            needs_approval: false,
            drift_on_approval: DriftPolicy::Refuse,
            created_by: "somebody".to_owned(),
            created_at: self.app.store.now().await.unwrap(),
            version: 1,
            server: None,
            tested_at: None,
        };
        self.app.store.connections().insert(&row).await.unwrap();
        for (user, role) in grants {
            let (user_id, connection_id) = (format!("id-of-{user}"), id.to_owned());
            self.app.store.grants().insert(&Grant { user_id, connection_id, role: *role }).await.unwrap();
        }
        row
    }
}

pub fn request(method: Method, path: &str) -> Builder {
    Request::builder().method(method).uri(path)
}

impl Someone<'_> {
    pub fn request(&self, method: Method, path: &str) -> Builder {
        let request = request(method, path);
        match &self.header {
            Some((name, value)) => request.header(*name, value),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.world.send(self.request(Method::GET, path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::POST, path), body).await
    }

    /// As POST, with an idempotency key.
    pub async fn post_once(&self, path: &str, key: &str, body: &Value) -> Answer {
        self.send(self.request(Method::POST, path).header("idempotency-key", key), body).await
    }

    /// A change of the version of this ETag.
    pub async fn change(&self, method: Method, path: &str, etag: &str, body: &Value) -> Answer {
        self.send(self.request(method, path).header("if-match", etag), body).await
    }

    pub async fn delete(&self, path: &str, etag: &str) -> Answer {
        let request = self.request(Method::DELETE, path).header("if-match", etag);
        self.world.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn send(&self, request: Builder, body: &Value) -> Answer {
        let request = request.header("content-type", "application/json");
        self.world.send(request.body(Body::from(body.to_string())).unwrap()).await
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The body of a success.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert!(self.status.is_success(), "{self:?}");
        if self.text.is_empty() { Value::Null } else { self.json() }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The cookie that was set, as a browser sends it back, and its attributes.
    #[track_caller]
    pub fn cookie(&self) -> (String, String) {
        let (pair, attributes) = self.header("set-cookie").split_once("; ").unwrap();
        (pair.to_owned(), attributes.to_owned())
    }

    /// The code of the problem, which must be one.
    #[track_caller]
    pub fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        let body = self.json();
        assert_eq!(body["status"], self.status.as_u16(), "{self:?}");
        body["code"].as_str().unwrap().to_owned()
    }

    /// The field at fault.
    #[track_caller]
    pub fn field(&self) -> String {
        self.problem();
        self.json()["field"].as_str().unwrap_or_default().to_owned()
    }
}
