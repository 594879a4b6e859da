//! Settings: what holds for all nodes.

use serde::{Deserialize, Serialize};
use shadowtable_engine::service::SettingsDocument;
use utoipa::ToSchema;

/// What holds for all nodes, and can be changed while they run. What is absent is as each node's configuration says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// How people reach the console, for links in notifications.
    pub public_url: Option<String>,
    /// How many days an analysis is kept after it has ended; counts for those that end from now on.
    #[schema(minimum = 1, maximum = 36500)]
    pub keep_analyses_days: Option<i64>,
    /// How many days a task is kept after it is over.
    #[schema(minimum = 1, maximum = 36500)]
    pub keep_tasks_days: Option<i64>,
    /// How many days somebody may take to approve a task; counts for those that are submitted from now on.
    #[schema(minimum = 1, maximum = 36500)]
    pub approve_within_days: Option<i64>,
    /// How many minutes late a firing of a recurring task may be; one that is later is left out.
    #[schema(minimum = 1, maximum = 52560000)]
    pub fire_within_minutes: Option<i64>,
}

/// What was set, and what holds.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SettingsView {
    /// What was set.
    pub set: Settings,
    /// What holds on the node that answers: where nothing was set, its configuration. A task is kept for ever if no time is
    /// named.
    pub in_force: Settings,
}

impl From<SettingsDocument> for Settings {
    fn from(settings: SettingsDocument) -> Self {
        let SettingsDocument {
            public_url,
            keep_analyses_days,
            keep_tasks_days,
            approve_within_days,
            fire_within_minutes,
        } = settings;
        Self { public_url, keep_analyses_days, keep_tasks_days, approve_within_days, fire_within_minutes }
    }
}

impl From<Settings> for SettingsDocument {
    fn from(settings: Settings) -> Self {
        let Settings {
            public_url,
            keep_analyses_days,
            keep_tasks_days,
            approve_within_days,
            fire_within_minutes,
        } = settings;
        Self { public_url, keep_analyses_days, keep_tasks_days, approve_within_days, fire_within_minutes }
    }
}
