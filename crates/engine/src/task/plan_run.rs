//! What a run is to do: the plan that was submitted, if it still holds, or a fresh one.

use crate::event::Events;
use crate::memory::BodyDocument;
use crate::promise::{DriftPolicy as OnDrift, redeem};
use crate::request::Request;
use crate::service::{AnalysisRequest, ServiceError};
use crate::{Analysis, analyze};
use shadowtable_plan::Pair;
use shadowtable_plan::selection::Range;
use shadowtable_schema::Name;
use shadowtable_store::{
    Cause, DriftPolicy, Mode, PairFilter, PairResult, PairsOf, Run, RunPairFilter, Store, Task,
};
use shadowtable_target::Session;

/// The plan of a run.
#[derive(Debug)]
pub struct RunPlan {
    /// The analysis that it is in.
    pub analysis: Analysis,
    /// The request that it answers.
    pub request: Request,
    /// The pairs that are not what was submitted any more, each with the reason.
    pub drifted: Vec<(Pair, String)>,
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
    if run.cause == Cause::Retried {
        return retried(store, (task, run), request, session, events).await;
    }
    if task.mode == Mode::Cron {
        return fresh(request, session, events).await;
    }
    let mut promises = Vec::new();
    for body in store.pairs().bodies(PairsOf::Task(&task.id), 0, i64::MAX).await? {
        promises.push(body.body.read::<BodyDocument>()?.pair.promise());
    }
    let policy = match task.drift_policy {
        DriftPolicy::Refuse | DriftPolicy::AskAgain => OnDrift::Refuse,
        DriftPolicy::Reanalyze => OnDrift::Replan,
    };
    let redeemed = redeem(&request, &promises, policy, session, events)
        .await
        .map_err(|error| ServiceError::target(&error))?;
    Ok(RunPlan { analysis: redeemed.analysis, request: redeemed.request, drifted: redeemed.drifted })
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
    Ok(RunPlan { analysis, request, drifted: Vec::new() })
}

/// What the last run left: the pairs that failed, were refused or were not reached, analyzed again.
async fn retried(
    store: &Store,
    (task, run): (&Task, &Run),
    request: Request,
    session: &mut Session,
    events: &Events,
) -> Result<RunPlan, ServiceError> {
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
    let sources: Vec<Name> = match former {
        Some(former) => {
            let pairs = store.run_pairs().all(&former.id, &left).await?;
            pairs.iter().map(|pair| Name::new(&pair.source)).collect()
        }
        None => Vec::new(),
    };
    // A run that failed before it knew its pairs left all of them.
    if sources.is_empty() {
        return fresh(request, session, events).await;
    }
    let range = Range::Tables(
        crate::shadows::still_there(sources, session).await.map_err(|error| ServiceError::target(&error))?,
    );
    let selection = shadowtable_plan::Selection { range, exclude: Vec::new() };
    fresh(Request { selection, ..request }, session, events).await
}
