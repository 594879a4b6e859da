//! What people do with a task: approve, reject, execute, pause, resume, cancel, retry.

use super::{Actor, ServiceError, Services, Window};
use crate::task::{Act, Schedule, after, queued_run};
use serde_json::json;
use shadowtable_store::{Batch, Cause, Document, Mode, NewEvent, Run, RunState, StoreError, Task, TaskState};

/// What somebody decided about a task that needs approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It may run.
    Approve,
    /// It may not.
    Reject,
}

/// A change of a task that is about to be written.
pub(crate) struct Change<'a> {
    pub task: &'a Task,
    pub act: Act,
    pub comment: Option<&'a str>,
    pub now: i64,
}

impl Change<'_> {
    /// The task after the act.
    ///
    /// # Errors
    /// `NotPossible` in the state that it is in.
    pub fn applied(&self) -> Result<Task, ServiceError> {
        let Self { task, act, comment, now } = self;
        let state = after(task.state, *act, task.mode).ok_or_else(|| {
            let sentence = format!("{} is not possible: the task is {}", act.as_str(), task.state);
            ServiceError::not_possible("not-in-this-state", sentence)
        })?;
        let state_reason = comment.map(str::to_owned);
        Ok(Task { state, state_reason, changed_at: *now, ..(*task).clone() })
    }

    /// The event that tells it.
    pub fn event(&self, actor: &Actor, to: TaskState) -> Result<NewEvent, StoreError> {
        let body = json!({ "from": self.task.state.word(), "to": to.word(), "comment": self.comment });
        actor.event(&self.task.id, self.act.as_str(), &body, self.now)
    }
}

/// Writes a changed task with its event and its audit entry, and whatever else is in `batch`.
async fn write(
    services: &Services,
    actor: &Actor,
    change: &Change<'_>,
    changed: &Task,
    mut batch: Batch,
) -> Result<Task, ServiceError> {
    batch.save(changed).event(&change.event(actor, changed.state)?);
    let detail = json!({ "to": changed.state.word(), "comment": change.comment });
    let object = ("task", changed.id.as_str());
    batch.insert(&actor.audit(
        change.act.as_str(),
        object,
        Some(&changed.connection_id),
        &detail,
        change.now,
    )?);
    services.store.commit(batch).await?;
    Ok(services.store.tasks().get(&changed.id).await?)
}

/// Approves a task, or rejects it. Whoever submitted it can't.
///
/// # Errors
/// `NotPossible` for the submitter, after the time limit, and in any state but AwaitingApproval.
pub async fn approve(
    services: &Services,
    actor: &Actor,
    task: &Task,
    decision: Decision,
    comment: Option<&str>,
) -> Result<Task, ServiceError> {
    let act = match decision {
        Decision::Approve => Act::Approve,
        Decision::Reject => Act::Reject,
    };
    let now = services.store.now().await?;
    let change = Change { task, act, comment, now };
    let mut changed = change.applied()?;
    if task.created_by == actor.name {
        let sentence = "a task is approved or rejected by another user than the one who submitted it";
        return Err(ServiceError::not_possible("own-task", sentence));
    }
    if decision == Decision::Approve && is_too_late(task, now) {
        let sentence =
            "the task's time came before it was approved: clone it, and submit it with another time";
        return Err(ServiceError::not_possible("too-late", sentence));
    }
    changed.approval = Some(Document::of(
        &json!({ "who": actor.name, "at": now, "decision": act.as_str(), "comment": comment }),
    )?);
    changed.approve_by = None;
    if task.mode == Mode::Cron {
        changed.next_at = Some(next_firing(task, now)?);
    }
    let mut batch = Batch::new();
    if changed.state == TaskState::Queued {
        batch.insert_run(&queued_run(task, next_number(services, task).await?, Cause::Submitted, None, now));
    }
    write(services, actor, &change, &changed, batch).await
}

/// Whether a task can't be approved any more: its limit is over, or the time at which it was to run.
pub(crate) fn is_too_late(task: &Task, now: i64) -> bool {
    task.approve_by.is_some_and(|by| by <= now)
        || (task.mode == Mode::At && task.next_at.is_some_and(|at| at <= now))
}

