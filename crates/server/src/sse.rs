//! Server-sent events: what happens to a task or an analysis, live, from where the client was.

use crate::app::App;
use crate::problem::{Code, Problem};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream::{self, Stream, StreamExt as _};
use serde_json::json;
use shadowtable_store::{AboutKind, EventFilter};
use std::convert::Infallible;
use std::time::{Duration, Instant};

/// How often the store is asked for news: any node may be the one that writes them.
const PERIOD: Duration = Duration::from_millis(500);

/// A stream ends after so long; a browser comes back by itself, and is asked again who it is.
const LONGEST: Duration = Duration::from_secs(300);

/// So many events are read at a time.
const CHUNK: i64 = 500;

/// The stream of a task or an analysis, behind the event that the client names in `Last-Event-ID`, or behind `begin`.
///
/// # Errors
/// `malformed` if that is no number.
pub fn answer(
    app: &App,
    kind: AboutKind,
    id: String,
    begin: i64,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let seq = match headers.get("last-event-id") {
        None => begin,
        Some(value) => value.to_str().ok().and_then(|text| text.parse().ok()).ok_or_else(|| {
            Problem::new(Code::Malformed, "it is the number of an event").at("Last-Event-ID")
        })?,
    };
    let place = Place { app: app.clone(), kind, id, seq, until: Instant::now() + LONGEST };
    let events = stream::unfold(place, |mut place| async move {
        let chunk = place.next().await?;
        Some((stream::iter(chunk), place))
    })
    // Whoever compresses an answer asks once more behind its end.
    .fuse();
    // A proxy that collects the answer would hold the events back.
    let no_buffer = [("x-accel-buffering", "no")];
    Ok((no_buffer, Sse::new(flat(events)).keep_alive(KeepAlive::default())).into_response())
}

fn flat<S: Stream<Item = Event>>(
    chunks: impl Stream<Item = S> + Send + 'static,
) -> impl Stream<Item = Result<Event, Infallible>> {
    chunks.flatten().map(Ok)
}

struct Place {
    app: App,
    kind: AboutKind,
    id: String,
    seq: i64,
    until: Instant,
}

impl Place {
    /// The next events, as soon as there are any; `None` when the stream ends.
    async fn next(&mut self) -> Option<Vec<Event>> {
        loop {
            let now = Instant::now();
            if now >= self.until || self.app.ending.is_cancelled() {
                return None;
            }
            let filter = EventFilter::default();
            let found = self.app.store.events().after(self.kind, &self.id, self.seq, &filter, CHUNK).await;
            let found = match found {
                Ok(found) => found,
                // The client comes back, and goes on where it was.
                Err(error) => {
                    tracing::warn!(%error, "a stream of events ends: the store can't be read");
                    return None;
                }
            };
            if let Some(last) = found.last() {
                self.seq = last.seq;
                return Some(found.into_iter().map(event).collect());
            }
            let nothing = self.app.ending.run_until_cancelled(tokio::time::sleep(PERIOD)).await;
            nothing?;
        }
    }
}

fn event(row: shadowtable_store::Event) -> Event {
    let data = json!({
        "at": crate::wire::Time(row.at),
        "who": row.who,
        "run_id": row.run_id,
        "kind": row.kind,
        "body": row.body.read::<serde_json::Value>().unwrap_or_default(),
    });
    // All of them are of the one type that browsers hear without knowing its name: the kinds are an open set.
    Event::default().id(row.seq.to_string()).data(data.to_string())
}
