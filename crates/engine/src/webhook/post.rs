//! Posting: one request, with a limit on its time and on what is read of the answer.

use super::receiver::Receivers;
use super::template::{Rendered, Template};
use crate::reading::in_words;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Response, Url};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// How long a receiver has to answer.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// How much of an answer is read, bytes.
const MOST: usize = 4096;

/// How much of an answer is told, characters.
const TOLD: usize = 200;

/// What a receiver said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// How long it took.
    pub took: Duration,
    /// Why it was not taken; `None` if it was.
    pub error: Option<String>,
}

impl Answer {
    /// Nothing was sent.
    pub fn refused(error: impl Into<String>) -> Self {
        Self { error: Some(error.into()), ..Self::default() }
    }
}

/// Posts a note.
pub async fn post(receivers: &Receivers, url: Url, template: Template, rendered: Rendered) -> Answer {
    let begin = Instant::now();
    let until = begin + PATIENCE;
    let (status, error) = match timeout_at(until, send(receivers, url, rendered)).await {
        Ok(Ok(response)) => judged(response, template, until).await,
        // The address may hold a token, and errors name it.
        Ok(Err(error)) => (None, Some(in_words(&error.without_url()))),
        Err(_) => (None, Some(format!("there was no answer within {} s", PATIENCE.as_secs()))),
    };
    Answer { status, took: begin.elapsed(), error }
}

async fn send(receivers: &Receivers, url: Url, rendered: Rendered) -> Result<Response, reqwest::Error> {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    for (name, value) in rendered.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    receivers.client()?.post(url).headers(headers).body(rendered.body).send().await
}

/// The status, and why the note was not taken, if it was not.
async fn judged(response: Response, template: Template, until: Instant) -> (Option<u16>, Option<String>) {
    let status = response.status();
    let text = beginning(response, until).await;
    let error = if status.is_redirection() {
        Some(format!("it answered {status}: redirects are not followed, give the address it leads to"))
    } else if status.is_success() {
        template.refusal(&text)
    } else {
        Some(format!("it answered {status}: {}", text.chars().take(TOLD).collect::<String>()))
    };
    (Some(status.as_u16()), error)
}

/// What the answer begins with; the rest of a long one is not waited for. One that breaks off does not take back the status
/// that came before it: some servers close a connection without a word.
async fn beginning(mut response: Response, until: Instant) -> String {
    let mut bytes = Vec::new();
    while bytes.len() < MOST
        && let Ok(Ok(Some(chunk))) = timeout_at(until, response.chunk()).await
    {
        bytes.extend_from_slice(&chunk);
    }
    bytes.truncate(MOST);
    String::from_utf8_lossy(&bytes).into_owned()
}
