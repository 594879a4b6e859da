//! Settings: what an admin chooses for all nodes while they run. What is not set is as each node's configuration says.

use super::{Actor, Policy, ServiceError, Services};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shadowtable_store::{Batch, Document, Setting, StoreError};
use std::time::Duration;

/// Under which name they are kept.
const NAME: &str = "settings";

/// The longest time that can be set, days.
const LONGEST: i64 = 36_500;

const DAY: u64 = 24 * 3600;

/// What was set; everything may be absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsDocument {
    /// How people reach the console, for links in notifications.
    pub public_url: Option<String>,
    /// How many days an analysis is kept after it has ended.
    pub keep_analyses_days: Option<i64>,
    /// How many days a task is kept after it is over; for ever, if neither this nor the configuration says.
    pub keep_tasks_days: Option<i64>,
    /// How many days somebody may take to approve a task.
    pub approve_within_days: Option<i64>,
    /// How many minutes late a firing of a recurring task may be.
    pub fire_within_minutes: Option<i64>,
}

impl Services {
    /// The times and limits that hold now: what was set, over what the configuration says. They are read each time, so that
    /// a change holds on every node at once.
    ///
    /// # Errors
    /// What the store says.
    pub async fn policy_now(&self) -> Result<Policy, StoreError> {
        let (_, set) = self.settings().await?;
        Ok(set.over(&self.policy))
    }

    /// What was set, with its version: 0 if nothing ever was.
    ///
    /// # Errors
    /// What the store says.
    pub async fn settings(&self) -> Result<(i64, SettingsDocument), StoreError> {
        match self.store.settings().find(NAME).await? {
            Some(setting) => Ok((setting.version, setting.value.read()?)),
            None => Ok((0, SettingsDocument::default())),
        }
    }
}

impl SettingsDocument {
    /// The settings as which a node works.
    pub fn of(policy: &Policy) -> Self {
        let count = |time: Duration, of: u64| i64::try_from(time.as_secs() / of).unwrap_or(i64::MAX);
        Self {
            public_url: policy.public_url.clone(),
            keep_analyses_days: Some(count(policy.keep_analyses, DAY)),
            keep_tasks_days: policy.keep_tasks.map(|time| count(time, DAY)),
            approve_within_days: Some(count(policy.approve_within, DAY)),
            fire_within_minutes: Some(count(policy.fire_within, 60)),
        }
    }

    fn over(self, usual: &Policy) -> Policy {
        let Self {
            public_url,
            keep_analyses_days,
            keep_tasks_days,
            approve_within_days,
            fire_within_minutes,
        } = self;
        let time = |count: Option<i64>, of: u64| {
            count.and_then(|count| u64::try_from(count).ok()).map(|count| Duration::from_secs(count * of))
        };
        let usual = usual.clone();
        Policy {
            public_url: public_url.or(usual.public_url),
            keep_analyses: time(keep_analyses_days, DAY).unwrap_or(usual.keep_analyses),
            keep_tasks: time(keep_tasks_days, DAY).or(usual.keep_tasks),
            approve_within: time(approve_within_days, DAY).unwrap_or(usual.approve_within),
            fire_within: time(fire_within_minutes, 60).unwrap_or(usual.fire_within),
            lease: usual.lease,
            receivers: usual.receivers,
        }
    }

    fn check(&self) -> Result<(), ServiceError> {
        if let Some(url) = &self.public_url {
            let parsed = reqwest::Url::parse(url).ok();
            let is_web =
                |url: &reqwest::Url| matches!(url.scheme(), "http" | "https") && url.query().is_none();
            if !parsed.as_ref().is_some_and(is_web) {
                let sentence = "an address such as https://shadowtable.example";
                return Err(ServiceError::invalid("invalid-url", "public_url", sentence));
            }
        }
        let numbers = [
            ("keep_analyses_days", self.keep_analyses_days, LONGEST),
            ("keep_tasks_days", self.keep_tasks_days, LONGEST),
            ("approve_within_days", self.approve_within_days, LONGEST),
            ("fire_within_minutes", self.fire_within_minutes, LONGEST * 24 * 60),
        ];
        for (field, number, most) in numbers {
            if number.is_some_and(|number| !(1..=most).contains(&number)) {
                return Err(ServiceError::invalid("out-of-range", field, format!("from 1 to {most}")));
            }
        }
        Ok(())
    }
}

/// Sets all settings, if they still have this version.
///
/// # Errors
/// When a value can't be used, and `Changed` of the store if somebody else was faster.
pub async fn set_settings(
    services: &Services,
    actor: &Actor,
    version: i64,
    settings: &SettingsDocument,
) -> Result<(), ServiceError> {
    settings.check()?;
    let row = Setting { name: NAME.to_owned(), value: Document::of(settings)?, version: version.max(1) };
    let now = services.store.now().await?;
    let mut batch = Batch::new();
    if version == 0 {
        batch.insert(&row)
    } else {
        batch.save(&row)
    };
    let detail = json!(settings);
    batch.insert(&actor.audit("settings-changed", ("settings", NAME), None, &detail, now)?);
    match services.store.commit(batch).await {
        // Somebody else was the first who ever set anything.
        Err(StoreError::Exists(_)) => Err(StoreError::Changed("settings").into()),
        written => Ok(written?),
    }
}
