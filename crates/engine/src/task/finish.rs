//! The two ends of a run in the store: the task is Running, and what became of it.

use super::fire::next_after;
use super::held::Held;
use super::keeper::Place;
use super::meter;
use super::outline::number;
use super::state::{Act, after};
use crate::run::{PairResult as Outcome, PairRun, Run};
use crate::webhook::{Kind, Outbox, RunNote, Told};
use serde_json::json;
use shadowtable_plan::Pair;
use shadowtable_store::{
    Batch, Document, PairBody, PairResult, PairsOf, RunEnd, RunPair, RunPairFilter, RunState, StepState,
    StoreError, Task, TaskState,
};
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

/// How often a change of the task is tried again that somebody else's came before.
const ATTEMPTS: u32 = 20;

/// How many pairs have which result.
type Counts = BTreeMap<&'static str, usize>;

/// How a run ended.
#[derive(Debug)]
pub struct End {
    state: Option<RunState>,
    reason: Option<String>,
    record: Option<(Run, HashMap<Pair, Place>)>,
    /// The fresh plan that somebody has to agree to.
    asks_again: Option<Vec<(shadowtable_store::Pair, PairBody)>>,
}

impl End {
    /// The end of a run that came to its own end.
    pub fn of(record: Run, places: HashMap<Pair, Place>) -> Self {
        Self { state: None, reason: None, record: Some((record, places)), asks_again: None }
    }

    /// It was given up before anything was sent.
    pub fn failed(reason: String) -> Self {
        Self { state: Some(RunState::Failed), reason: Some(reason), record: None, asks_again: None }
    }

    /// Somebody stopped it before anything was sent.
    pub fn cancelled() -> Self {
        Self { state: Some(RunState::Cancelled), reason: None, record: None, asks_again: None }
    }

    /// Nobody can tell what was done, or it may not go on.
    pub fn needs_attention(reason: String) -> Self {
        Self { state: Some(RunState::NeedsAttention), reason: Some(reason), record: None, asks_again: None }
    }

    /// Its tables are not what was approved.
    pub fn asks_again(reason: String, pairs: Vec<(shadowtable_store::Pair, PairBody)>) -> Self {
        Self { state: Some(RunState::Failed), reason: Some(reason), record: None, asks_again: Some(pairs) }
    }
}

/// The task is Running.
///
/// # Errors
/// `LeaseLost`, and what the database says.
pub async fn begin(held: &Held<'_>) -> Result<(), StoreError> {
    let state = held.claimed.run.state;
    let recovered = held.claimed.former.is_some();
    change(held, |_| Act::Begin, |batch, now| {
        let kind = if recovered { "run-taken-over" } else { "run-started" };
        let body = json!({ "state": state.word(), "node": held.claimed.claim.node, "former": held.claimed.former });
        batch.event(&held.events.event(kind, body, now)?);
        Ok(())
    })
    .await
}

/// Writes down what became of every pair, and where run and task are now.
///
/// # Errors
/// `LeaseLost`, and what the database says.
pub async fn finish(held: &Held<'_>, end: End) -> Result<(), StoreError> {
    let rows = rows(held, &end).await?;
    let counts = counts(&rows);
    let state = end.state.unwrap_or_else(|| overall(&rows, &end));
    let now = held.store().now().await?;
    for chunk in rows.chunks(200) {
        let mut batch = Batch::held(&held.claimed.claim);
        for row in chunk {
            batch.put_run_pair(row);
        }
        held.store().commit(batch).await?;
    }
    meter::run_ended(state);
    let finished_at = (state != RunState::NeedsAttention).then_some(now);
    let run_end = RunEnd { state, reason: end.reason.clone(), counts: Document::of(&counts)?, finished_at };
    let act = if end.asks_again.is_some() { Act::AskAgain } else { Act::End(state) };
    let outbox = Outbox::open(held.services, &held.task.connection_id).await?;
    change(
        held,
        |_| act,
        |batch, now| {
            if state != RunState::NeedsAttention {
                batch.settle_steps(&held.claimed.run.id, None, StepState::Pending, StepState::NotRun);
            }
            if let Some(pairs) = &end.asks_again {
                let of = PairsOf::Task(&held.task.id);
                batch.clear_pairs(of).insert_pairs(of, pairs);
            }
            tell(&outbox, held, (&end, state, &counts), (&mut *batch, now))?;
            let body = json!({ "state": state.word(), "reason": end.reason, "counts": counts });
            batch.event(&held.events.event("run-ended", body, now)?);
            batch.finish_run(&held.claimed.claim, &run_end);
            Ok(())
        },
    )
    .await
}

