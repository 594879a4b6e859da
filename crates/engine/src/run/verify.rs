//! Verification: every touched pair is read again and compared again; nothing may differ.

use super::record::{PairResult, Run};
use crate::analyze::analyze;
use crate::event::{Event, Events};
use crate::request::Request;
use shadowtable_plan::analysis::Adoption;
use shadowtable_plan::selection::Range;
use shadowtable_plan::{Pair, PairPlan, Selection, Verdict};
use shadowtable_schema::Name;
use shadowtable_target::Session;
use std::collections::HashMap;

/// Analyzes the pairs that ran once more. Only one that is Consistent now is Synced; the others are Failed, with what
/// still differs.
pub async fn verify(
    request: &Request,
    reader: &mut Session,
    events: &Events,
    run: &mut Run,
) -> Result<(), super::RunError> {
    let sources: Vec<Name> = run
        .pairs
        .iter()
        .filter(|pair| pair.result == PairResult::Pending)
        .map(|pair| pair.pair.source.clone())
        .collect();
    if sources.is_empty() {
        return Ok(());
    }
    events.tell(Event::Verifying { pairs: sources.len() });
    let again = Request {
        selection: Selection { range: Range::Tables(sources), exclude: Vec::new() },
        adoption: Adoption::All,
        ..request.clone()
    };
    let session = super::sessions::reader(reader).await?;
    let now = analyze(&again, reader, vec![session], &Events::none()).await?;
    let found: HashMap<&Pair, &PairPlan> = now.plan.pairs.iter().map(|one| (&one.pair, one)).collect();
    for pair in &mut run.pairs {
        if pair.result != PairResult::Pending {
            continue;
        }
        match found.get(&pair.pair) {
            Some(one) if one.verdict == Verdict::Consistent => {
                pair.result = PairResult::Synced;
                pair.verified = true;
            }
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
    Ok(())
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