/// Executes a task that is Ready, or brings a scheduled one forward; pauses or resumes a recurring one.
///
/// # Errors
/// `NotPossible` in the state that it is in.
pub async fn act(services: &Services, actor: &Actor, task: &Task, act: Act) -> Result<Task, ServiceError> {
    let now = services.store.now().await?;
    let change = Change { task, act, comment: None, now };
    let mut changed = change.applied()?;
    let mut batch = Batch::new();
    match act {
        Act::Execute => {
            let connection = services.store.connections().get(&task.connection_id).await?;
            if let Some(window) = Window::of(&connection)? {
                window.check(now)?;
            }
            if task.mode == Mode::At {
                changed.next_at = None;
            }
            let number = next_number(services, task).await?;
            batch.insert_run(&queued_run(task, number, Cause::Executed, Some(&actor.name), now));
        }
        Act::Pause => changed.next_at = None,
        Act::Resume => changed.next_at = Some(next_firing(task, now)?),
        _ => return Err(ServiceError::not_possible("not-for-people", "nobody can do that by hand")),
    }
    write(services, actor, &change, &changed, batch).await
}

/// Stops a task for good: a run that waits is cancelled, one under way stops before its next statement, and the running
/// statement is killed on the server.
///
/// # Errors
/// `NotPossible` if it is over.
pub async fn cancel(
    services: &Services,
    actor: &Actor,
    task: &Task,
    comment: Option<&str>,
) -> Result<Task, ServiceError> {
    let now = services.store.now().await?;
    let change = Change { task, act: Act::Cancel, comment, now };
    let mut changed = change.applied()?;
    changed.next_at = None;
    let mut batch = Batch::new();
    if let Some(run) = live_run(services, task).await? {
        batch.cancel_run(&run, comment, now);
    }
    write(services, actor, &change, &changed, batch).await
}

/// Adds a run for what failed or was not reached, after a fresh analysis.
///
/// # Errors
/// `NotPossible` if the last run left nothing to do, or one is under way.
pub async fn retry(services: &Services, actor: &Actor, task: &Task) -> Result<Task, ServiceError> {
    let now = services.store.now().await?;
    let change = Change { task, act: Act::Retry, comment: None, now };
    let changed = change.applied()?;
    let last = services.store.runs().newest(&task.id).await?;
    match last.as_ref().map(|run| run.state) {
        None => return Err(ServiceError::not_possible("never-ran", "the task has not run yet")),
        Some(RunState::Succeeded) => {
            let sentence = "the last run left nothing to do: clone the task to analyze again";
            return Err(ServiceError::not_possible("nothing-failed", sentence));
        }
        Some(_) => {}
    }
    let mut batch = Batch::new();
    if let Some(mut run) = last.filter(|run| run.state == RunState::NeedsAttention) {
        // Whoever retries has looked: what that run left open is looked at again by the new one.
        run.state = RunState::Failed;
        run.finished_at = Some(now);
        batch.save(&run);
    }
    let number = next_number(services, task).await?;
    batch.insert_run(&queued_run(task, number, Cause::Retried, Some(&actor.name), now));
    write(services, actor, &change, &changed, batch).await
}

/// The number of the next run.
pub(crate) async fn next_number(services: &Services, task: &Task) -> Result<i64, StoreError> {
    Ok(services.store.runs().newest(&task.id).await?.map_or(1, |run| run.number + 1))
}

async fn live_run(services: &Services, task: &Task) -> Result<Option<Run>, StoreError> {
    let newest = services.store.runs().newest(&task.id).await?;
    let is_live = |run: &Run| {
        matches!(
            run.state,
            RunState::Queued | RunState::Running | RunState::Cancelling | RunState::NeedsAttention
        )
    };
    Ok(newest.filter(is_live))
}

/// When a recurring task fires next.
pub(crate) fn next_firing(task: &Task, now: i64) -> Result<i64, ServiceError> {
    let cron = task.cron.as_deref().unwrap_or_default();
    let schedule = Schedule::new(cron, task.time_zone.as_deref())
        .map_err(|error| ServiceError::invalid("invalid-schedule", "cron", error.to_string()))?;
    schedule
        .next(now)
        .ok_or_else(|| ServiceError::invalid("invalid-schedule", "cron", "the schedule never fires again"))
}
