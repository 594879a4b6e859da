//! Verification: every touched pair is read again and compared again; nothing may differ.

use super::record::{PairResult, Run};
use crate::analyze::{Analysis, analyze};
use crate::event::{Event, Events};
use crate::request::Request;
use shadowtable_plan::analysis::Adoption;
use shadowtable_plan::selection::Range;
use shadowtable_plan::{Pair, PairPlan, Selection, Verdict};
use shadowtable_schema::Name;
use shadowtable_target::Session;
use std::collections::HashMap;

/// How often a pair that can't be read is read: a connection may be lost at any moment, and what was done is done.
const ATTEMPTS: u32 = 3;

/// Analyzes the pairs that ran once more. Only one that is Consistent now is Synced; the others are Failed, with what
/// still differs.
///
/// # Errors
/// When nothing can be read, however often.
pub async fn verify(
    request: &Request,
    reader: &mut Session,
    events: &Events,
    run: &mut Run,
) -> Result<(), super::RunError> {
    let pairs = pending(run).len();
    if pairs > 0 {
        events.tell(Event::Verifying { pairs });
    }
    for attempt in 1..=ATTEMPTS {
        let sources = pending(run);
        if sources.is_empty() {
            return Ok(());
        }
        let is_last = attempt == ATTEMPTS;
        match look(request, reader, sources).await {
            Ok(now) => judge(&now, run, is_last),
            Err(error) if is_last => return Err(error),
            Err(_) => {}
        }
    }
    Ok(())
}

/// The sources of the pairs that ran.
fn pending(run: &Run) -> Vec<Name> {
    let pending = run.pairs.iter().filter(|pair| pair.result == PairResult::Pending);
    pending.map(|pair| pair.pair.source.clone()).collect()
}

async fn look(
    request: &Request,
    reader: &mut Session,
    sources: Vec<Name>,
) -> Result<Analysis, super::RunError> {
    let again = Request {
        selection: Selection { range: Range::Tables(sources), exclude: Vec::new() },
        adoption: Adoption::All,
        ..request.clone()
    };
    Ok(analyze(&again, reader, Vec::new(), &Events::none()).await?)
}

/// Ends the pairs as they are found; one that could not be read stays open unless this was the last time.
fn judge(now: &Analysis, run: &mut Run, is_last: bool) {
    let found: HashMap<&Pair, &PairPlan> = now.plan.pairs.iter().map(|one| (&one.pair, one)).collect();
    for pair in run.pairs.iter_mut().filter(|pair| pair.result == PairResult::Pending) {
        match found.get(&pair.pair) {
            Some(one) if one.verdict == Verdict::Consistent => {
                pair.result = PairResult::Synced;
                pair.verified = true;
            }
            Some(one) if one.verdict == Verdict::Failed && !is_last => {}
            Some(one) => {
                pair.result = PairResult::Failed;
                pair.reasons.push(still_differs(one));
            }
            None => {
                pair.result = PairResult::Failed;
                pair.reasons.push("it could not be read again".to_owned());
            }
        }
    }
}

fn still_differs(pair: &PairPlan) -> String {
    let mut sentence = format!("after its statements the pair is {}, not Consistent", pair.verdict);
    for reason in &pair.reasons {
        sentence.push_str("; ");
        sentence.push_str(reason);
    }
    for statement in &pair.statements {
        sentence.push_str("; still to be done: ");
        sentence.push_str(&statement.sql);
    }
    sentence
}
