//! All routes, on one page.

use crate::app::App;
use crate::middleware::outermost;
use crate::problem::{Code, Problem};
use crate::route::{audit, connections, grants, login, me, operation, tokens, users};
use crate::{console, docs, openapi};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of the API, under `/api/v1`.
fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(access())
        .merge(connections())
        .routes(routes!(audit::list_audit))
        .routes(routes!(openapi::get_openapi))
}

fn access() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(login::log_in))
        .routes(routes!(login::log_out))
        .routes(routes!(login::log_out_everywhere))
        .routes(routes!(me::get_me))
        .routes(routes!(me::change_password))
        .routes(routes!(tokens::list_tokens, tokens::create_token))
        .routes(routes!(tokens::delete_token))
        .routes(routes!(users::list_users, users::create_user))
        .routes(routes!(users::get_user, users::change_user, users::delete_user))
}

fn connections() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(connections::list_connections, connections::create_connection))
        .routes(routes!(
            connections::get_connection,
            connections::change_connection,
            connections::delete_connection
        ))
        .routes(routes!(grants::get_grants, grants::set_grants))
}

/// The document that describes the API.
pub fn document() -> OpenApi {
    described(OpenApiRouter::with_openapi(openapi::base()).nest("/api/v1", api())).1
}

/// Everything that the server answers.
pub fn router(app: &App) -> Router {
    let (api, _) = described(OpenApiRouter::with_openapi(openapi::base()).nest("/api/v1", api()));
    let routes = api
        .route("/api/docs", get(docs::page))
        .route("/healthz", get(operation::health))
        .route("/readyz", get(operation::ready))
        .route("/metrics", get(operation::metrics))
        .fallback(console::file)
        .method_not_allowed_fallback(async || {
            Problem::new(Code::Method, "the path exists, with other methods")
        })
        .layer(DefaultBodyLimit::max(app.settings.limits.body));
    outermost::around(routes, app).with_state(app.clone())
}

fn described(router: OpenApiRouter<App>) -> (Router<App>, OpenApi) {
    let (router, mut document) = router.split_for_parts();
    openapi::complete(&mut document);
    (router, document)
}
