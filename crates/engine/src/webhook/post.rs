//! Posting: one request, with a limit on its time and on what is read of the answer.

use super::receiver::Receivers;
use super::template::{Rendered, Template};
use crate::reading::in_words;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Response, Url};
use std::time::{Duration, Instant};

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
    let answered = tokio::time::timeout(PATIENCE, send(receivers, url, template, rendered)).await;
    let (status, error) = match answered {
        Ok(Ok((status, error))) => (Some(status), error),
        // The address may hold a token, and errors name it.
        Ok(Err(error)) => (None, Some(in_words(&error.without_url()))),
        Err(_) => (None, Some(format!("there was no answer within {} s", PATIENCE.as_secs()))),
    };
    Answer { status, took: begin.elapsed(), error }
}

async fn send(
    receivers: &Receivers,
    url: Url,
    template: Template,
    rendered: Rendered,
) -> Result<(u16, Option<String>), reqwest::Error> {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    for (name, value) in rendered.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    let request = receivers.client()?.post(url).headers(headers).body(rendered.body);
    let mut response = request.send().await?;
    let status = response.status();
    let text = beginning(&mut response).await?;
    let error = if status.is_redirection() {
        Some(format!("it answered {status}: redirects are not followed, give the address it leads to"))
    } else if status.is_success() {
        template.refusal(&text)
    } else {
        Some(format!("it answered {status}: {}", text.chars().take(TOLD).collect::<String>()))
    };
    Ok((status.as_u16(), error))
}

/// What the answer begins with; the rest of a long one is not waited for.
async fn beginning(response: &mut Response) -> Result<String, reqwest::Error> {
    let mut bytes = Vec::new();
    while bytes.len() < MOST
        && let Some(chunk) = response.chunk().await?
    {
        bytes.extend_from_slice(&chunk);
    }
    bytes.truncate(MOST);
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
