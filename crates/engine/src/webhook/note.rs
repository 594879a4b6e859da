//! A note: what is told of an event. It is the body of the template `json`, and what all other templates are made from.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shadowtable_store::{Connection, Run, RunState, Store, StoreError, Task};
use std::collections::BTreeMap;

/// What is told of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The id of the delivery, the same at every try.
    pub id: String,
    /// The kind of event, or `test`.
    pub event: String,
    /// When it happened, RFC 3339.
    pub at: String,
    /// What happened to the task: `finished`, `ended with errors`.
    pub what: String,
    /// The same as one line, with the task's number; made when it is sent.
    pub title: String,
    /// Why, if a reason is known.
    pub reason: Option<String>,
    /// The task; a test has none.
    pub task: Option<TaskNote>,
    /// The run, if there is one.
    pub run: Option<RunNote>,
    /// Where the console shows the task, if it is known how this server is reached.
    pub link: Option<String>,
}

/// The task of a note.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskNote {
    /// Its id.
    pub id: String,
    /// The number that people see.
    pub number: i64,
    /// The database.
    pub database: String,
    /// The id of the connection.
    pub connection_id: String,
    /// The name of the connection.
    pub connection: String,
    /// Which environment that is.
    pub environment: Option<String>,
    /// When it runs: `Immediately`, `At`, `Cron` or `Manual`.
    pub mode: String,
    /// Who submitted it.
    pub created_by: String,
    /// What was written about it.
    pub remarks: Option<String>,
    /// How many pairs and statements it has, of which kind.
    pub counts: BTreeMap<String, i64>,
}

/// The run of a note.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunNote {
    /// Its number in the task.
    pub number: i64,
    /// Where it is.
    pub state: String,
    /// Why there is a run: `Submitted`, `Fired`, `Executed` or `Retried`.
    pub cause: String,
    /// Who wanted it; nobody if its time came.
    pub requested_by: Option<String>,
    /// How many pairs have which result.
    pub counts: BTreeMap<String, i64>,
}

impl Note {
    /// With its title. A task that was submitted in the batch of the note had no number yet: then it is asked for.
    ///
    /// # Errors
    /// What the store says.
    pub async fn titled(mut self, store: &Store) -> Result<Self, StoreError> {
        if let Some(task) = &mut self.task {
            if task.number == 0 {
                task.number = match store.tasks().get(&task.id).await {
                    // It was cleaned away before the note was sent.
                    Err(StoreError::NotFound(_)) => 0,
                    found => found?.number,
                };
            }
            self.title = format!("Task #{} {}", task.number, self.what);
        }
        Ok(self)
    }
}

impl TaskNote {
    /// Of a task; its connection may be gone.
    pub fn of(task: &Task, connection: Option<&Connection>) -> Self {
        Self {
            id: task.id.clone(),
            number: task.number,
            database: task.database.clone(),
            connection_id: task.connection_id.clone(),
            connection: connection.map(|one| one.name.clone()).unwrap_or_default(),
            environment: connection.and_then(|one| one.environment.clone()),
            mode: task.mode.word().to_owned(),
            created_by: task.created_by.clone(),
            remarks: task.remarks.clone(),
            // Counts are told as far as they can be read: a note without them is better than none.
            counts: task.counts.read().unwrap_or_default(),
        }
    }
}

impl RunNote {
    /// Of a run that is in this state now.
    pub fn of(run: &Run, state: RunState, counts: BTreeMap<String, i64>) -> Self {
        Self {
            number: run.number,
            state: state.word().to_owned(),
            cause: run.cause.word().to_owned(),
            requested_by: run.requested_by.clone(),
            counts,
        }
    }
}

/// A time as it is sent.
pub fn time(at: i64) -> String {
    Timestamp::from_millisecond(at).map(|at| at.to_string()).unwrap_or_default()
}
