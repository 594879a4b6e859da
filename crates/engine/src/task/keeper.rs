//! The keeper: the journal of a run in the store. Each write is made only while the node holds the run.

use super::events::RunEvents;
use super::meter;
use super::outline::number;
use crate::reading::in_words;
use crate::run::{Journal, JournalError, StatementRun, StepPlace, StepState as RunStepState};
use crate::service::Window;
use futures_util::future::{BoxFuture, FutureExt};
use serde_json::json;
use shadowtable_plan::Pair;
use shadowtable_store::{Batch, Claim, Document, RunPair, StepEnd, StepKey, StepState, Store, StoreError};
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How long a fact is tried to be written while the store can't be reached: it is known by nobody else.
const PATIENCE: Duration = Duration::from_secs(30);

/// The journal of one run.
pub struct Keeper {
    store: Store,
    claim: Claim,
    events: RunEvents,
    /// Where each pair is in the run, and how many of its statements were done by a former holder.
    places: HashMap<Pair, Place>,
    /// The node is about to end: nothing more is begun here.
    draining: CancellationToken,
    /// The part of the day in which statements may be begun.
    window: Option<Window>,
    closed: AtomicBool,
    begun: Mutex<HashSet<i64>>,
}

/// A pair's place in the run.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its row.
    pub row: RunPair,
    /// How many of its statements come before the first one of the plan that runs now.
    pub offset: usize,
}

impl Keeper {
    /// The journal of a claimed run.
    pub fn new(
        store: Store,
        claim: Claim,
        events: RunEvents,
        places: HashMap<Pair, Place>,
        (draining, window): (CancellationToken, Option<Window>),
    ) -> Self {
        let (closed, begun) = (AtomicBool::new(false), Mutex::default());
        Self { store, claim, events, places, draining, window, closed, begun }
    }

    /// Whether the run was stopped since its time window was over.
    pub fn has_closed(&self) -> bool {
        self.closed.load(Ordering::SeqCst)
    }

    /// Whether a statement may be begun here and now.
    async fn may_begin(&self) -> Result<(), JournalError> {
        if self.draining.is_cancelled() {
            return Err(JournalError { reason: "this node is about to end, another one goes on".to_owned() });
        }
        if let Some(window) = &self.window
            && let Err(error) = window.check(self.store.now().await.map_err(halted)?)
        {
            self.closed.store(true, Ordering::SeqCst);
            return Err(JournalError { reason: error.to_string() });
        }
        Ok(())
    }

    fn place(&self, step: StepPlace<'_>) -> Result<(&Place, StepKey), StoreError> {
        let place = self.places.get(step.pair).ok_or(StoreError::NotFound("run_pairs"))?;
        let position = number(step.position + place.offset);
        Ok((place, StepKey { run_id: self.claim.id.clone(), pair: place.row.position, position }))
    }

    async fn write_intent(&self, step: StepPlace<'_>) -> Result<(), StoreError> {
        let (place, key) = self.place(step)?;
        let now = self.store.now().await?;
        let mut batch = Batch::held(&self.claim);
        batch.begin_step(&key, now);
        if self.is_first_of(place.row.position) {
            let started_at = place.row.started_at.or(Some(now));
            batch.put_run_pair(&RunPair {
                result: shadowtable_store::PairResult::Running,
                started_at,
                ..place.row.clone()
            });
        }
        let body = json!({ "pair": key.pair, "position": key.position, "shadow": place.row.shadow, "state": "Running" });
        batch.event(&self.events.event("step", body, now)?);
        self.store.commit(batch).await
    }

    fn is_first_of(&self, pair: i64) -> bool {
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        begun.insert(pair)
    }

    async fn write_fact(&self, step: StepPlace<'_>, fate: &StatementRun) -> Result<(), StoreError> {
        let (place, key) = self.place(step)?;
        let end = step_end(fate)?;
        let now = self.store.now().await?;
        let mut batch = Batch::held(&self.claim);
        batch.end_step(&key, &end);
        let body = json!({
            "pair": key.pair, "position": key.position, "shadow": place.row.shadow, "state": end.state.word(),
            "took_ms": end.took_ms, "code": end.code, "message": end.message, "remark": end.remark,
        });
        batch.event(&self.events.event("step", body, now)?);
        self.store.commit(batch).await?;
        meter::step_ended(end.state, end.took_ms);
        Ok(())
    }

    /// The fact is known by nobody else: it is tried again while the store can't be reached.
    async fn insist(&self, step: StepPlace<'_>, fate: &StatementRun) -> Result<(), StoreError> {
        let begin = tokio::time::Instant::now();
        loop {
            match self.write_fact(step, fate).await {
                // The answer to an earlier attempt was lost: it had been written.
                Err(StoreError::Changed("steps"))
                    if begin.elapsed() > Duration::ZERO && self.is_written(step, fate).await =>
                {
                    return Ok(());
                }
                Err(StoreError::Unavailable(_)) if begin.elapsed() < PATIENCE => {
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
                written => return written,
            }
        }
    }

    async fn is_written(&self, step: StepPlace<'_>, fate: &StatementRun) -> bool {
        let Ok((_, key)) = self.place(step) else { return false };
        let Ok(steps) = self.store.steps().of_pair(&key.run_id, key.pair).await else { return false };
        steps.iter().any(|one| one.position == key.position && one.state == known(fate.state))
    }
}

impl Journal for Keeper {
    fn intent<'a>(&'a self, step: StepPlace<'a>) -> BoxFuture<'a, Result<(), JournalError>> {
        async move {
            self.may_begin().await?;
            self.write_intent(step).await.map_err(halted)
        }
        .boxed()
    }

    fn fact<'a>(
        &'a self,
        step: StepPlace<'a>,
        fate: &'a StatementRun,
    ) -> BoxFuture<'a, Result<(), JournalError>> {
        async move { self.insist(step, fate).await.map_err(halted) }.boxed()
    }
}

fn halted(error: StoreError) -> JournalError {
    JournalError { reason: format!("the run can't be written down any more: {}", in_words(&error)) }
}

/// What the run knows of a statement. One whose answer was lost stays Unknown here, whatever was seen of its table since:
/// whoever goes on looks again, when the old connection is surely gone.
const fn known(state: RunStepState) -> StepState {
    match state {
        RunStepState::Done => StepState::Done,
        RunStepState::Failed => StepState::Failed,
        RunStepState::Pending | RunStepState::Running | RunStepState::NotRun | RunStepState::Unknown => {
            StepState::Unknown
        }
    }
}

/// The fate of a statement as the store keeps it.
fn step_end(fate: &StatementRun) -> Result<StepEnd, StoreError> {
    let StatementRun { sql: _, phase: _, state, took, error, remark, warnings, rows } = fate;
    Ok(StepEnd {
        state: known(*state),
        took_ms: took.map(|took| i64::try_from(took.as_millis()).unwrap_or(i64::MAX)),
        code: error.as_ref().map(|error| i64::from(error.code)),
        sqlstate: error.as_ref().map(|error| error.sqlstate.clone()),
        message: error.as_ref().map(|error| error.message.clone()),
        remark: remark.clone(),
        warnings: Document::of(warnings)?,
        affected_rows: rows.map(|rows| i64::try_from(rows).unwrap_or(i64::MAX)),
    })
}
