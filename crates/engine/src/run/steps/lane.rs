//! A lane: one connection that works on one pair at a time.

use super::Shared;
use super::step::Step;
use crate::event::Event;
use crate::misfits;
use crate::reading::in_words;
use crate::run::guard;
use crate::run::journal::StepPlace;
use crate::run::record::{PairResult, StepState};
use crate::run::sessions;
use shadowtable_plan::Question;
use shadowtable_target::{Session, facts};
use std::sync::atomic::Ordering;

/// One connection for writing, with what it shares with the others.
pub struct Lane<'w, 'a> {
    pub writer: &'w mut Session,
    pub shared: &'w Shared<'a>,
}

impl Lane<'_, '_> {
    /// Takes one statement from intent to fact: checked once more, sent, recorded.
    pub async fn step(&mut self, at: usize, position: usize) {
        let shared = self.shared;
        let plan = &shared.plan.pairs[at];
        let statement = shared.statement(at, position);
        if let Err(reason) = guard::check(&statement.sql, plan, shared.plan.dialect) {
            let reason = format!("a statement was not sent: {reason}");
            shared.record(|record| record.end(at, PairResult::Failed, reason));
            return;
        }
        if statement.needs_empty && self.has_rows(at).await {
            let reason = "rows have come since the plan was made, when the shadow was empty: plan again";
            shared.record(|record| record.end(at, PairResult::Refused, reason));
            return;
        }
        if self.has_misfits(at, &statement.must_fit).await {
            let reason =
                "rows that do not fit have come since the plan was made, when there were none: plan again";
            shared.record(|record| record.end(at, PairResult::Refused, reason));
            return;
        }
        if let Err(error) = shared.lock.check(self.writer).await {
            // Somebody else may be at work by now. This ends the whole run, whatever the error policy says.
            shared.record(|record| record.halt(format!("nothing more is begun: {}", in_words(&error))));
            return;
        }
        let place = StepPlace { pair: &plan.pair, position };
        if let Err(error) = shared.journal.intent(place).await {
            shared.record(|record| record.halt(error.to_string()));
            return;
        }
        let (pair, sql) = (plan.pair.clone(), statement.sql.clone());
        shared.events.tell(Event::StatementStarted { pair: pair.clone(), sql: sql.clone() });
        shared.record(|record| record.pairs[at].statements[position].state = StepState::Running);
        let fate = Step { at, position, statement, shared }.run(self.writer).await;
        let error = fate.error.as_ref().map(ToString::to_string);
        let took = fate.took;
        let written = shared.record(|record| {
            fate.write(record, at, position);
            record.pairs[at].statements[position].clone()
        });
        if let Err(error) = shared.journal.fact(place, &written).await {
            shared.record(|record| record.halt(error.to_string()));
        }
        if written.state == StepState::Done {
            shared.prover.done(shared.plan, at, position);
        }
        let done = shared.done.fetch_add(1, Ordering::Relaxed) + 1;
        shared.events.tell(Event::StatementEnded { pair, sql, took, error, done, of: shared.of });
    }

    async fn has_misfits(&self, at: usize, questions: &[Question]) -> bool {
        let shadow = &self.shared.plan.pairs[at].pair.shadow;
        for question in questions {
            let mut reader = self.shared.reader.lock().await;
            // Not knowing is as good as having some.
            if misfits::count(&mut reader, shadow, question, 1).await != Some(0) {
                return true;
            }
        }
        false
    }

    async fn has_rows(&self, at: usize) -> bool {
        let shadow = &self.shared.plan.pairs[at].pair.shadow;
        let mut reader = self.shared.reader.lock().await;
        if let Ok(has_rows) = facts::has_rows(&mut reader, shadow).await {
            return has_rows;
        }
        // The reader may have been lost, which says nothing of the shadow. Not knowing is as good as having rows.
        let Ok(mut fresh) = sessions::reader(&reader).await else { return true };
        let has_rows = facts::has_rows(&mut fresh, shadow).await.unwrap_or(true);
        fresh.close().await;
        has_rows
    }
}
