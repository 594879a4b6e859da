//! Metrics: what is counted and timed, and how Prometheus reads it.

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Instant;

const REQUESTS: &str = "shadowtable_http_request_seconds";

/// The bounds of what a duration is counted under, in seconds: an answer in a millisecond, an ALTER of an hour.
const BUCKETS: [f64; 12] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0, 300.0, 3600.0];

/// The recorder of this process. There can be only one, so whoever asks again gets the same.
///
/// # Errors
/// When another part of the program records already.
pub fn recorder() -> Result<PrometheusHandle, BuildError> {
    static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();
    static INSTALLING: Mutex<()> = Mutex::new(());
    let _one_at_a_time = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = RECORDER.get() {
        return Ok(handle.clone());
    }
    let builder =
        PrometheusBuilder::new().set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BUCKETS)?;
    let handle = builder.install_recorder()?;
    metrics::describe_histogram!(REQUESTS, metrics::Unit::Seconds, "Requests by method, route and status");
    Ok(RECORDER.get_or_init(|| handle).clone())
}

/// Times every request under its route, never under its path: ids would make a series each.
pub async fn time(request: Request, next: Next) -> Response {
    let begin = Instant::now();
    let method = request.method().as_str().to_owned();
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    metrics::histogram!(REQUESTS, "method" => method, "route" => route, "status" => status)
        .record(begin.elapsed().as_secs_f64());
    response
}
