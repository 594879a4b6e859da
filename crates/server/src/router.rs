//! All routes, on one page.

use crate::app::App;
use crate::middleware::outermost;
use crate::problem::{Code, Problem};
use crate::route::{
    analyses, audit, connections, grants, history, login, me, operation, pairs, runs, settings, targets,
    tasks, tokens, users, webhooks,
};
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
        .merge(analyses())
        .merge(tasks())
        .merge(notifications())
        .routes(routes!(settings::get_settings, settings::change_settings))
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
        .routes(routes!(targets::test_new_connection))
        .routes(routes!(targets::test_connection))
        .routes(routes!(targets::list_databases))
        .routes(routes!(targets::list_tables))
        .routes(routes!(targets::list_shadows))
        .routes(routes!(targets::preview_drop))
}

fn analyses() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(analyses::list_analyses, analyses::create_analysis))
        .routes(routes!(analyses::get_analysis))
        .routes(routes!(analyses::cancel_analysis))
        .routes(routes!(analyses::watch_analysis))
        .routes(routes!(pairs::list_analysis_pairs))
        .routes(routes!(pairs::get_analysis_pair))
        .routes(routes!(pairs::skip_pairs))
        .routes(routes!(pairs::list_gates))
        .routes(routes!(pairs::preview_analysis))
}

fn tasks() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(tasks::list_tasks, tasks::submit_task))
        .routes(routes!(tasks::get_task))
        .routes(routes!(tasks::approve_task))
        .routes(routes!(tasks::reject_task))
        .routes(routes!(tasks::execute_task))
        .routes(routes!(tasks::pause_task))
        .routes(routes!(tasks::resume_task))
        .routes(routes!(tasks::cancel_task))
        .routes(routes!(tasks::retry_task))
        .routes(routes!(tasks::clone_task))
        .routes(routes!(tasks::preview_schedule))
        .merge(records())
}

fn records() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(pairs::list_task_pairs))
        .routes(routes!(pairs::get_task_pair))
        .routes(routes!(pairs::preview_task))
        .routes(routes!(history::get_timeline))
        .routes(routes!(history::watch_task))
        .routes(routes!(history::download_log))
        .routes(routes!(runs::list_runs))
        .routes(routes!(runs::get_run))
        .routes(routes!(runs::get_progress))
        .routes(routes!(runs::list_run_pairs))
        .routes(routes!(runs::list_steps))
}

fn notifications() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(webhooks::list_webhooks, webhooks::create_webhook))
        .routes(routes!(webhooks::get_webhook, webhooks::change_webhook, webhooks::delete_webhook))
        .routes(routes!(webhooks::test_webhook))
        .routes(routes!(webhooks::list_deliveries))
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
