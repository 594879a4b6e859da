//! A run that a node holds, and what every part of carrying it out asks of it.

use super::events::RunEvents;
use super::keeper::Place;
use crate::run::{ErrorPolicy, Interrupt, RunOptions};
use crate::service::{ServiceError, Services, Window, address};
use shadowtable_plan::{HazardCode, Pair};
use shadowtable_schema::Name;
use shadowtable_store::{Batch, ClaimedRun, RunPair, RunPairFilter, Store, StoreError, Task};
use shadowtable_target::{Purpose, Session, Timeouts};
use std::collections::HashMap;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// What ends a run early.
#[derive(Clone, Debug, Default)]
pub struct Switches {
    /// Somebody cancelled it: nothing more is begun, and the running statement is killed.
    pub interrupt: Interrupt,
    /// The node is about to end: the running statement may end, another node goes on.
    pub draining: CancellationToken,
}

/// A run that this node holds.
pub struct Held<'a> {
    pub services: &'a Services,
    pub claimed: &'a ClaimedRun,
    pub task: Task,
    pub events: RunEvents,
    pub switches: &'a Switches,
}

impl Held<'_> {
    /// The store.
    pub fn store(&self) -> &Store {
        &self.services.store
    }

    /// A session on the database of the task.
    pub async fn open(&self) -> Result<Session, ServiceError> {
        let connection = self.store().connections().get(&self.task.connection_id).await?;
        let address = address(self.services, &connection, Some(&self.task.database))?;
        Ok(Session::open(&address, Purpose::Read, Timeouts::default()).await?)
    }

    /// The part of the day in which its statements may be begun.
    pub async fn window(&self) -> Result<Option<Window>, ServiceError> {
        Window::of(&self.store().connections().get(&self.task.connection_id).await?)
    }

    /// How the task wants it run.
    pub fn options(&self) -> Result<RunOptions, ServiceError> {
        let codes: Vec<String> = self.task.hazards.read()?;
        let allowed = codes.iter().filter_map(|code| code.parse::<HazardCode>().ok()).collect();
        Ok(RunOptions {
            on_error: match self.task.error_policy {
                shadowtable_store::ErrorPolicy::Abort => ErrorPolicy::Abort,
                shadowtable_store::ErrorPolicy::Continue => ErrorPolicy::Continue,
            },
            allowed: Some(allowed),
            parallel: usize::try_from(self.task.parallel).unwrap_or(1),
            lock_wait_timeout: Duration::from_millis(u64::try_from(self.task.lock_wait_ms).unwrap_or(5000)),
            program: format!("task {}", self.task.number),
            who: self.task.created_by.clone(),
            interrupt: self.switches.interrupt.clone(),
        })
    }

    /// The pairs of the run with their places, when none of their statements has been sent.
    pub async fn places(&self) -> Result<HashMap<Pair, Place>, StoreError> {
        let rows = self.store().run_pairs().all(&self.claimed.run.id, &RunPairFilter::default()).await?;
        let place = |row: RunPair| {
            (
                Pair { source: Name::new(&row.source), shadow: Name::new(&row.shadow) },
                Place { row, offset: 0 },
            )
        };
        Ok(rows.into_iter().map(place).collect())
    }

    /// Whether the run knows its statements: some may have been sent.
    pub async fn has_begun(&self) -> Result<bool, StoreError> {
        let run = &self.claimed.run.id;
        Ok(self.store().run_pairs().count(run, &RunPairFilter::default()).await? > 0)
    }

    /// Writes a line into the task's log.
    pub async fn say(&self, sentence: &str) -> Result<(), StoreError> {
        tracing::info!("{sentence}");
        let now = self.store().now().await?;
        let mut batch = Batch::held(&self.claimed.claim);
        batch.event(&self.events.line(sentence, now)?);
        self.store().commit(batch).await
    }
}
