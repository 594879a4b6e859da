//! Settings: what admins choose for all nodes while they run.

use crate::app::App;
use crate::auth::caller::{Admin, Caller};
use crate::etag::{Expected, Versioned};
use crate::problem::Problem;
use crate::request::Body;
use crate::wire::settings::{Settings, SettingsView};
use axum::extract::State;
use shadowtable_engine::service::{SettingsDocument, set_settings};

/// The settings
#[utoipa::path(
    get, path = "/settings", tag = "settings",
    responses((status = OK, description = "What was set and what holds; the ETag is for changing it", body = SettingsView)),
)]
pub async fn get_settings(State(app): State<App>, _: Caller) -> Result<Versioned<SettingsView>, Problem> {
    view(&app).await
}

/// Change the settings
///
/// All of them are sent; what is absent is as the configuration says again. They hold on every node at once.
#[utoipa::path(
    put, path = "/settings", tag = "settings", request_body = Settings,
    params(("If-Match" = String, Header, description = "The ETag of what was seen")),
    responses((status = OK, description = "The settings as they are now", body = SettingsView)),
)]
pub async fn change_settings(
    State(app): State<App>,
    Admin(caller): Admin,
    expected: Expected,
    Body(settings): Body<Settings>,
) -> Result<Versioned<SettingsView>, Problem> {
    let (version, _) = app.services.settings().await?;
    expected.check(version)?;
    set_settings(&app.services, &caller.actor(), version, &settings.into()).await?;
    view(&app).await
}

async fn view(app: &App) -> Result<Versioned<SettingsView>, Problem> {
    let (version, set) = app.services.settings().await?;
    let in_force = SettingsDocument::of(&app.services.policy_now().await?);
    Ok(Versioned(version, SettingsView { set: set.into(), in_force: in_force.into() }))
}
