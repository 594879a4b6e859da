//! Submitting: an analysis becomes a task, with a copy of its plan and skip marks that nothing changes any more.

use super::gates::gates_of;
use super::{Actor, AnalysisRequest, ServiceError, Services, Window};
use crate::memory::BodyDocument;
use crate::task::{Schedule, first, queued_run};
use crate::webhook::{Kind, Outbox, Told};
use serde_json::json;
use shadowtable_plan::{HazardCode, Verdict};
use shadowtable_store::{
    Analysis, AnalysisState, Batch, Cause, Connection, Document, DriftPolicy, ErrorPolicy, IdempotencyKey,
    Mode, PairFilter, PairsOf, Task, TaskKind, TaskState, new_id,
};
use std::collections::{BTreeMap, HashSet};

/// How an analysis is to be carried out.
#[derive(Clone, Debug)]
pub struct Submission {
    /// When it runs.
    pub mode: Mode,
    /// The time, for `At`, ms since the epoch.
    pub start_at: Option<i64>,
    /// The expression, for `Cron`.
    pub cron: Option<String>,
    /// The schedule's time zone.
    pub time_zone: Option<String>,
    /// What a failed table means for the others.
    pub error_policy: ErrorPolicy,
    /// What happens to a pair that has changed since the analysis. Where approval is needed, the connection decides.
    pub drift_policy: DriftPolicy,
    /// The codes of the gates that are allowed.
    pub hazards: Vec<String>,
    /// How many tables at a time.
    pub parallel: i64,
    /// How long a statement waits for a lock, ms.
    pub lock_wait_ms: i64,
    /// What the user wrote about it.
    pub remarks: Option<String>,
}

/// The most tables that a task works on at a time: each takes a connection of its own.
const MAX_PARALLEL: i64 = 16;

/// The longest a statement may wait for a lock, ms: whoever waits keeps others waiting behind.
const MAX_LOCK_WAIT: i64 = 3_600_000;

/// Makes a task of an analysis of `connection`.
///
/// # Errors
/// When the analysis is not done or its plan has gates that are not allowed, and `Changed` of the store if somebody
/// changed a skip mark at the same time.
pub async fn submit(
    services: &Services,
    actor: &Actor,
    (connection, analysis): (&Connection, &Analysis),
    submission: &Submission,
    key: Option<IdempotencyKey>,
) -> Result<Task, ServiceError> {
    if analysis.connection_id != connection.id {
        return Err(ServiceError::invalid(
            "other-connection",
            "analysis_id",
            "the analysis is of another connection",
        ));
    }
    if analysis.state != AnalysisState::Done {
        let sentence = format!("the analysis is {}: wait until it is Done", analysis.state);
        return Err(ServiceError::not_possible("analysis-not-done", sentence));
    }
    let now = services.store.now().await?;
    let next_at = checked(connection, submission, now)?;
    let gates = gates_of(&services.store, PairsOf::Analysis(&analysis.id)).await?;
    check_hazards(&gates, submission)?;
    let counts = counts(services, analysis).await?;
    let has_statements = counts.get("statements").is_some_and(|count| *count > 0);
    if submission.mode != Mode::Cron && !has_statements && !adopts(services, analysis).await? {
        let sentence = "every pair is consistent, skipped or can't be synchronized: there is nothing to run";
        return Err(ServiceError::not_possible("nothing-to-do", sentence));
    }
    // A word that can't be read must not wait for the night to be found.
    analysis.request.read::<AnalysisRequest>()?.request(Vec::new())?;
    let mut task = task(services, actor, (connection, &analysis.database), submission, now).await?;
    task.analysis_id = Some(analysis.id.clone());
    task.request = analysis.request.clone();
    task.counts = Document::of(&counts)?;
    task.next_at = next_at;
    let mut batch = Batch::new();
    batch.insert_task(&task).freeze_pairs(analysis, &task.id);
    write(services, actor, &task, batch, key).await
}

/// Writes a new task with its first run, event and audit entry, and whatever else is in `batch`.
pub(super) async fn write(
    services: &Services,
    actor: &Actor,
    task: &Task,
    mut batch: Batch,
    key: Option<IdempotencyKey>,
) -> Result<Task, ServiceError> {
    let now = task.created_at;
    if task.state == TaskState::Queued {
        batch.insert_run(&queued_run(task, 1, Cause::Submitted, Some(&actor.name), now));
    }
    let body = json!({ "state": task.state.word(), "mode": task.mode.word(), "remarks": task.remarks });
    batch.event(&actor.event(&task.id, "submitted", &body, now)?);
    batch.insert(&actor.audit("submit", ("task", &task.id), Some(&task.connection_id), &body, now)?);
    if task.needs_approval {
        let outbox = Outbox::open(services, &task.connection_id).await?;
        let told = Told { what: "wants approval", ..Told::default() };
        outbox.put(&mut batch, Kind::ApprovalWanted, task, &told, now)?;
    }
    if let Some(key) = key {
        batch.insert(&IdempotencyKey { object_id: task.id.clone(), ..key });
    }
    services.store.commit(batch).await?;
    Ok(services.store.tasks().get(&task.id).await?)
}

/// Checks everything that does not depend on what is done; gives the moment at which the task is due first.
pub(super) fn checked(
    connection: &Connection,
    submission: &Submission,
    now: i64,
) -> Result<Option<i64>, ServiceError> {
    let next_at = next_at(submission, now)?;
    check_numbers(submission)?;
    if let (Some(window), Mode::Immediately | Mode::At) = (Window::of(connection)?, submission.mode) {
        window.check(next_at.unwrap_or(now))?;
    }
    Ok(next_at)
}

