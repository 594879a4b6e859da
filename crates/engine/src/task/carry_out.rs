//! One claimed run, from its plan to its end: a table of contents.

use super::events::RunEvents;
use super::finish::{self, End};
use super::held::{Held, Switches};
use super::keeper::{Keeper, Place};
use super::outline;
use super::plan_run;
use super::recover::{Recovered, recover};
use super::run_analysis;
use crate::event::Events;
use crate::memory::pair_rows;
use crate::reading::in_words;
use crate::run::{Run, RunError, RunOptions, run};
use crate::service::{AnalysisRequest, ServiceError, Services};
use shadowtable_plan::Pair;
use shadowtable_store::{ClaimedRun, DriftPolicy, StoreError, TaskKind};
use shadowtable_target::Session;
use std::collections::HashMap;
use std::time::Duration;

/// How often a run goes on after its connection was lost, before somebody has to look.
const ATTEMPTS: u32 = 10;

/// How long a node waits before it goes on.
const PAUSE: Duration = Duration::from_millis(500);

/// How an attempt ended.
pub enum Attempt {
    /// The run is over.
    Over(End),
    /// The connection or the store was lost, or this node is about to end: it has to be looked at before it goes on.
    Halted(String),
}

/// Carries a claimed run out.
///
/// # Errors
/// What the store says: then the run is somebody else's, or will be when the lease has ended.
pub async fn carry_out(
    services: &Services,
    claimed: &ClaimedRun,
    switches: &Switches,
) -> Result<(), StoreError> {
    let task = services.store.tasks().get(&claimed.run.task_id).await?;
    let held = Held { services, claimed, task, events: RunEvents::of(claimed), switches };
    finish::begin(&held).await?;
    for attempt in 0.. {
        match held.attempt().await {
            Ok(Attempt::Over(end)) => return finish::finish(&held, end).await,
            Ok(Attempt::Halted(_)) if switches.draining.is_cancelled() => {
                return services.store.runs().release(&claimed.claim).await;
            }
            Ok(Attempt::Halted(reason)) if attempt < ATTEMPTS => {
                held.say(&format!("{reason}; looking")).await?
            }
            Ok(Attempt::Halted(reason)) => return finish::finish(&held, End::needs_attention(reason)).await,
            Err(ServiceError::Store(error)) => return Err(error),
            // What can't be reached now may be back soon; a run that has begun waits for it.
            Err(error) if attempt < ATTEMPTS && held.has_begun().await? => {
                held.say(&format!("{}; trying again", in_words(&error))).await?;
            }
            Err(error) => return finish::finish(&held, held.given_up(&error).await?).await,
        }
        tokio::time::sleep(PAUSE * (1 << attempt.min(5))).await;
    }
    Ok(())
}

impl Held<'_> {
    /// One attempt: the plan, or what is left of it; its statements; its results.
    async fn attempt(&self) -> Result<Attempt, ServiceError> {
        if self.switches.interrupt.is_pressed() && !self.has_begun().await? {
            return Ok(Attempt::Over(End::cancelled()));
        }
        let has_begun = self.has_begun().await?;
        if let Some(window) = self.window().await?.filter(|_| !has_begun)
            && let Err(error) = window.check(self.store().now().await?)
        {
            return Ok(Attempt::Over(End::failed(error.to_string())));
        }
        let mut session = self.open().await?;
        let attempt = match self.task.kind {
            TaskKind::Sync => self.sync(has_begun, &mut session).await,
            TaskKind::Drop => self.drop_shadows(has_begun, &mut session).await,
        };
        session.close().await;
        attempt
    }

    /// An attempt of a task that makes shadows as they should be.
    async fn sync(&self, has_begun: bool, session: &mut Session) -> Result<Attempt, ServiceError> {
        let (plan, places, options) = if has_begun {
            let request = self.task.request.read::<AnalysisRequest>()?;
            let skipped = plan_run::skipped(self.store(), &self.task).await?;
            let request = request.request(skipped)?;
            let claim = &self.claimed.claim;
            let who = &self.task.created_by;
            let recovered = recover(self.store(), claim, request, session, who).await?;
            let Recovered { plan, places, untold } = recovered;
            if let Some((pair, reason)) = untold.into_iter().next() {
                return Ok(Attempt::Over(End::needs_attention(format!("{pair}: {reason}"))));
            }
            // What is left was allowed when it was submitted; a key that comes back is no new hazard.
            (plan, places, RunOptions { allowed: None, ..self.options()? })
        } else {
            let plan =
                plan_run::plan(self.store(), (&self.task, &self.claimed.run), session, &Events::none())
                    .await?;
            if self.asks_again(&plan.drifted) {
                let rows = pair_rows(&plan.analysis.plan)?;
                return Ok(Attempt::Over(End::asks_again(in_sentence(&plan.drifted), rows)));
            }
            if plan.is_fresh {
                run_analysis::keep(self, &plan).await?;
            }
            outline::write(self, &plan.analysis).await?;
            let places = self.places().await?;
            (plan, places, self.options()?)
        };
        let keeper = self.keeper(&places, &plan.drifted).await?;
        let told = (&keeper as &dyn crate::run::Journal, &Events::none());
        let record = run(&plan.analysis, &plan.request, session, &options, told).await;
        attempted(record, places, &keeper)
    }

    /// The journal of a run; what has drifted is told first.
    pub async fn keeper(
        &self,
        places: &HashMap<Pair, Place>,
        drifted: &[(Pair, String)],
    ) -> Result<Keeper, ServiceError> {
        for (pair, reason) in drifted {
            self.say(&format!("{pair}: {reason}")).await?;
        }
        Ok(Keeper::new(
            self.store().clone(),
            self.claimed.claim.clone(),
            self.events.clone(),
            places.clone(),
            (self.switches.draining.clone(), self.window().await?),
        ))
    }

    /// Where approval is required and drift asks again: the task goes back with a fresh plan, and nothing runs.
    pub fn asks_again(&self, drifted: &[(Pair, String)]) -> bool {
        self.task.needs_approval && self.task.drift_policy == DriftPolicy::AskAgain && !drifted.is_empty()
    }

    /// The end of a run that can't go on: one of which nothing was sent has failed, any other needs somebody to look.
    async fn given_up(&self, error: &ServiceError) -> Result<End, StoreError> {
        let reason = in_words(error);
        Ok(if self.has_begun().await? { End::needs_attention(reason) } else { End::failed(reason) })
    }
}

/// What has drifted, each with the reason, in one sentence.
pub fn in_sentence(drifted: &[(Pair, String)]) -> String {
    let words: Vec<String> = drifted.iter().map(|(pair, why)| format!("{pair}: {why}")).collect();
    words.join("; ")
}

/// How an attempt ended whose record is this.
pub fn attempted(
    record: Result<Run, RunError>,
    places: HashMap<Pair, Place>,
    keeper: &Keeper,
) -> Result<Attempt, ServiceError> {
    match record {
        Ok(record) => match &record.halted {
            Some(_) if keeper.has_closed() => Ok(Attempt::Over(End::of(record, places))),
            Some(reason) => Ok(Attempt::Halted(reason.clone())),
            None => Ok(Attempt::Over(End::of(record, places))),
        },
        // Nothing was done.
        Err(error) => Err(ServiceError::target(&error)),
    }
}
