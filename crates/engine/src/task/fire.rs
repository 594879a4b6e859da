//! What happens by itself: tasks fire when their time comes, and approvals expire.

use super::run::queued_run;
use super::schedule::Schedule;
use super::state::{Act, after};
use crate::service::{Actor, ServiceError, Services, is_too_late, next_run_number};
use crate::webhook::{Kind, Outbox, Told};
use serde_json::json;
use shadowtable_store::{Batch, Cause, Mode, StoreError, Task, TaskState};

/// How many tasks are looked at in one go.
const AT_ONCE: i64 = 100;

/// Fires what is due. Every node does this; of two that see the same task one is first, and the other finds it changed.
///
/// # Errors
/// What the store says.
pub async fn fire_due(services: &Services) -> Result<usize, ServiceError> {
    let now = services.store.now().await?;
    let due = services.store.tasks().due(TaskState::Scheduled, now, AT_ONCE).await?;
    let mut fired = 0;
    for task in &due {
        fired += usize::from(unless_changed(fire(services, task, now).await)?);
    }
    Ok(fired)
}

async fn fire(services: &Services, task: &Task, now: i64) -> Result<(), ServiceError> {
    let late = task.next_at.map_or(0, |at| now - at);
    let patience = i64::try_from(services.policy_now().await?.fire_within.as_millis()).unwrap_or(i64::MAX);
    // A recurring task that was missed waits for its next time; one that was to run once runs late, and says so.
    let act = if task.mode == Mode::Cron && late > patience { Act::Miss } else { Act::Fire };
    let Some(state) = after(task.state, act, task.mode) else { return Ok(()) };
    let mut changed = Task { state, state_reason: None, changed_at: now, ..task.clone() };
    changed.next_at = next_after(task, now);
    let mut batch = Batch::new();
    batch.save(&changed);
    if act == Act::Fire {
        let number = next_run_number(services, task).await?;
        batch.insert_run(&queued_run(task, number, Cause::Fired, None, now));
    }
    let body = json!({ "due": task.next_at, "late_ms": late, "to": state.word() });
    batch.event(&Actor::node().event(&task.id, act.as_str(), &body, now)?);
    services.store.commit(batch).await?;
    Ok(())
}

/// When a recurring task fires after this moment: firings that were missed are not made up for.
pub fn next_after(task: &Task, now: i64) -> Option<i64> {
    let cron = task.cron.as_deref().filter(|_| task.mode == Mode::Cron)?;
    Schedule::new(cron, task.time_zone.as_deref()).ok()?.next(now)
}

/// Ends the tasks that nobody agreed to in time, or whose time came first.
///
/// # Errors
/// What the store says.
pub async fn expire_approvals(services: &Services) -> Result<(), ServiceError> {
    let now = services.store.now().await?;
    let mut late = services.store.tasks().overdue_approvals(now, AT_ONCE).await?;
    let due = services.store.tasks().due(TaskState::AwaitingApproval, now, AT_ONCE).await?;
    late.extend(due.into_iter().filter(|task| is_too_late(task, now)));
    for task in &late {
        unless_changed(expire(services, task, now).await)?;
    }
    Ok(())
}

async fn expire(services: &Services, task: &Task, now: i64) -> Result<(), ServiceError> {
    let Some(state) = after(task.state, Act::Expire, task.mode) else { return Ok(()) };
    let reason = if task.approve_by.is_some_and(|by| by <= now) {
        "nobody approved it in time"
    } else {
        "its time came before it was approved"
    };
    let state_reason = Some(reason.to_owned());
    let expired = Task { state, state_reason, next_at: None, changed_at: now, ..task.clone() };
    let mut batch = Batch::new();
    batch.save(&expired);
    let body = json!({ "comment": reason, "to": state.word() });
    batch.event(&Actor::node().event(&task.id, Act::Expire.as_str(), &body, now)?);
    let outbox = Outbox::open(services, &task.connection_id).await?;
    let told = Told { what: "expired and will not run", reason: Some(reason.to_owned()), run: None };
    outbox.put(&mut batch, Kind::Failed, task, &told, now)?;
    services.store.commit(batch).await?;
    Ok(())
}

/// Whether it was done; another node may have been first.
pub fn unless_changed(done: Result<(), ServiceError>) -> Result<bool, ServiceError> {
    match done {
        Ok(()) => Ok(true),
        Err(ServiceError::Store(
            StoreError::Changed(_) | StoreError::Exists(_) | StoreError::NotFound(_),
        )) => Ok(false),
        Err(error) => Err(error),
    }
}
