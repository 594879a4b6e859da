//! The steps: one statement after the other, each with its fate.

use super::options::{ErrorPolicy, RunOptions};
use super::record::{PairResult, Run, StepState};
use super::{guard, look};
use crate::analyze::Analysis;
use crate::event::{Event, Events};
use shadowtable_plan::{Fingerprint, Pair, Phase, Statement};
use shadowtable_schema::Name;
use shadowtable_target::{Outcome, Session, ZeroDates, facts};
use std::collections::HashMap;
use std::time::Instant;

/// Runs all statements of the pairs that are pending, phase by phase.
pub async fn run(
    analysis: &Analysis,
    (reader, writer): (&mut Session, &mut Session),
    options: &RunOptions,
    events: &Events,
    run: &mut Run,
) {
    let plan = &analysis.plan;
    let of = plan.pairs.iter().map(|pair| pair.statements.len()).sum();
    let mut seen: HashMap<Name, Option<Fingerprint>> = HashMap::new();
    let mut done = 0;
    for phase in [Phase::DropForeignKeys, Phase::Tables, Phase::AddForeignKeys] {
        for (at, pair) in plan.pairs.iter().enumerate() {
            for (position, statement) in pair.statements.iter().enumerate() {
                if statement.phase != phase || run.pairs[at].result != PairResult::Pending {
                    continue;
                }
                if stops(at, statement, options, run) {
                    continue;
                }
                let mut step = Step { analysis, at, position, statement, events };
                let before = seen.get(&statement.table).cloned().unwrap_or_else(|| step.fingerprint_before());
                step.execute((reader, writer), before, options, run).await;
                seen.remove(&statement.table);
                done += 1;
                step.tell_end(run, done, of);
            }
        }
    }
}

/// Whether the statement must not run any more; its pair is ended then.
fn stops(at: usize, statement: &Statement, options: &RunOptions, run: &mut Run) -> bool {
    if options.interrupt.is_pressed() {
        run.interrupted = true;
        run.end(at, PairResult::NotRun, "the run was interrupted");
        return true;
    }
    let failed = |pair: &super::PairRun| pair.result == PairResult::Failed;
    if options.on_error == ErrorPolicy::Abort && run.pairs.iter().any(failed) {
        run.end(at, PairResult::NotRun, "another table failed, and errors abort the run");
        return true;
    }
    let depends = |pair: &super::PairRun| {
        statement.depends_on.contains(&pair.pair.shadow)
            && matches!(pair.result, PairResult::Failed | PairResult::Refused | PairResult::NotRun)
    };
    if let Some(parent) = run.pairs.iter().find(|pair| depends(pair)) {
        let reason = format!("{}, which it depends on, was not synchronized", parent.pair.shadow);
        run.end(at, PairResult::NotRun, reason);
        return true;
    }
    false
}

/// One statement on its way.
struct Step<'a> {
    analysis: &'a Analysis,
    at: usize,
    position: usize,
    statement: &'a Statement,
    events: &'a Events,
}

impl Step<'_> {
    fn pair(&self) -> &Pair {
        &self.analysis.plan.pairs[self.at].pair
    }

    /// The definition of the shadow before the run touched it.
    fn fingerprint_before(&self) -> Option<Fingerprint> {
        let plan = &self.analysis.plan.pairs[self.at];
        if self.statement.table == plan.pair.shadow { plan.shadow_fingerprint.clone() } else { None }
    }

    async fn execute(
        &mut self,
        (reader, writer): (&mut Session, &mut Session),
        before: Option<Fingerprint>,
        options: &RunOptions,
        run: &mut Run,
    ) {
        let plan = &self.analysis.plan.pairs[self.at];
        if let Err(reason) = guard::check(&self.statement.sql, plan, self.analysis.plan.dialect) {
            run.end(self.at, PairResult::Failed, format!("a statement was not sent: {reason}"));
            return;
        }
        if self.statement.needs_empty && self.has_rows(reader).await {
            let reason = "rows have come since the plan was made, when the shadow was empty: plan again";
            run.end(self.at, PairResult::Refused, reason);
            return;
        }
        self.events
            .tell(Event::StatementStarted { pair: self.pair().clone(), sql: self.statement.sql.clone() });
        run.pairs[self.at].statements[self.position].state = StepState::Running;
        let zero_dates =
            if self.statement.relaxes_zero_dates { ZeroDates::Allowed } else { ZeroDates::Refused };
        let canceller = writer.canceller();
        let connection_id = writer.connection_id();
        let started = Instant::now();
        let outcome = {
            let mut running = std::pin::pin!(writer.execute(&self.statement.sql, zero_dates));
            tokio::select! {
                outcome = &mut running => outcome,
                () = options.interrupt.pressed() => {
                    // The statement then answers with an error, or with success if it was quicker.
                    let _ = canceller.cancel_statement().await;
                    run.interrupted = true;
                    running.await
                }
            }
        };
        let step = &mut run.pairs[self.at].statements[self.position];
        step.took = Some(started.elapsed());
        match outcome {
            Outcome::Done { warnings, affected_rows: _ } => {
                step.state = StepState::Done;
                step.warnings = warnings
                    .iter()
                    .map(|one| format!("{} {}: {}", one.level, one.code, one.message))
                    .collect();
            }
            Outcome::Failed(error) => {
                let reason = format!("the server refused a statement: {error}");
                step.state = StepState::Failed;
                step.error = Some(error);
                run.end(self.at, PairResult::Failed, reason);
            }
            Outcome::Unknown { reason } => {
                let (table, dialect) = (&self.statement.table, self.analysis.plan.dialect);
                let state = look::look(reader, connection_id, table, before.as_ref(), dialect).await;
                step.state = state;
                step.remark = Some(reason.clone());
                let found = match state {
                    StepState::Done => "it was done all the same",
                    StepState::NotRun => "it was not done",
                    _ => "what it did could not be found out",
                };
                run.end(self.at, PairResult::Failed, format!("{reason}; {found}"));
            }
        }
    }

    async fn has_rows(&self, reader: &mut Session) -> bool {
        // Not knowing is as good as having rows.
        facts::has_rows(reader, &self.pair().shadow).await.unwrap_or(true)
    }

    fn tell_end(&self, run: &Run, done: usize, of: usize) {
        let step = &run.pairs[self.at].statements[self.position];
        self.events.tell(Event::StatementEnded {
            pair: self.pair().clone(),
            sql: step.sql.clone(),
            took: step.took.unwrap_or_default(),
            error: step.error.as_ref().map(ToString::to_string),
            done,
            of,
        });
    }
}
