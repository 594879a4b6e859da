//! The pairs of an earlier plan, looked at once more.

use super::plan::{DropPlan, folding, registered};
use super::target::{DropTarget, plan_of};
use crate::analyze::AnalyzeError;
use shadowtable_plan::{Folding, Pair, Removal};
use shadowtable_schema::Name;
use shadowtable_target::Session;
use shadowtable_target::registry::Place;
use std::collections::HashMap;

/// What dropping these pairs would do now, in their order. One that is in the registry no more stays, if there still is such
/// a table: it may be anybody's by now. If there is none, nothing is left to be done about it.
///
/// # Errors
/// When the registry or the catalog can't be read.
pub async fn again(place: &Place, pairs: &[Pair], session: &mut Session) -> Result<DropPlan, AnalyzeError> {
    let registered = registered(place, session).await?;
    let folding = folding(session.server());
    let known: HashMap<Name, Name> =
        registered.iter().map(|pair| (folding.key(&pair.shadow), folding.key(&pair.source))).collect();
    let is_known = |pair: &&Pair| known.get(&folding.key(&pair.shadow)) == Some(&folding.key(&pair.source));
    let (chosen, strangers): (Vec<&Pair>, Vec<&Pair>) = pairs.iter().partition(is_known);
    let strangers = strange(&strangers, &known, folding, session).await?;
    let chosen = chosen.into_iter().cloned().collect();
    let mut plan = plan_of(place, chosen, registered, session).await?;
    plan.targets.extend(strangers);
    let places: HashMap<&Pair, usize> = pairs.iter().enumerate().map(|(at, pair)| (pair, at)).collect();
    plan.targets.sort_by_key(|target| places.get(&target.removal.pair).copied());
    Ok(plan)
}

async fn strange(
    pairs: &[&Pair],
    known: &HashMap<Name, Name>,
    folding: Folding,
    session: &mut Session,
) -> Result<Vec<DropTarget>, AnalyzeError> {
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let names = pairs.iter().map(|pair| pair.shadow.clone()).collect();
    let there = crate::shadows::existing(names, session).await?;
    let target = |pair: &&Pair| {
        let shadow = &pair.shadow;
        let exists = there.contains(&session.server().fold(shadow));
        let refused = match known.get(&folding.key(shadow)) {
            Some(source) => Some(format!("{shadow} is registered as the shadow of {source} now")),
            None if exists => Some(format!("{shadow} is not registered as a shadow any more")),
            None => None,
        };
        DropTarget {
            removal: Removal { pair: (*pair).clone(), exists, refused, statements: Vec::new() },
            has_rows: None,
            size: None,
            definition: None,
            fingerprint: None,
        }
    };
    Ok(pairs.iter().map(target).collect())
}
