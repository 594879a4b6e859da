//! The steps: phase by phase, several tables at a time, one statement after the other in each.

mod lane;
mod step;

use super::options::{ErrorPolicy, RunOptions};
use super::record::{PairResult, PairRun, Run};
use crate::event::Events;
use crate::run::journal::Journal;
use crate::run::prover::Prover;
use lane::Lane;
use shadowtable_plan::{Phase, Plan, Statement};
use shadowtable_target::{Session, WriterLock};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Everything that the lanes share while the steps run.
struct Shared<'a> {
    plan: &'a Plan,
    options: &'a RunOptions,
    journal: &'a dyn Journal,
    events: &'a Events,
    prover: &'a Prover,
    /// The session that only looks.
    reader: tokio::sync::Mutex<&'a mut Session>,
    record: Mutex<&'a mut Run>,
    /// What gives the right to go on.
    lock: &'a WriterLock,
    done: AtomicUsize,
    of: usize,
}

/// The statements of one pair in one phase.
struct Job {
    /// The pair's position in the plan.
    at: usize,
    /// The statements' positions in the pair.
    statements: Vec<usize>,
}

/// Runs all statements of the pairs that are pending. Phases do not overlap; within a phase each of `writers` works on
/// one pair at a time.
pub async fn run(
    plan: &Plan,
    reader: &mut Session,
    (mut writers, lock): (Vec<&mut Session>, &WriterLock),
    options: &RunOptions,
    (journal, events, prover): (&dyn Journal, &Events, &Prover),
    record: &mut Run,
) {
    let of = plan.pairs.iter().map(|pair| pair.statements.len()).sum();
    let shared = Shared {
        plan,
        options,
        journal,
        events,
        prover,
        reader: tokio::sync::Mutex::new(reader),
        record: Mutex::new(record),
        lock,
        done: AtomicUsize::new(0),
        of,
    };
    for phase in Phase::ALL {
        let jobs = jobs(plan, phase);
        let next = AtomicUsize::new(0);
        let lanes = writers.iter_mut().map(|writer| work(Lane { writer, shared: &shared }, &jobs, &next));
        futures_util::future::join_all(lanes).await;
    }
}

fn jobs(plan: &Plan, phase: Phase) -> Vec<Job> {
    let of_pair = |(at, pair): (usize, &shadowtable_plan::PairPlan)| {
        let in_phase = |(_, statement): &(usize, &Statement)| statement.phase == phase;
        let statements: Vec<usize> =
            pair.statements.iter().enumerate().filter(in_phase).map(|(position, _)| position).collect();
        (!statements.is_empty()).then_some(Job { at, statements })
    };
    plan.pairs.iter().enumerate().filter_map(of_pair).collect()
}

/// Takes jobs until there is none left.
async fn work(mut lane: Lane<'_, '_>, jobs: &[Job], next: &AtomicUsize) {
    while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
        for &position in &job.statements {
            if lane.shared.goes_on(job.at, position) {
                lane.step(job.at, position).await;
            }
        }
    }
}

impl Shared<'_> {
    /// Changes the record.
    fn record<T>(&self, change: impl FnOnce(&mut Run) -> T) -> T {
        // A lane that panicked leaves a record that is still true.
        change(&mut self.record.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn statement(&self, at: usize, position: usize) -> &Statement {
        &self.plan.pairs[at].statements[position]
    }

    /// Whether the statement is to be sent; if not, its pair is ended with the reason.
    fn goes_on(&self, at: usize, position: usize) -> bool {
        let statement = self.statement(at, position);
        self.record(|record| {
            if record.pairs[at].result != PairResult::Pending {
                return false;
            }
            match self.obstacle(statement, record) {
                Some(reason) => {
                    record.end(at, PairResult::NotRun, reason);
                    false
                }
                None => true,
            }
        })
    }

    /// Why nothing more is begun, if so.
    fn obstacle(&self, statement: &Statement, record: &mut Run) -> Option<String> {
        if self.options.interrupt.is_pressed() {
            record.interrupted = true;
            return Some("the run was interrupted".to_owned());
        }
        if let Some(reason) = &record.halted {
            return Some(reason.clone());
        }
        let failed = |pair: &PairRun| pair.result == PairResult::Failed;
        if self.options.on_error == ErrorPolicy::Abort && record.pairs.iter().any(failed) {
            return Some("another table failed, and errors abort the run".to_owned());
        }
        let lost = |pair: &&PairRun| {
            statement.depends_on.contains(&pair.pair.shadow)
                && matches!(pair.result, PairResult::Failed | PairResult::Refused | PairResult::NotRun)
        };
        let parent = record.pairs.iter().find(lost)?;
        Some(format!("{}, which it depends on, did not come to its end", parent.pair.shadow))
    }
}