/// When the task is due first.
fn next_at(submission: &Submission, now: i64) -> Result<Option<i64>, ServiceError> {
    let missing = |field, sentence: &str| Err(ServiceError::invalid("missing", field, sentence));
    match submission.mode {
        Mode::Immediately | Mode::Manual => Ok(None),
        Mode::At => match submission.start_at {
            Some(at) if at > now => Ok(Some(at)),
            Some(_) => Err(ServiceError::invalid("in-the-past", "start_at", "the time is over already")),
            None => missing("start_at", "say when it is to run"),
        },
        Mode::Cron => match &submission.cron {
            Some(cron) => {
                let schedule = Schedule::new(cron, submission.time_zone.as_deref())
                    .map_err(|error| ServiceError::invalid("invalid-schedule", "cron", error.to_string()))?;
                Ok(schedule.next(now))
            }
            None => missing("cron", "say when it is to run: minute hour day month weekday"),
        },
    }
}

fn check_numbers(submission: &Submission) -> Result<(), ServiceError> {
    if !(1..=MAX_PARALLEL).contains(&submission.parallel) {
        let sentence = format!("from 1 to {MAX_PARALLEL} tables at a time");
        return Err(ServiceError::invalid("out-of-range", "parallel", sentence));
    }
    if !(1..=MAX_LOCK_WAIT).contains(&submission.lock_wait_ms) {
        let sentence = format!("from 1 to {MAX_LOCK_WAIT} ms");
        return Err(ServiceError::invalid("out-of-range", "lock_wait_ms", sentence));
    }
    Ok(())
}

/// Every gate of the plan must have been allowed by its code: nobody allows what they have not seen.
pub(super) fn check_hazards(
    gates: &BTreeMap<String, Vec<String>>,
    submission: &Submission,
) -> Result<(), ServiceError> {
    if let Some(unknown) = submission.hazards.iter().find(|code| code.parse::<HazardCode>().is_err()) {
        let sentence = format!("{unknown:?} is the code of no hazard");
        return Err(ServiceError::invalid("unknown-hazard", "hazards", sentence));
    }
    let missing: Vec<String> = gates
        .iter()
        .filter(|(code, _)| !submission.hazards.contains(code))
        .map(|(code, tables)| format!("{code} ({})", tables.join(", ")))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let sentence = format!("these hazards must be allowed, or their pairs skipped: {}", missing.join("; "));
    Err(ServiceError::invalid("hazards-not-allowed", "hazards", sentence))
}

/// How many pairs and statements there are.
async fn counts(services: &Services, analysis: &Analysis) -> Result<BTreeMap<String, i64>, ServiceError> {
    let pairs = services.store.pairs().all(PairsOf::Analysis(&analysis.id), &PairFilter::default()).await?;
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    for pair in &pairs {
        *counts.entry("pairs".to_owned()).or_default() += 1;
        let verdict = if pair.skipped { "Skipped" } else { &pair.verdict };
        *counts.entry(verdict.to_owned()).or_default() += 1;
        if !pair.skipped {
            *counts.entry("statements".to_owned()).or_default() += pair.statements;
        }
    }
    Ok(counts)
}

/// Whether the plan records an existing table as a shadow: that needs no statement.
async fn adopts(services: &Services, analysis: &Analysis) -> Result<bool, ServiceError> {
    let (store, of) = (&services.store, PairsOf::Analysis(&analysis.id));
    let usable = PairFilter {
        verdicts: vec![Verdict::Consistent.as_str().to_owned()],
        skipped: Some(false),
        ..PairFilter::default()
    };
    let wanted: HashSet<i64> = store.pairs().all(of, &usable).await?.iter().map(|one| one.position).collect();
    for body in store.pairs().bodies(of, 0, i64::MAX).await? {
        if wanted.contains(&body.position) && body.body.read::<BodyDocument>()?.pair.adopted {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A new task: what is done, where it begins and its counts are added by whoever makes it.
pub(super) async fn task(
    services: &Services,
    actor: &Actor,
    (connection, database): (&Connection, &str),
    submission: &Submission,
    now: i64,
) -> Result<Task, ServiceError> {
    let within = services.policy_now().await?.approve_within;
    let within = i64::try_from(within.as_millis()).unwrap_or(i64::MAX);
    Ok(Task {
        id: new_id(),
        number: 0,
        kind: TaskKind::Sync,
        connection_id: connection.id.clone(),
        database: database.to_owned(),
        analysis_id: None,
        request: Document::default(),
        counts: Document::default(),
        mode: submission.mode,
        start_at: submission.start_at.filter(|_| submission.mode == Mode::At),
        cron: submission.cron.clone().filter(|_| submission.mode == Mode::Cron),
        time_zone: submission.time_zone.clone(),
        next_at: None,
        error_policy: submission.error_policy,
        drift_policy: if connection.needs_approval {
            connection.drift_on_approval
        } else {
            submission.drift_policy
        },
        hazards: Document::of(&submission.hazards)?,
        parallel: submission.parallel,
        lock_wait_ms: submission.lock_wait_ms,
        remarks: submission.remarks.clone(),
        state: first(submission.mode, connection.needs_approval),
        state_reason: None,
        needs_approval: connection.needs_approval,
        approval: None,
        approve_by: connection.needs_approval.then(|| now.saturating_add(within)),
        created_by: actor.name.clone(),
        created_at: now,
        changed_at: now,
        version: 1,
    })
}
