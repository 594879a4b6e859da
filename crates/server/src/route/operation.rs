//! For whoever operates the server: does it live, can it work, what has it done.

use crate::app::App;
use crate::problem::{Code, Problem};
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

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
    // How many runs there are is the store's to say: all nodes share it.
    for (state, count) in app.store.runs().tally().await? {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        metrics::gauge!("shadowtable_runs", "state" => state.word()).set(count);
    }
    Ok(([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], app.metrics.render()))
}
