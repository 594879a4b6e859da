//! Recovery of a run that drops shadows: the former writers are ended, then it is looked which shadows are gone.
//!
//! What a shadow needs now must be the end of what it was to get. A table that stands at the name of one that was to go
//! must still be that one: somebody may have made another in between.

use super::drop_run::REGISTRY;
use super::held::Held;
use super::keeper::Place;
use super::seen::{HAD_ENDED, done_before, end_former_writers, has_ended, settle};
use crate::drop::{DropPlan, DropPromise, DropTarget, again};
use crate::service::ServiceError;
use shadowtable_plan::Pair;
use shadowtable_schema::Name;
use shadowtable_store::{RunPairFilter, Step, StepState};
use shadowtable_target::Session;
use std::collections::HashMap;

/// A run that can go on.
pub struct Recovered {
    /// What is left to be done; pairs that had ended are refused in it.
    pub plan: DropPlan,
    /// The pairs that had not ended, with their places.
    pub places: HashMap<Pair, Place>,
    /// The pairs of which nobody can tell what was done, each with the reason.
    pub untold: Vec<(Pair, String)>,
}

/// Ends the former writers, looks at the shadows that had not ended, and settles their steps.
///
/// # Errors
/// When the database can't be reached or the store does not take it.
pub async fn recover(held: &Held<'_>, session: &mut Session) -> Result<Recovered, ServiceError> {
    let (store, claim) = (held.store(), &held.claimed.claim);
    end_former_writers((store, claim), &REGISTRY, session, &held.task.created_by).await?;
    let promises = held.drop_promises().await?;
    let promises: HashMap<&Pair, &DropPromise> = promises.iter().map(|one| (&one.pair, one)).collect();
    let rows = store.run_pairs().all(&claim.id, &RunPairFilter::default()).await?;
    let pairs: Vec<Pair> = rows
        .iter()
        .map(|row| Pair { source: Name::new(&row.source), shadow: Name::new(&row.shadow) })
        .collect();
    // All of them, those that have ended too: which keys are in the way depends on what goes together.
    let plan = again(&REGISTRY, &pairs, session).await.map_err(|error| ServiceError::target(&error))?;
    let mut recovered = Recovered { plan, places: HashMap::new(), untold: Vec::new() };
    for (at, (row, pair)) in rows.into_iter().zip(pairs).enumerate() {
        let steps = store.steps().of_pair(&claim.id, row.position).await?;
        let target = &mut recovered.plan.targets[at];
        if has_ended(&row, &steps) {
            target.refuse(HAD_ENDED.to_owned());
            continue;
        }
        match look(&steps, target, promises.get(&pair).copied()) {
            Ok(Found::Left(offset)) => {
                settle(store, claim, &row, &steps, |position, state| seen(position < offset, state)).await?;
                recovered.places.insert(pair, Place { row, offset });
            }
            Ok(Found::Stays(reason)) => {
                target.refuse(reason);
                recovered.places.insert(pair, Place { row, offset: 0 });
            }
            Err(reason) => recovered.untold.push((pair, reason)),
        }
    }
    Ok(recovered)
}

/// What looking at a shadow tells.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    /// So many of its statements were done.
    Left(usize),
    /// Nothing was sent, and nothing will be, for this reason.
    Stays(String),
}

fn look(steps: &[Step], now: &DropTarget, promise: Option<&DropPromise>) -> Result<Found, String> {
    if !now.removal.exists && now.removal.refused.is_none() {
        return Ok(Found::Left(steps.len()));
    }
    let was_sent = steps.iter().any(|step| step.state != StepState::Pending);
    let is_another = promise.and_then(|promise| promise.broken(now));
    if let Some(reason) = now.removal.refused.clone().or(is_another) {
        return if was_sent { Err(reason) } else { Ok(Found::Stays(reason)) };
    }
    let needed: Vec<&str> = now.removal.statements.iter().map(|one| one.sql.as_str()).collect();
    done_before(
        steps,
        &needed,
        "it is neither as it was before nor as it would be after the statement whose answer was lost",
    )
    .map(Found::Left)
}

/// The steps that are no longer needed are Done, or were not needed if they were never sent; the others are Pending.
fn seen(is_over: bool, state: StepState) -> Option<(StepState, &'static str)> {
    match (is_over, state) {
        (_, StepState::NotRun) => None,
        (true, StepState::Pending) => Some((StepState::NotRun, "the table was gone before it was sent")),
        (true, _) => Some((StepState::Done, "the answer was lost; it shows that it was done")),
        (false, _) => Some((StepState::Pending, "the answer was lost; it shows that it was not done")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shadowtable_plan::{Phase, Removal, Statement};
    use shadowtable_store::Document;

    const KEY: &str = "ALTER TABLE `_t_a` DROP FOREIGN KEY `f`";
    const TABLE: &str = "DROP TABLE `_t_a`";

    fn steps(states: [StepState; 2]) -> Vec<Step> {
        let step = |((sql, state), position)| Step {
            run_id: "r".to_owned(),
            pair: 0,
            position,
            phase: "tables".to_owned(),
            sql: String::from(sql),
            state,
            started_at: None,
            took_ms: None,
            code: None,
            sqlstate: None,
            message: None,
            remark: None,
            warnings: Document::from_text("[]"),
            affected_rows: None,
        };
        [KEY, TABLE].into_iter().zip(states).zip(0..).map(step).collect()
    }

    fn target(statements: &[&str]) -> DropTarget {
        let pair = Pair { source: "a".into(), shadow: "_t_a".into() };
        let statements = statements
            .iter()
            .map(|sql| Statement::new(Phase::Tables, "_t_a".into(), (*sql).to_owned()))
            .collect();
        DropTarget {
            removal: Removal { pair, exists: true, refused: None, statements },
            has_rows: Some(false),
            size: None,
            definition: None,
            fingerprint: None,
        }
    }

    #[test]
    fn what_is_there_tells_what_was_done() {
        use StepState::{Done, Pending, Running};
        let check = |states, now: &[&str], expected| {
            assert_eq!(look(&steps(states), &target(now), None).ok(), expected, "{states:?} {now:?}");
        };
        check([Pending, Pending], &[KEY, TABLE], Some(Found::Left(0)));
        check([Running, Pending], &[KEY, TABLE], Some(Found::Left(0)));
        check([Running, Pending], &[TABLE], Some(Found::Left(1)));
        check([Done, Running], &[TABLE], Some(Found::Left(1)));
        check([Pending, Pending], &[TABLE], None);
        check([Done, Running], &[KEY], None);
    }

    #[test]
    fn a_shadow_that_is_gone_needs_nothing_and_another_one_is_left_alone() {
        use StepState::{Done, Pending, Running};
        let promise = DropPromise::of(&target(&[KEY, TABLE]));
        let mut gone = target(&[]);
        gone.removal.exists = false;
        assert_eq!(look(&steps([Done, Running]), &gone, Some(&promise)), Ok(Found::Left(2)));
        let mut other = target(&[TABLE]);
        other.has_rows = Some(true);
        assert!(look(&steps([Done, Running]), &other, Some(&promise)).is_err());
        let stays = look(&steps([Pending, Pending]), &other, Some(&promise));
        assert!(matches!(stays, Ok(Found::Stays(_))), "{stays:?}");
    }
}
