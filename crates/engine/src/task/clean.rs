//! What is cleaned away by itself: analyses whose time is over, and what nobody can use any more.

use super::fire::unless_changed;
use crate::service::{ServiceError, Services};
use shadowtable_store::TaskState;

/// How many analyses and tasks are cleaned in one go.
const AT_ONCE: i64 = 20;

/// The states in which nothing happens to a task by itself any more.
const OVER: [TaskState; 4] =
    [TaskState::Finished, TaskState::Cancelled, TaskState::Rejected, TaskState::Expired];

const DAY: i64 = 24 * 3_600_000;

/// How long idempotency keys, deliveries that are over, and nodes that are gone are remembered, ms.
const REMEMBERED: i64 = 7 * DAY;

/// A session that nobody used for so long is over, whatever the server's own times are, ms.
const UNUSED_SESSION: i64 = 31 * DAY;

/// Cleans up. Tasks have their own copy of what was analyzed, and go when they have been over for as long as was set, and so
/// do runs that others have followed: a recurring task is never over. What the audit log says of them stays.
///
/// # Errors
/// What the store says.
pub async fn clean(services: &Services) -> Result<(), ServiceError> {
    let store = &services.store;
    let now = store.now().await?;
    for analysis in store.analyses().expired(now, AT_ONCE).await? {
        unless_changed(store.analyses().remove(&analysis).await.map_err(ServiceError::from))?;
    }
    if let Some(keep) = services.policy_now().await?.keep_tasks {
        let before = now.saturating_sub(i64::try_from(keep.as_millis()).unwrap_or(i64::MAX));
        for task in store.tasks().unchanged_since(&OVER, before, AT_ONCE).await? {
            unless_changed(store.tasks().remove(&task).await.map_err(ServiceError::from))?;
        }
        for run in store.runs().followed_since(before, AT_ONCE).await? {
            unless_changed(store.runs().remove(&run).await.map_err(ServiceError::from))?;
        }
    }
    store.idempotency().clean(now - REMEMBERED).await?;
    store.deliveries().clean(now - REMEMBERED).await?;
    store.nodes().clean(now - REMEMBERED).await?;
    store.sessions().clean(now, now - UNUSED_SESSION).await?;
    Ok(())
}
