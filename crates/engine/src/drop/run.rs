//! Carrying a removal out: under the lock, keys first, each statement with its fate.

use super::plan::{DropPlan, DropTarget};
use crate::event::{Event, Events};
use crate::run::{
    Interrupt, PairResult, PairRun, Run, RunError, RunOptions, StatementRun, StepState, guard, privilege,
};
use shadowtable_plan::{Pair, PairPlan, Phase, Verdict};
use shadowtable_schema::Name;
use shadowtable_target::registry::Writer;
use shadowtable_target::writer_lock;
use shadowtable_target::{Outcome, Registry, Session, WriterLock, ZeroDates, catalog};
use std::collections::HashSet;
use std::time::Instant;

/// The record of a removal, in the order of its plan.
pub type DropRun = Run;

/// Drops the shadows of a plan and takes them out of the registry. A table whose statement failed stays, and so does its
/// row; the others go on.
///
/// # Errors
/// [`RunError`] when nothing was done.
pub async fn run(
    plan: &DropPlan,
    reader: &mut Session,
    options: &RunOptions,
    events: &Events,
) -> Result<DropRun, RunError> {
    let mut record = record(plan);
    if !record.pairs.iter().any(|pair| pair.result == PairResult::Pending) {
        return Ok(record);
    }
    privilege::check(&record, &plan.registry, reader).await?;
    let registry = Registry::new(plan.registry.clone());
    let mut writer = reader.another(options.purpose()).await?;
    let me = Writer::this_process(options.program.clone(), options.who.clone());
    let lock = WriterLock::acquire(&mut writer, &registry, &me, crate::run::PATIENCE).await?;
    let ended = writer_lock::end_former_writers(&mut writer, &registry, crate::run::PATIENCE).await;
    let outcome = match ended {
        Ok(_) => {
            steps(plan, &mut writer, &options.interrupt, events, &mut record).await;
            finish(&registry, reader, &mut writer, &mut record).await;
            Ok(())
        }
        Err(error) => Err(error),
    };
    lock.release(&mut writer, &registry).await;
    writer.close().await;
    outcome?;
    Ok(record)
}

fn record(plan: &DropPlan) -> Run {
    let pairs = plan.targets.iter().map(|DropTarget { removal, .. }| PairRun {
        pair: removal.pair.clone(),
        result: if removal.refused.is_some() { PairResult::Refused } else { PairResult::Pending },
        reasons: removal.refused.iter().cloned().collect(),
        statements: removal.statements.iter().map(StatementRun::pending).collect(),
        verified: false,
    });
    Run { pairs: pairs.collect(), interrupted: false, halted: None }
}

async fn steps(
    plan: &DropPlan,
    writer: &mut Session,
    interrupt: &Interrupt,
    events: &Events,
    record: &mut Run,
) {
    let of = plan.targets.iter().map(|target| target.removal.statements.len()).sum();
    let mut done = 0;
    for phase in [Phase::DropForeignKeys, Phase::Tables] {
        for (at, target) in plan.targets.iter().enumerate() {
            for (position, statement) in target.removal.statements.iter().enumerate() {
                if statement.phase != phase || record.pairs[at].result != PairResult::Pending {
                    continue;
                }
                if interrupt.is_pressed() {
                    record.interrupted = true;
                    record.end(at, PairResult::NotRun, "the run was interrupted");
                    continue;
                }
                let (pair, sql) = (target.removal.pair.clone(), statement.sql.clone());
                if let Err(reason) = check(&pair, &sql, plan) {
                    record.end(at, PairResult::Failed, format!("a statement was not sent: {reason}"));
                    continue;
                }
                events.tell(Event::StatementStarted { pair: pair.clone(), sql: sql.clone() });
                step(writer, interrupt, record, (at, position)).await;
                done += 1;
                let step = &record.pairs[at].statements[position];
                let error = step.error.as_ref().map(ToString::to_string);
                let took = step.took.unwrap_or_default();
                events.tell(Event::StatementEnded { pair, sql, took, error, done, of });
            }
        }
    }
}

/// The same guard as that of every run: nothing but the shadow and its scratch twins is touched.
fn check(pair: &Pair, sql: &str, plan: &DropPlan) -> Result<(), String> {
    let pair = PairPlan::without_statements(pair.clone(), Verdict::Modify, String::new());
    guard::check(sql, &pair, plan.server.dialect)
}

async fn step(writer: &mut Session, interrupt: &Interrupt, record: &mut Run, (at, position): (usize, usize)) {
    let sql = record.pairs[at].statements[position].sql.clone();
    let canceller = writer.canceller();
    let started = Instant::now();
    let outcome = {
        let mut running = std::pin::pin!(writer.execute(&sql, ZeroDates::Refused));
        tokio::select! {
            outcome = &mut running => outcome,
            () = interrupt.pressed() => {
                record.interrupted = true;
                // When it can't be killed, waiting for its end is all that is left.
                let _ = canceller.cancel_statement().await;
                running.await
            }
        }
    };
    let step = &mut record.pairs[at].statements[position];
    step.took = Some(started.elapsed());
    let reason = match outcome {
        Outcome::Done { .. } => {
            step.state = StepState::Done;
            return;
        }
        Outcome::Failed(error) => {
            step.state = StepState::Failed;
            let reason = format!("the server refused a statement: {error}");
            step.error = Some(error);
            reason
        }
        Outcome::Unknown { reason } => {
            step.state = StepState::Unknown;
            step.remark = Some(reason.clone());
            reason
        }
    };
    record.end(at, PairResult::Failed, reason);
}

/// Reads the catalog again: what is gone is taken out of the registry, whatever became of its statements.
async fn finish(registry: &Registry, reader: &mut Session, writer: &mut Session, record: &mut Run) {
    let touched: Vec<Name> = record
        .pairs
        .iter()
        .filter(|pair| pair.result != PairResult::Refused)
        .map(|pair| pair.pair.shadow.clone())
        .collect();
    let found = match catalog::lookup(reader, &touched).await {
        Ok(found) => found,
        Err(error) => {
            let reason =
                format!("it could not be looked whether it is gone: {}", crate::reading::in_words(&error));
            (0..record.pairs.len()).for_each(|at| record.end(at, PairResult::Failed, reason.clone()));
            return;
        }
    };
    let there: HashSet<Name> = found.iter().map(|one| reader.server().fold(&one.name)).collect();
    let gone: Vec<Name> =
        touched.into_iter().filter(|name| !there.contains(&reader.server().fold(name))).collect();
    let forgotten = registry.forget(writer, &gone).await;
    let gone: HashSet<Name> = gone.into_iter().collect();
    for at in 0..record.pairs.len() {
        let shadow = record.pairs[at].pair.shadow.clone();
        if record.pairs[at].result == PairResult::Refused {
            continue;
        }
        match (&forgotten, gone.contains(&shadow)) {
            (Ok(()), true) => {
                record.pairs[at].result = PairResult::Synced;
                record.pairs[at].verified = true;
            }
            (Err(error), true) => {
                let reason = format!("it is gone, but still registered: {}", crate::reading::in_words(error));
                record.end(at, PairResult::Failed, reason);
            }
            (_, false) => record.end(at, PairResult::Failed, "it is still there"),
        }
    }
}
