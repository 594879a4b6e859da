//! What a run is to do: the plan that was submitted, if it still holds, or a fresh one.

use crate::event::Events;
use crate::memory::BodyDocument;
use crate::promise::{DriftPolicy as OnDrift, redeem};
use crate::request::Request;
use crate::service::{AnalysisRequest, ServiceError};
use crate::{Analysis, analyze};
use shadowtable_plan::selection::Range;
use shadowtable_plan::{Pair, Promise};
use shadowtable_schema::Name;
use shadowtable_store::{
    Cause, DriftPolicy, Mode, PairFilter, PairResult, PairsOf, Run, RunPairFilter, Store, Task,
};
use shadowtable_target::Session;
use std::collections::HashMap;

/// The plan of a run.
#[derive(Debug)]
pub struct RunPlan {
    /// The analysis that it is in.
    pub analysis: Analysis,
    /// The request that it answers.
    pub request: Request,
    /// The pairs that are not what was submitted any more, each with the reason.
    pub drifted: Vec<(Pair, String)>,
    /// Whether it may be another plan than the one that was submitted.
    pub is_fresh: bool,
}

/// Makes the plan of a run that has not begun.
///
/// # Errors
/// When the database can't be analyzed, or what was submitted can't be read.
pub async fn plan(
    store: &Store,
    (task, run): (&Task, &Run),
    session: &mut Session,
    events: &Events,
) -> Result<RunPlan, ServiceError> {
    let skipped = skipped(store, task).await?;
    let request = task.request.read::<AnalysisRequest>()?.request(skipped)?;
    let is_recurring = task.mode == Mode::Cron;
    if run.cause == Cause::Retried {
        // Approving a recurring task approves its rule, scope, policies and hazards, and no plan.
        let approved =
            if task.needs_approval && !is_recurring { promises(store, task).await? } else { Vec::new() };
        let left = left_by_former(store, (task, run), &approved).await?;
        let mut plan = retried(left, request, session, events).await?;
        if task.needs_approval && !is_recurring {
            plan.hold(&approved, task.drift_policy);
        }
        return Ok(plan);
    }
    if is_recurring {
        return fresh(request, session, events).await;
    }
    let promises = promises(store, task).await?;
    let policy = match task.drift_policy {
        DriftPolicy::Refuse | DriftPolicy::AskAgain => OnDrift::Refuse,
        DriftPolicy::Reanalyze => OnDrift::Replan,
    };
    let redeemed = redeem(&request, &promises, policy, session, events)
        .await
        .map_err(|error| ServiceError::target(&error))?;
    let is_fresh = policy == OnDrift::Replan && !redeemed.drifted.is_empty();
    Ok(RunPlan {
        analysis: redeemed.analysis,
        request: redeemed.request,
        drifted: redeemed.drifted,
        is_fresh,
    })
}

/// What was submitted, pair by pair.
async fn promises(store: &Store, task: &Task) -> Result<Vec<Promise>, ServiceError> {
    let bodies = store.pairs().bodies(PairsOf::Task(&task.id), 0, i64::MAX).await?;
    bodies.iter().map(|body| Ok(body.body.read::<BodyDocument>()?.pair.promise())).collect()
}

impl RunPlan {
    /// Holds what is left against what was approved: a pair that needs anything else has drifted.
    fn hold(&mut self, approved: &[Promise], policy: DriftPolicy) {
        let approved: HashMap<&Pair, &Promise> = approved.iter().map(|one| (&one.pair, one)).collect();
        for now in &self.analysis.plan.pairs {
            let broken = match approved.get(&now.pair) {
                Some(promise) => promise.broken_rest(now),
                None => Some("it is not among what was approved".to_owned()),
            };
            self.drifted.extend(broken.map(|reason| (now.pair.clone(), reason)));
        }
        if policy != DriftPolicy::Reanalyze {
            self.analysis.refused.clone_from(&self.drifted);
        }
    }
}

/// The shadows that are skipped in a task: the marks hold by pair, in every analysis that is made for it.
pub async fn skipped(store: &Store, task: &Task) -> Result<Vec<Name>, ServiceError> {
    let marked = PairFilter { skipped: Some(true), ..PairFilter::default() };
    let pairs = store.pairs().all(PairsOf::Task(&task.id), &marked).await?;
    Ok(pairs.iter().map(|pair| Name::new(&pair.shadow)).collect())
}

/// An analysis as of now.
pub async fn fresh(
    request: Request,
    session: &mut Session,
    events: &Events,
) -> Result<RunPlan, ServiceError> {
    let analysis =
        analyze(&request, session, Vec::new(), events).await.map_err(|error| ServiceError::target(&error))?;
    Ok(RunPlan { analysis, request, drifted: Vec::new(), is_fresh: true })
}

/// The sources of what the last run left: the pairs that failed, were refused or were not reached. A run that failed before
/// it knew its pairs left all that were approved; none are named where none were.
async fn left_by_former(
    store: &Store,
    (task, run): (&Task, &Run),
    approved: &[Promise],
) -> Result<Vec<Name>, ServiceError> {
    let left = RunPairFilter {
        results: vec![
            PairResult::Pending,
            PairResult::Running,
            PairResult::Failed,
            PairResult::Refused,
            PairResult::NotRun,
        ],
        search: None,
    };
    let former = store.runs().by_number(&task.id, run.number - 1).await?;
    let pairs = match former {
        Some(former) => store.run_pairs().all(&former.id, &left).await?,
        None => Vec::new(),
    };
    if pairs.is_empty() {
        return Ok(approved.iter().map(|promise| promise.pair.source.clone()).collect());
    }
    Ok(pairs.iter().map(|pair| Name::new(&pair.source)).collect())
}

/// These sources as of now; all that was asked for if none are named.
async fn retried(
    sources: Vec<Name>,
    request: Request,
    session: &mut Session,
    events: &Events,
) -> Result<RunPlan, ServiceError> {
    if sources.is_empty() {
        return fresh(request, session, events).await;
    }
    let range = Range::Tables(
        crate::shadows::still_there(sources, session).await.map_err(|error| ServiceError::target(&error))?,
    );
    let selection = shadowtable_plan::Selection { range, exclude: Vec::new() };
    fresh(Request { selection, ..request }, session, events).await
}
