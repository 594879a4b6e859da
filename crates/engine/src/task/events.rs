//! The events of a run: what the Task Center shows live, and the lines of a task's log.

use serde_json::{Value, json};
use shadowtable_store::{AboutKind, ClaimedRun, Document, NewEvent, StoreError};

/// Makes the events of one run.
#[derive(Clone, Debug)]
pub struct RunEvents {
    task_id: String,
    run_id: String,
    number: i64,
}

impl RunEvents {
    /// The events of this run.
    pub fn of(claimed: &ClaimedRun) -> Self {
        Self {
            task_id: claimed.run.task_id.clone(),
            run_id: claimed.run.id.clone(),
            number: claimed.run.number,
        }
    }

    /// An event with its particulars; the run's number is added.
    ///
    /// # Errors
    /// When the particulars have no JSON.
    pub fn event(&self, kind: &str, mut body: Value, at: i64) -> Result<NewEvent, StoreError> {
        if let Some(object) = body.as_object_mut() {
            object.insert("run".to_owned(), json!(self.number));
        }
        Ok(NewEvent {
            about_kind: AboutKind::Task,
            about_id: self.task_id.clone(),
            run_id: Some(self.run_id.clone()),
            kind: kind.to_owned(),
            at,
            who: None,
            body: Document::of(&body)?,
        })
    }

    /// A sentence for the log.
    ///
    /// # Errors
    /// None but those of [`RunEvents::event`].
    pub fn line(&self, sentence: &str, at: i64) -> Result<NewEvent, StoreError> {
        self.event("log", json!({ "message": sentence }), at)
    }
}
