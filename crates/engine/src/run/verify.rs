//! Verification: every touched pair is read again and compared again; nothing may differ.

use super::record::{PairResult, PairRun, Run};
use crate::analyze::{Analysis, analyze};
use crate::event::{Event, Events};
use crate::request::Request;
use shadowtable_plan::analysis::Adoption;
use shadowtable_plan::selection::Range;
use shadowtable_plan::{Pair, PairPlan, Plan, Selection, Verdict};
use shadowtable_schema::Name;
use shadowtable_target::Session;
use std::collections::{HashMap, HashSet};

/// How often a pair that can't be read is read: a connection may be lost at any moment, and what was done is done.
const ATTEMPTS: u32 = 3;

/// Analyzes the pairs that ran once more, but for those that were `proved` since their last statement, by their positions.
/// Only one that is Consistent now is Synced; the others are Failed, with what still differs.
///
/// # Errors
/// When nothing can be read, however often.
pub async fn verify(
    (analysis, request): (&Analysis, &Request),
    reader: &mut Session,
    events: &Events,
    proved: &HashSet<usize>,
    run: &mut Run,
) -> Result<(), super::RunError> {
    let pairs = run.pairs.iter().filter(|pair| is_open(pair)).count();
    if pairs == 0 {
        return Ok(());
    }
    events.tell(Event::Verifying { pairs });
    for (_, pair) in
        run.pairs.iter_mut().enumerate().filter(|(at, pair)| proved.contains(at) && is_open(pair))
    {
        synced(pair);
    }
    let sources = sources(&analysis.plan, run);
    if sources.is_empty() {
        return Ok(());
    }
    for attempt in 1..=ATTEMPTS {
        let is_last = attempt == ATTEMPTS;
        match look(request, reader, sources.clone()).await {
            Ok(now) => judge(&now, run, is_last),
            Err(error) if is_last => return Err(error),
            Err(_) => {}
        }
        if !run.pairs.iter().any(is_open) {
            break;
        }
    }
    Ok(())
}

const fn synced(pair: &mut PairRun) {
    pair.result = PairResult::Synced;
    pair.verified = true;
}

const fn is_open(pair: &PairRun) -> bool {
    matches!(pair.result, PairResult::Pending)
}

/// The sources of the pairs that ran, and of the parents that their foreign keys reference: what a key is to be depends on
/// whether its parent's shadow is usable, and one that was made just now is not yet written down as made.
fn sources(plan: &Plan, run: &Run) -> Vec<Name> {
    let ran = || plan.pairs.iter().zip(&run.pairs).filter(|(_, pair)| is_open(pair)).map(|(plan, _)| plan);
    let parents: HashSet<&Name> = ran()
        .filter_map(|pair| pair.planned.as_deref())
        .flat_map(|planned| &planned.wanted.foreign_keys)
        .map(|key| &key.parent.name)
        .collect();
    let shadows: HashSet<&Name> = ran().map(|pair| &pair.pair.shadow).collect();
    let is_wanted = |pair: &&PairPlan| {
        let shadow = &pair.pair.shadow;
        shadows.contains(shadow) || (parents.contains(shadow) && pair.verdict.is_usable() && !pair.skipped)
    };
    plan.pairs.iter().filter(is_wanted).map(|pair| pair.pair.source.clone()).collect()
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

/// Ends the pairs as they are found. Where a table could not be read, those that seem to differ stay open unless this was
/// the last time: a child of that table seems to need another key.
fn judge(now: &Analysis, run: &mut Run, is_last: bool) {
    let blind = now.plan.pairs.iter().any(|one| one.verdict == Verdict::Failed);
    let found: HashMap<&Pair, &PairPlan> = now.plan.pairs.iter().map(|one| (&one.pair, one)).collect();
    for pair in run.pairs.iter_mut().filter(|pair| is_open(pair)) {
        match found.get(&pair.pair) {
            Some(one) if one.verdict == Verdict::Consistent => synced(pair),
            Some(_) if blind && !is_last => {}
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
