//! What is cleaned away by itself: analyses whose time is over, and what nobody can use any more.

use super::fire::unless_changed;
use crate::service::{ServiceError, Services};

/// How many analyses are cleaned in one go.
const AT_ONCE: i64 = 20;

const DAY: i64 = 24 * 3_600_000;

/// How long idempotency keys, deliveries that are over, and nodes that are gone are remembered, ms.
const REMEMBERED: i64 = 7 * DAY;

/// A session that nobody used for so long is over, whatever the server's own times are, ms.
const UNUSED_SESSION: i64 = 31 * DAY;

/// Cleans up. Tasks have their own copy of what was analyzed, and are never cleaned away.
///
/// # Errors
/// What the store says.
pub async fn clean(services: &Services) -> Result<(), ServiceError> {
    let store = &services.store;
    let now = store.now().await?;
    for analysis in store.analyses().expired(now, AT_ONCE).await? {
        unless_changed(store.analyses().remove(&analysis).await.map_err(ServiceError::from))?;
    }
    store.idempotency().clean(now - REMEMBERED).await?;
    store.deliveries().clean(now - REMEMBERED).await?;
    store.nodes().clean(now - REMEMBERED).await?;
    store.sessions().clean(now, now - UNUSED_SESSION).await?;
    Ok(())
}
