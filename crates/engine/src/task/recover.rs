//! Recovery: what a former holder of a run left behind, and how the run goes on.
//!
//! A statement outlives its client: after `kill -9` an ALTER runs on for seconds and may still finish. So first every
//! connection that wrote is ended and gone, then the tables are looked at. Planning gives the same statements for the same
//! tables, always: what a pair needs now must be the end of what it was to get, and where that end begins tells which
//! statements were done. If it is not, somebody else has changed the table, and nobody can tell.

use super::keeper::Place;
use super::plan_run::{RunPlan, fresh};
use super::seen::{HAD_ENDED, done_before, end_former_writers, has_ended, settle};
use crate::event::Events;
use crate::request::Request;
use crate::service::ServiceError;
use shadowtable_plan::selection::Range;
use shadowtable_plan::{Pair, PairPlan, Selection, Verdict};
use shadowtable_schema::Name;
use shadowtable_store::{Claim, RunPairFilter, Step, StepState, Store};
use shadowtable_target::Session;
use std::collections::HashMap;

/// A run that can go on.
#[derive(Debug)]
pub struct Recovered {
    /// What is left to be done; pairs that had ended are refused in it.
    pub plan: RunPlan,
    /// The pairs that had not ended, with their places.
    pub places: HashMap<Pair, Place>,
    /// The pairs of which nobody can tell what was done, each with the reason.
    pub untold: Vec<(Pair, String)>,
}

/// Ends the former writers, looks at the tables of the pairs that had not ended, and settles their steps.
///
/// # Errors
/// When the database can't be reached or the store does not take it.
pub async fn recover(
    store: &Store,
    claim: &Claim,
    request: Request,
    session: &mut Session,
    who: &str,
) -> Result<Recovered, ServiceError> {
    end_former_writers((store, claim), &request.registry, session, who).await?;
    let pairs = store.run_pairs().all(&claim.id, &RunPairFilter::default()).await?;
    let sources: Vec<Name> = pairs.iter().map(|pair| Name::new(&pair.source)).collect();
    let there =
        crate::shadows::still_there(sources, session).await.map_err(|error| ServiceError::target(&error))?;
    let selection = Selection { range: Range::Tables(there), exclude: Vec::new() };
    let mut plan = fresh(Request { selection, ..request }, session, &Events::none()).await?;
    // A table that could not be read, since the connection was lost once more, makes its children seem to need other keys.
    if let Some(blind) = plan.analysis.plan.pairs.iter().find(|pair| pair.verdict == Verdict::Failed) {
        let sentence = format!("{}: {}", blind.pair, blind.reasons.join("; "));
        return Err(ServiceError::Target { sentence, hint: None });
    }
    let now: HashMap<Pair, PairPlan> =
        plan.analysis.plan.pairs.iter().map(|pair| (pair.pair.clone(), pair.clone())).collect();
    let mut recovered = HashMap::new();
    let mut untold = Vec::new();
    for row in pairs {
        let pair = Pair { source: Name::new(&row.source), shadow: Name::new(&row.shadow) };
        let steps = store.steps().of_pair(&claim.id, row.position).await?;
        if has_ended(&row, &steps) {
            plan.analysis.refused.push((pair, HAD_ENDED.to_owned()));
            continue;
        }
        match look(&steps, now.get(&pair)) {
            Ok(offset) => {
                settle(store, claim, &row, &steps, |position, _| Some(seen(position, offset))).await?;
                recovered.insert(pair, Place { row, offset });
            }
            Err(reason) => untold.push((pair, reason)),
        }
    }
    Ok(Recovered { plan, places: recovered, untold })
}

/// How many of the steps were done, judged by what the pair needs now.
fn look(steps: &[Step], now: Option<&PairPlan>) -> Result<usize, String> {
    let Some(now) = now else { return Err("its source is gone".to_owned()) };
    match now.verdict {
        Verdict::Consistent => return Ok(steps.len()),
        Verdict::Create | Verdict::Modify => {}
        Verdict::Conflict | Verdict::Unsupported | Verdict::Failed => {
            return Err(format!("it is {} now: {}", now.verdict, now.reasons.join("; ")));
        }
    }
    let needed: Vec<&str> = now.statements.iter().map(|statement| statement.sql.as_str()).collect();
    done_before(
        steps,
        &needed,
        "its tables are neither as they were before nor as they would be after the statement whose \
                     answer was lost",
    )
}

/// The steps before `offset` are Done, those behind it Pending.
fn seen(position: usize, offset: usize) -> (StepState, &'static str) {
    if position < offset {
        (StepState::Done, "the answer was lost; the table shows that it was done")
    } else {
        (StepState::Pending, "the answer was lost; the table shows that it was not done")
    }
}

#[cfg(test)]
mod tests {
    use super::super::outline::number;
    use super::*;
    use shadowtable_plan::{Phase, Statement};
    use shadowtable_store::Document;

    fn steps(states: &[(&str, StepState)]) -> Vec<Step> {
        let step = |(position, (sql, state)): (usize, &(&str, StepState))| Step {
            run_id: "r".to_owned(),
            pair: 0,
            position: number(position),
            phase: "tables".to_owned(),
            sql: (*sql).to_owned(),
            state: *state,
            started_at: None,
            took_ms: None,
            code: None,
            sqlstate: None,
            message: None,
            remark: None,
            warnings: Document::default(),
            affected_rows: None,
        };
        states.iter().enumerate().map(step).collect()
    }

    fn needs(verdict: Verdict, sql: &[&str]) -> PairPlan {
        let pair = Pair { source: "a".into(), shadow: "_t_a".into() };
        let mut plan = PairPlan::without_statements(pair, verdict, String::new());
        let statement = |sql: &&str| Statement::new(Phase::Tables, "_t_a".into(), (*sql).to_owned());
        plan.statements = sql.iter().map(statement).collect();
        plan
    }

    #[test]
    fn what_is_needed_now_tells_what_was_done() {
        use StepState::{Done, Pending, Unknown};
        let check = |states: &[(&str, StepState)], verdict, sql: &[&str], expected: Option<usize>| {
            assert_eq!(look(&steps(states), Some(&needs(verdict, sql))).ok(), expected, "{states:?} {sql:?}");
        };
        let three = [("a", Done), ("b", Unknown), ("c", Pending)];
        check(&three, Verdict::Modify, &["b", "c"], Some(1));
        check(&three, Verdict::Modify, &["c"], Some(2));
        // The table has shrunk since, and needs no promise about its writers any more.
        let large = [("a", Done), ("b, ALGORITHM=INSTANT", Unknown), ("c", Pending)];
        check(&large, Verdict::Modify, &["b", "c"], Some(1));
        check(&[("a", Done), ("b", Unknown)], Verdict::Consistent, &[], Some(2));
        // A rebuild begins again with an empty scratch table.
        check(&three, Verdict::Modify, &["a", "b", "c"], Some(0));
        // Somebody else was there.
        check(&three, Verdict::Modify, &["d"], None);
        check(&three, Verdict::Conflict, &["c"], None);
        check(&[("a", Done), ("b", Pending), ("c", Pending)], Verdict::Modify, &["c"], None);
        assert!(look(&steps(&three), None).is_err());
    }
}
