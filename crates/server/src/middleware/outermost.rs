//! The layers around all routes, from the outside in.

use super::client::{self, Client};
use super::headers;
use crate::app::App;
use crate::metrics;
use crate::problem::{Code, Problem};
use axum::Router;
use axum::extract::Request;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use std::any::Any;
use std::convert::Infallible;
use std::time::Duration;
use tower::ServiceBuilder;
use tower_http::ServiceBuilderExt as _;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::request_id::{MakeRequestId, RequestId};
use tower_http::trace::TraceLayer;
use tracing::{Span, field};

/// Puts the layers around the routes.
pub fn around(router: Router<App>, app: &App) -> Router<App> {
    let limits = app.settings.limits;
    router.layer(
        ServiceBuilder::new()
            .layer(from_fn_with_state(app.clone(), client::find))
            .set_x_request_id(NewId)
            .layer(TraceLayer::new_for_http().make_span_with(span).on_request(()).on_response(answered))
            .propagate_x_request_id()
            .layer(from_fn(metrics::time))
            .layer(from_fn_with_state(app.clone(), headers::add))
            .layer(CompressionLayer::new())
            .layer(CatchPanicLayer::custom(panicked))
            .layer(CsrfLayer::new().with_rejection_response(cross_site))
            .layer(from_fn(move |request, next| within(limits.answer, request, next))),
    )
}

#[derive(Clone)]
struct NewId;

impl MakeRequestId for NewId {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        uuid::Uuid::now_v7().to_string().parse().ok().map(RequestId::new)
    }
}

/// Everything that is logged while a request is worked on carries these. Queries stay out: people type into them.
fn span(request: &Request) -> Span {
    let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok());
    let client = request.extensions().get::<Client>().map(|client| client.address);
    tracing::info_span!(
        "request",
        id,
        method = %request.method(),
        path = request.uri().path(),
        client = client.map(field::display),
        user = field::Empty,
    )
}

fn answered(response: &Response, took: Duration, _: &Span) {
    tracing::info!(status = response.status().as_u16(), took_ms = took.as_millis(), "answered");
}

fn panicked(_: Box<dyn Any + Send>) -> Response {
    Problem::new(Code::Internal, "the log has the cause").into_response()
}

fn cross_site(_: tower_http::csrf::ProtectionError) -> Response {
    Problem::new(Code::CrossSite, "the headers Origin and Sec-Fetch-Site say that another site sent this")
        .into_response()
}

/// Only the beginning of an answer is waited for: a stream of events may go on as long as it likes.
async fn within(
    limit: Duration,
    request: Request,
    next: axum::middleware::Next,
) -> Result<Response, Infallible> {
    Ok(match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            Problem::new(Code::TimedOut, format!("no answer within {} s", limit.as_secs())).into_response()
        }
    })
}
