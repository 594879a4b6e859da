//! A run that waits for a node.

use shadowtable_store::{Cause, Document, Run, RunState, Task, new_id};

/// The run of this number of a task.
pub fn queued_run(task: &Task, number: i64, cause: Cause, requested_by: Option<&str>, now: i64) -> Run {
    Run {
        id: new_id(),
        task_id: task.id.clone(),
        connection_id: task.connection_id.clone(),
        database: task.database.clone(),
        number,
        analysis_id: None,
        state: RunState::Queued,
        reason: None,
        counts: Document::default(),
        cause,
        requested_by: requested_by.map(str::to_owned),
        queued_at: now,
        started_at: None,
        finished_at: None,
        lease_node: None,
        lease_token: 0,
        lease_until: 0,
        cancel_requested: false,
        version: 1,
    }
}
