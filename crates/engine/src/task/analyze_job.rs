//! One claimed analysis, from the question to the rows of its pairs.

use super::found::{Found, without};
use crate::event::{Event, Events};
use crate::reading::in_words;
use crate::service::{AnalysisRequest, ServiceError, Services, address};
use crate::{Analysis, analyze};
use serde_json::json;
use shadowtable_store::{
    AboutKind, AnalysisEnd, AnalysisState, Batch, ClaimedAnalysis, Document, NewEvent, PairsOf, StoreError,
};
use shadowtable_target::{Purpose, Session, Timeouts};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often it is told how far the analysis is.
const PULSE: Duration = Duration::from_millis(500);

/// How far an analysis is.
#[derive(Debug, Default)]
struct Progress {
    done: AtomicUsize,
    total: AtomicUsize,
}

/// Carries a claimed analysis out. It always ends: with verdicts, with the reason why there are none, or cancelled.
///
/// # Errors
/// What the store says: then another node takes it up.
pub async fn carry_out(
    services: &Services,
    claimed: &ClaimedAnalysis,
    cancelled: &CancellationToken,
) -> Result<(), StoreError> {
    // A node that died in the middle may have left some.
    let of = PairsOf::Analysis(&claimed.analysis.id);
    let mut batch = Batch::held(&claimed.claim);
    batch.clear_pairs(of);
    services.store.commit(batch).await?;
    let progress = Arc::new(Progress::default());
    let found = tokio::select! {
        found = find(services, claimed, &progress) => found,
        () = cancelled.cancelled() => return finish(services, claimed, without(AnalysisState::Cancelled, None)).await,
        error = tell(services, claimed, &progress) => Err(ServiceError::Store(error)),
    };
    match found {
        Ok((analysis, request)) => keep(services, claimed, &analysis, &request).await,
        Err(ServiceError::Store(error)) => Err(error),
        Err(error) => finish(services, claimed, without(AnalysisState::Failed, Some(in_words(&error)))).await,
    }
}

async fn find(
    services: &Services,
    claimed: &ClaimedAnalysis,
    progress: &Arc<Progress>,
) -> Result<(Analysis, crate::Request), ServiceError> {
    let analysis = &claimed.analysis;
    let request = analysis.request.read::<AnalysisRequest>()?.request(Vec::new())?;
    let connection = services.store.connections().get(&analysis.connection_id).await?;
    let address = address(services, &connection, Some(&analysis.database))?;
    let mut session = Session::open(&address, Purpose::Read, Timeouts::default()).await?;
    let events = {
        let progress = Arc::clone(progress);
        Events::new(move |event| match event {
            Event::Selected { pairs } => progress.total.store(pairs, Ordering::Relaxed),
            Event::Read { done, of: _ } => progress.done.store(done, Ordering::Relaxed),
            Event::StatementStarted { .. } | Event::StatementEnded { .. } | Event::Verifying { .. } => {}
        })
    };
    let found = analyze(&request, &mut session, Vec::new(), &events).await;
    session.close().await;
    Ok((found.map_err(|error| ServiceError::target(&error))?, request))
}

/// Tells how far it is, until the store does not take it any more.
async fn tell(services: &Services, claimed: &ClaimedAnalysis, progress: &Progress) -> StoreError {
    let mut last = (usize::MAX, usize::MAX);
    loop {
        tokio::time::sleep(PULSE).await;
        let now = (progress.done.load(Ordering::Relaxed), progress.total.load(Ordering::Relaxed));
        if now == last {
            continue;
        }
        last = now;
        match pulse(services, claimed, now).await {
            // Progress that was not written is written a moment later.
            Ok(()) | Err(StoreError::Unavailable(_)) => {}
            Err(error) => return error,
        }
    }
}

async fn pulse(
    services: &Services,
    claimed: &ClaimedAnalysis,
    (done, total): (usize, usize),
) -> Result<(), StoreError> {
    let at = services.store.now().await?;
    let mut batch = Batch::held(&claimed.claim);
    batch.progress_analysis(&claimed.claim, count(done), count(total));
    batch.event(&event(claimed, "progress", &json!({ "done": done, "total": total }), at)?);
    services.store.commit(batch).await
}

/// Writes the pairs, then the end: whoever sees Done sees all of them.
async fn keep(
    services: &Services,
    claimed: &ClaimedAnalysis,
    analysis: &Analysis,
    request: &crate::Request,
) -> Result<(), StoreError> {
    let found = Found::of(analysis, request)?;
    found.write(&services.store, &claimed.claim, &claimed.analysis.id).await?;
    finish(services, claimed, found.end).await
}

async fn finish(
    services: &Services,
    claimed: &ClaimedAnalysis,
    mut end: AnalysisEnd,
) -> Result<(), StoreError> {
    let now = services.store.now().await?;
    let keep = i64::try_from(services.policy_now().await?.keep_analyses.as_millis()).unwrap_or(i64::MAX);
    end.finished_at = now;
    end.expires_at = Some(now.saturating_add(keep));
    let body = json!({ "state": end.state.word(), "error": end.error });
    let mut batch = Batch::held(&claimed.claim);
    batch.event(&event(claimed, "analysis-ended", &body, now)?);
    batch.finish_analysis(&claimed.claim, &end);
    services.store.commit(batch).await
}

fn event(
    claimed: &ClaimedAnalysis,
    kind: &str,
    body: &serde_json::Value,
    at: i64,
) -> Result<NewEvent, StoreError> {
    Ok(NewEvent {
        about_kind: AboutKind::Analysis,
        about_id: claimed.analysis.id.clone(),
        run_id: None,
        kind: kind.to_owned(),
        at,
        who: None,
        body: Document::of(body)?,
    })
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
