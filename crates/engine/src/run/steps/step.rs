//! A step: one statement's way through the server, and its fate.

use super::Shared;
use crate::run::look;
use crate::run::record::{PairResult, Run, StepState};
use shadowtable_plan::Statement;
use shadowtable_target::{Outcome, ServerError, Session, Warning, ZeroDates};
use std::time::{Duration, Instant};

/// A statement that is about to be sent.
pub struct Step<'s, 'a> {
    pub at: usize,
    pub position: usize,
    pub statement: &'s Statement,
    pub shared: &'s Shared<'a>,
}

/// What became of it.
pub struct Fate {
    pub state: StepState,
    pub took: Duration,
    pub error: Option<ServerError>,
    pub remark: Option<String>,
    pub warnings: Vec<String>,
    pub rows: Option<u64>,
    pub interrupted: bool,
    /// The connection is gone, and with it the lock.
    pub lost: bool,
}

impl Step<'_, '_> {
    /// Sends the statement and waits for its end. An interrupt kills it on the server; it then answers with an error, or
    /// with success if it was quicker.
    pub async fn run(&self, writer: &mut Session) -> Fate {
        let zero_dates =
            if self.statement.relaxes_zero_dates { ZeroDates::Allowed } else { ZeroDates::Refused };
        let canceller = writer.canceller();
        let connection_id = writer.connection_id();
        let started = Instant::now();
        let mut interrupted = false;
        let outcome = {
            let mut running = std::pin::pin!(writer.execute(&self.statement.sql, zero_dates));
            tokio::select! {
                outcome = &mut running => outcome,
                () = self.shared.options.interrupt.pressed() => {
                    interrupted = true;
                    // When it can't be killed, waiting for its end is all that is left.
                    let _ = canceller.cancel_statement().await;
                    running.await
                }
            }
        };
        let mut fate = self.fate(outcome, connection_id).await;
        fate.took = started.elapsed();
        fate.interrupted = interrupted;
        fate
    }

    async fn fate(&self, outcome: Outcome, connection_id: u64) -> Fate {
        let mut fate = Fate {
            state: StepState::Done,
            took: Duration::ZERO,
            error: None,
            remark: None,
            warnings: Vec::new(),
            rows: None,
            interrupted: false,
            lost: false,
        };
        match outcome {
            Outcome::Done { warnings, affected_rows } => {
                fate.warnings = warnings.iter().map(line).collect();
                fate.rows = Some(affected_rows);
            }
            Outcome::Failed(error) => {
                fate.state = StepState::Failed;
                fate.error = Some(error);
            }
            Outcome::Unknown { reason } => {
                let mut reader = self.shared.reader.lock().await;
                let place = (self.at, self.position);
                fate.state = look::look(&mut reader, connection_id, self.shared.plan, place).await;
                fate.remark = Some(reason);
                fate.lost = true;
            }
        }
        fate
    }
}

fn line(warning: &Warning) -> String {
    format!("{} {}: {}", warning.level, warning.code, warning.message)
}

impl Fate {
    /// Writes it into the record; whatever is not surely done ends the pair.
    pub fn write(self, record: &mut Run, at: usize, position: usize) {
        let Self { state, took, error, remark, warnings, rows, interrupted, lost } = self;
        record.interrupted |= interrupted;
        if lost {
            record.halt("the connection to the server was lost");
        }
        let reason = match (&error, &remark) {
            (Some(error), _) => Some(format!("the server refused a statement: {error}")),
            (None, Some(remark)) => Some(format!("{remark}; {}", found(state))),
            (None, None) => None,
        };
        let step = &mut record.pairs[at].statements[position];
        step.state = state;
        step.took = Some(took);
        step.error = error;
        step.remark = remark;
        step.warnings = warnings;
        step.rows = rows;
        if let Some(reason) = reason {
            record.end(at, PairResult::Failed, reason);
        }
    }
}

fn found(state: StepState) -> &'static str {
    match state {
        StepState::Done => "it was done all the same",
        StepState::NotRun => "it was not done",
        StepState::Pending | StepState::Running | StepState::Failed | StepState::Unknown => {
            "what it did could not be found out"
        }
    }
}