/// Adds what webhooks are told of the end.
fn tell(
    outbox: &Outbox,
    held: &Held<'_>,
    (end, state, counts): (&End, RunState, &Counts),
    (batch, now): (&mut Batch, i64),
) -> Result<(), StoreError> {
    let (kind, what) = match (&end.asks_again, state) {
        (Some(_), _) => (Kind::ApprovalWanted, "wants approval again: its tables have changed"),
        (None, RunState::Succeeded) => (Kind::Finished, "finished"),
        (None, RunState::Cancelled) => (Kind::Finished, "was cancelled"),
        (None, RunState::SucceededWithErrors) => (Kind::Failed, "ended with errors"),
        (None, RunState::Failed) => (Kind::Failed, "failed"),
        (None, RunState::NeedsAttention) => (Kind::NeedsAttention, "needs attention"),
        // No run ends so.
        (None, RunState::Queued | RunState::Running | RunState::Cancelling) => return Ok(()),
    };
    let counts = counts.iter().map(|(word, count)| ((*word).to_owned(), number(*count))).collect();
    let run = Some(RunNote::of(&held.claimed.run, state, counts));
    outbox.put(batch, kind, &held.task, &Told { what, reason: end.reason.clone(), run }, now)
}

/// Changes the task's state together with what `more` adds, again when somebody else's change came before.
async fn change(
    held: &Held<'_>,
    act: impl Fn(&Task) -> Act,
    more: impl Fn(&mut Batch, i64) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    for attempt in 0.. {
        let store = held.store();
        let task = store.tasks().get(&held.task.id).await?;
        let now = store.now().await?;
        let within = held.services.policy_now().await?.approve_within;
        let mut batch = Batch::held(&held.claimed.claim);
        // A run that was taken over finds its task Running already.
        if let Some(state) = after(task.state, act(&task), task.mode) {
            batch.save(&moved(&task, state, (now, within)));
        }
        more(&mut batch, now)?;
        match store.commit(batch).await {
            Err(StoreError::Changed("tasks")) if attempt < ATTEMPTS => {}
            written => return written,
        }
    }
    Ok(())
}

fn moved(task: &Task, state: TaskState, (now, approve_within): (i64, Duration)) -> Task {
    let mut moved = Task { state, state_reason: None, changed_at: now, ..task.clone() };
    if state == TaskState::Scheduled {
        // A firing whose time came while this run went on is left out: two runs of a task never overlap.
        moved.next_at = next_after(task, now);
    }
    if state == TaskState::AwaitingApproval {
        moved.approval = None;
        let within = i64::try_from(approve_within.as_millis()).unwrap_or(i64::MAX);
        moved.approve_by = Some(now.saturating_add(within));
    }
    moved
}

/// The rows of the pairs that came to their end now.
async fn rows(held: &Held<'_>, end: &End) -> Result<Vec<RunPair>, StoreError> {
    let now = held.store().now().await?;
    let mut rows = held.store().run_pairs().all(&held.claimed.run.id, &RunPairFilter::default()).await?;
    let results: HashMap<&Pair, &PairRun> = match &end.record {
        Some((record, places)) => record
            .pairs
            .iter()
            .filter(|one| places.contains_key(&one.pair))
            .map(|one| (&one.pair, one))
            .collect(),
        None => HashMap::new(),
    };
    for row in &mut rows {
        let pair = Pair { source: row.source.as_str().into(), shadow: row.shadow.as_str().into() };
        match results.get(&pair) {
            Some(one) => {
                row.result = result(one.result);
                row.reasons = Document::of(&one.reasons)?;
                // One that needed nothing was read for this run, and was equal.
                row.verified = one.verified || one.result == Outcome::Untouched;
                row.finished_at = Some(now);
            }
            // A pair that had failed before the run was taken over.
            None if end.record.is_some()
                && matches!(row.result, PairResult::Pending | PairResult::Running) =>
            {
                row.result = PairResult::Failed;
                row.finished_at = Some(now);
            }
            None => {}
        }
    }
    Ok(rows)
}

const fn result(result: Outcome) -> PairResult {
    match result {
        // A pair of the run that needed no statement was recorded as a shadow, or had been done before.
        Outcome::Untouched | Outcome::Synced => PairResult::Synced,
        Outcome::Pending | Outcome::Failed => PairResult::Failed,
        Outcome::Refused => PairResult::Refused,
        Outcome::NotRun => PairResult::NotRun,
    }
}

fn counts(rows: &[RunPair]) -> Counts {
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts.entry(row.result.word()).or_default() += 1;
    }
    counts
}

/// The state of a run whose pairs ended so.
fn overall(rows: &[RunPair], end: &End) -> RunState {
    let is = |result: PairResult| rows.iter().any(|row| row.result == result);
    let interrupted = end.record.as_ref().is_some_and(|(record, _)| record.interrupted);
    if interrupted {
        RunState::Cancelled
    } else if !is(PairResult::Failed) && !is(PairResult::Refused) && !is(PairResult::NotRun) {
        RunState::Succeeded
    } else if is(PairResult::Synced) {
        RunState::SucceededWithErrors
    } else {
        RunState::Failed
    }
}
