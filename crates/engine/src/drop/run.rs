//! Carrying a removal out: under the lock, once it was looked that nothing has changed, keys first, each statement with its
//! fate.

use super::again::again;
use super::plan::DropPlan;
use super::promise::DropPromise;
use crate::event::Events;
use crate::reading::in_words;
use crate::run::prover::Prover;
use crate::run::sessions::Helpers;
use crate::run::{
    Journal, PairResult, PairRun, Run, RunError, RunOptions, StatementRun, gate, privilege, steps,
};
use shadowtable_plan::Pair;
use shadowtable_schema::Name;
use shadowtable_target::registry::Writer;
use shadowtable_target::writer_lock;
use shadowtable_target::{Registry, Session, WriterLock, catalog};
use std::collections::HashSet;

/// The record of a removal, in the order of its plan.
pub type DropRun = Run;

/// Drops the shadows of a plan and takes them out of the registry. A table whose statement failed stays, and so does its
/// row.
///
/// # Errors
/// [`RunError`] when nothing was done.
pub async fn run(
    plan: &DropPlan,
    reader: &mut Session,
    options: &RunOptions,
    (journal, events): (&dyn Journal, &Events),
) -> Result<DropRun, RunError> {
    let mut record = record(plan, options);
    if ends_here(&mut record, options) {
        return Ok(record);
    }
    privilege::check(&record, &plan.registry, reader).await?;
    let registry = Registry::new(plan.registry.clone());
    let mut writer = reader.another(options.purpose()).await?;
    let me = Writer::this_process(options.program.clone(), options.who.clone());
    let lock = WriterLock::acquire(&mut writer, &registry, &me, crate::run::PATIENCE).await?;
    let mut held = Held { plan, reader, writer: &mut writer, lock: &lock, registry: &registry, options };
    let outcome = held.run(&me, (journal, events), &mut record).await;
    lock.release(&mut writer, &registry).await;
    writer.close().await;
    outcome.map(|()| record)
}

/// The record before anything has run: what is refused, or has gates that were not allowed, stays.
fn record(plan: &DropPlan, options: &RunOptions) -> Run {
    let pairs = plan.targets.iter().map(|target| PairRun {
        pair: target.removal.pair.clone(),
        result: if target.removal.refused.is_some() { PairResult::Refused } else { PairResult::Pending },
        reasons: target.removal.refused.iter().cloned().collect(),
        statements: target.removal.statements.iter().map(StatementRun::pending).collect(),
        verified: false,
    });
    let mut record = Run { pairs: pairs.collect(), interrupted: false, halted: None };
    for (at, pair) in plan.as_plan().pairs.iter().enumerate() {
        if let Some(reason) = gate::missing(pair, options) {
            record.end(at, PairResult::Refused, reason);
        }
    }
    record
}

/// Whether nothing is to be sent: nothing waits, or a shadow that stays keeps all others from going.
fn ends_here(record: &mut Run, options: &RunOptions) -> bool {
    if record.is_refused_as_a_whole(options.on_error) {
        record.nothing_runs();
    }
    !record.has_work()
}

/// A removal that holds the lock.
struct Held<'a> {
    plan: &'a DropPlan,
    reader: &'a mut Session,
    writer: &'a mut Session,
    lock: &'a WriterLock,
    registry: &'a Registry,
    options: &'a RunOptions,
}

impl Held<'_> {
    /// What happens while the lock is held.
    async fn run(
        &mut self,
        me: &Writer,
        (journal, events): (&dyn Journal, &Events),
        record: &mut Run,
    ) -> Result<(), RunError> {
        writer_lock::end_former_writers(self.writer, self.registry, crate::run::PATIENCE).await?;
        self.refuse_changed(record).await?;
        if ends_here(record, self.options) {
            return Ok(());
        }
        let mut helpers = Helpers::open(self.reader, self.writer, self.registry, me, self.options).await?;
        let mut writers: Vec<&mut Session> = vec![self.writer];
        writers.extend(helpers.0.iter_mut());
        let nobody = Prover::none();
        let told = (journal, events, &nobody);
        let (work, plan) = ((writers, self.lock), self.plan.as_plan());
        steps::run(&plan, self.reader, work, self.options, told, record).await;
        if let Err(error) = helpers.close(self.writer, self.registry).await {
            tracing::warn!("the registry was left untidy: {}", in_words(&error));
        }
        // What is gone is taken out of the registry by whoever holds the lock, and by nobody else.
        if record.halted.is_none() || self.lock.check(self.writer).await.is_ok() {
            forget(self.registry, self.reader, self.writer, record).await;
        }
        // What was lost after the last statement keeps nobody from looking again and going on.
        let is_over = |pair: &PairRun| matches!(pair.result, PairResult::Synced | PairResult::Refused);
        if !record.pairs.iter().all(is_over)
            && let Err(error) = self.lock.check(self.writer).await
        {
            record.halt(in_words(&error));
        }
        if let Some(reason) = record.halted.clone() {
            record.leave_pending(&reason);
        }
        Ok(())
    }

    /// A plan that is older than its tables never runs.
    async fn refuse_changed(&mut self, record: &mut Run) -> Result<(), RunError> {
        let pairs: Vec<Pair> = record.pairs.iter().map(|pair| pair.pair.clone()).collect();
        let now = again(&self.plan.registry, &pairs, self.reader).await?;
        for (at, (planned, now)) in self.plan.targets.iter().zip(&now.targets).enumerate() {
            let reason = now.removal.refused.clone().or_else(|| DropPromise::of(planned).broken(now));
            if let Some(reason) = reason {
                record.end(at, PairResult::Refused, reason);
            }
        }
        Ok(())
    }
}

/// Reads the catalog again: what is gone is taken out of the registry, whatever became of its statements.
async fn forget(registry: &Registry, reader: &mut Session, writer: &mut Session, record: &mut Run) {
    let touched: Vec<Name> = record
        .pairs
        .iter()
        .filter(|pair| pair.result != PairResult::Refused)
        .map(|pair| pair.pair.shadow.clone())
        .collect();
    let there: HashSet<Name> = match catalog::lookup(reader, &touched).await {
        Ok(found) => found.iter().map(|one| reader.server().fold(&one.name)).collect(),
        Err(error) => {
            record.halt(in_words(&error));
            record.fail_pending(&format!("it could not be looked whether it is gone: {}", in_words(&error)));
            return;
        }
    };
    let is_gone = |name: &Name| !there.contains(&reader.server().fold(name));
    let gone: Vec<Name> = touched.into_iter().filter(is_gone).collect();
    let forgotten = registry.forget(writer, &gone).await;
    let gone: HashSet<Name> = gone.into_iter().collect();
    for at in 0..record.pairs.len() {
        let pair = &mut record.pairs[at];
        let is_gone = gone.contains(&pair.pair.shadow);
        match (&forgotten, is_gone) {
            _ if pair.result == PairResult::Refused => {}
            (Ok(()), true) => {
                pair.result = PairResult::Synced;
                pair.verified = true;
            }
            (Err(error), true) => {
                let reason = format!("it is gone, but still registered: {}", in_words(error));
                record.end(at, PairResult::Failed, reason);
            }
            (_, false) if record.halted.is_some() => {}
            (_, false) => record.end(at, PairResult::Failed, "it is still there"),
        }
    }
}
