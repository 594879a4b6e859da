//! For whoever operates the server: does it live, can it work, what has it done.

use crate::app::App;
use crate::problem::{Code, Problem};
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use shadowtable_store::{Claimed, RunState, Store, StoreError};

/// The process lives and answers.
pub async fn health() -> &'static str {
    "ok\n"
}

/// Requests may come: the store can be reached, and nobody has told the server to end.
pub async fn ready(State(app): State<App>) -> Result<&'static str, Problem> {
    if app.ending.is_cancelled() {
        return Err(Problem::new(Code::Unavailable, "the server is about to end"));
    }
    app.store.now().await?;
    Ok("ok\n")
}

/// What was counted, in Prometheus' text.
pub async fn metrics(State(app): State<App>) -> Result<impl IntoResponse, Problem> {
    gauges(&app.store).await?;
    Ok(([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], app.metrics.render()))
}

/// What is the store's to say: all nodes share it, and all say the same.
async fn gauges(store: &Store) -> Result<(), StoreError> {
    let now = store.now().await?;
    let runs = store.runs().tally().await?;
    for state in RunState::ALL {
        // A state in which there is no run any more must not stay as it was.
        let found = runs.iter().find(|(one, _)| one == state).map_or(0, |(_, count)| *count);
        metrics::gauge!("shadowtable_runs", "state" => state.word()).set(number(found));
    }
    metrics::gauge!("shadowtable_run_queue_oldest_seconds")
        .set(age(now, store.runs().longest_queued().await?));
    for (of, word) in [(Claimed::Run, "run"), (Claimed::Analysis, "analysis")] {
        metrics::gauge!("shadowtable_leases", "of" => word).set(number(store.leases(of, now).await?));
    }
    let (pending, oldest) = store.deliveries().queue().await?;
    metrics::gauge!("shadowtable_delivery_queue").set(number(pending));
    metrics::gauge!("shadowtable_delivery_queue_oldest_seconds").set(age(now, oldest));
    if let Some(connections) = store.connections_in_use() {
        let count = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        metrics::gauge!("shadowtable_store_connections_in_use").set(count(connections.in_use));
        metrics::gauge!("shadowtable_store_connections_max").set(count(connections.most));
    }
    Ok(())
}

fn number(count: i64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// How long ago that was, in seconds; 0 if nothing waits.
fn age(now: i64, since: Option<i64>) -> f64 {
    since.map_or(0.0, |since| f64::from(u32::try_from((now - since) / 1000).unwrap_or(0)))
}
