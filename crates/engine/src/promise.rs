//! A stored plan fires: its tables are analyzed again, and what it promised is compared with what they need now.

use crate::analyze::{Analysis, AnalyzeError, analyze};
use crate::event::Events;
use crate::request::Request;
use shadowtable_plan::selection::Range;
use shadowtable_plan::{Pair, PairPlan, Promise, Selection, Verdict};
use shadowtable_schema::Name;
use shadowtable_target::Session;
use std::collections::HashMap;

/// What happens to a pair whose tables have changed since the plan was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DriftPolicy {
    /// It is refused.
    #[default]
    Refuse,
    /// What it needs now is done.
    Replan,
}

/// A stored plan that was held against its database.
#[derive(Debug)]
pub struct Redeemed {
    /// What the database needs now. Pairs whose promise is broken are refused in it, unless they were to be planned anew.
    pub analysis: Analysis,
    /// The request that it answers.
    pub request: Request,
    /// The pairs whose promise is broken, each with the reason.
    pub drifted: Vec<(Pair, String)>,
}

/// Analyzes the pairs of a stored plan again. `request` is the one that the plan answered.
///
/// # Errors
/// [`AnalyzeError`] when nothing could be analyzed.
pub async fn redeem(
    request: &Request,
    promises: &[Promise],
    policy: DriftPolicy,
    session: &mut Session,
    events: &Events,
) -> Result<Redeemed, AnalyzeError> {
    let sources: Vec<Name> = promises.iter().map(|promise| promise.pair.source.clone()).collect();
    let existing = crate::shadows::existing(sources.clone(), session).await?;
    let (there, gone): (Vec<Name>, Vec<Name>) =
        sources.into_iter().partition(|name| existing.contains(&session.server().fold(name)));
    let request = Request {
        selection: Selection { range: Range::Tables(there), exclude: Vec::new() },
        ..request.clone()
    };
    let mut analysis = analyze(&request, session, Vec::new(), events).await?;
    let promised: HashMap<&Pair, &Promise> = promises.iter().map(|one| (&one.pair, one)).collect();
    let mut drifted = Vec::new();
    for pair in &analysis.plan.pairs {
        let broken = match promised.get(&pair.pair) {
            Some(promise) => promise.broken(pair),
            None => Some(format!("the plan has another shadow for {}", pair.pair.source)),
        };
        drifted.extend(broken.map(|reason| (pair.pair.clone(), reason)));
    }
    if policy == DriftPolicy::Refuse {
        analysis.refused.clone_from(&drifted);
    }
    let by_source: HashMap<&Name, &Promise> = promises.iter().map(|one| (&one.pair.source, one)).collect();
    for name in gone {
        let Some(promise) = by_source.get(&name) else { continue };
        let reason = format!("{name} has been dropped since the plan was made");
        drifted.push((promise.pair.clone(), reason.clone()));
        let pair = PairPlan::without_statements(promise.pair.clone(), Verdict::Conflict, reason);
        analysis.plan.pairs.push(pair);
    }
    Ok(Redeemed { analysis, request, drifted })
}
