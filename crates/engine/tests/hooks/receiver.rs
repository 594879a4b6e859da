//! A receiver: a real HTTP server that does what it is told, and remembers what it got.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt as _, stream};
use sha2::{Digest as _, Sha256};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What it does with a request.
#[derive(Clone, Debug)]
pub enum Does {
    /// Answers with this status and body.
    Answers(u16, &'static str),
    /// Sends the client elsewhere.
    Redirects(String),
    /// Takes the request and never answers.
    Hangs,
    /// Answers with more than anybody wants to read.
    Babbles,
    /// Answers with 200, begins a body, and breaks the connection off.
    BreaksOff,
    /// Answers with 200, begins a body, and never ends it.
    Trails,
}

/// What it got.
#[derive(Clone, Debug)]
pub struct Got {
    pub headers: HeaderMap,
    pub query: String,
    pub body: String,
}

#[derive(Clone)]
pub struct Receiver {
    pub url: String,
    inner: Arc<Mutex<Inner>>,
}

struct Inner {
    does: VecDeque<Does>,
    got: Vec<Got>,
}

impl Receiver {
    /// One that does these things in turn, and then takes everything.
    pub async fn that(does: impl IntoIterator<Item = Does>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook?token=t", listener.local_addr().unwrap());
        let inner = Inner { does: does.into_iter().collect(), got: Vec::new() };
        let receiver = Self { url, inner: Arc::new(Mutex::new(inner)) };
        let router = Router::new().fallback(receive).with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        receiver
    }

    /// Everything that it got until now.
    pub fn got(&self) -> Vec<Got> {
        self.inner.lock().unwrap().got.clone()
    }

    /// The bodies that it got, each with this field.
    pub fn told(&self, field: &str) -> Vec<String> {
        self.got().iter().map(|got| got.json()[field].as_str().unwrap_or_default().to_owned()).collect()
    }
}

async fn receive(State(receiver): State<Receiver>, headers: HeaderMap, uri: Uri, body: Bytes) -> Response {
    let does = {
        let mut inner = receiver.inner.lock().unwrap();
        let query = uri.query().unwrap_or_default().to_owned();
        inner.got.push(Got { headers, query, body: String::from_utf8(body.to_vec()).unwrap() });
        inner.does.pop_front().unwrap_or(Does::Answers(200, "{}"))
    };
    match does {
        Does::Answers(status, body) => (StatusCode::from_u16(status).unwrap(), body).into_response(),
        Does::Redirects(to) => (StatusCode::FOUND, [(header::LOCATION, to)]).into_response(),
        Does::Hangs => std::future::pending().await,
        Does::BreaksOff => begun(async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            Err(std::io::Error::other("broken off"))
        }),
        Does::Trails => begun(std::future::pending()),
        Does::Babbles => "x".repeat(64 << 20).into_response(),
    }
}

/// An answer whose body begins, and goes on as it says.
fn begun(rest: impl Future<Output = std::io::Result<Bytes>> + Send + 'static) -> Response {
    let first = stream::once(async { Ok(Bytes::from_static(b"beg")) });
    Body::from_stream(first.chain(stream::once(rest))).into_response()
}

impl Got {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// HMAC-SHA256 as RFC 2104 writes it down, for keys of at most 64 bytes: computed without the program's own way to it.
pub fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    let padded = |with: u8| (0..64).map(|at| key.get(at).copied().unwrap_or(0) ^ with).collect::<Vec<u8>>();
    let inner = Sha256::digest([padded(0x36), text.to_vec()].concat());
    Sha256::digest([padded(0x5c), inner.to_vec()].concat()).to_vec()
}
