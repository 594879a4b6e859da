//! A run that drops shadows: what is to be done, and how it goes on after a crash.

use super::carry_out::{Attempt, attempted, in_sentence};
use super::drop_recover::recover;
use super::finish::End;
use super::held::Held;
use super::keeper::Place;
use super::outline;
use crate::document::DropDocument;
use crate::drop::{self, DropPlan, DropPromise, again, drop_rows};
use crate::event::Events;
use crate::memory::BodyDocument;
use crate::service::ServiceError;
use shadowtable_plan::Pair;
use shadowtable_schema::Name;
use shadowtable_store::{Cause, DriftPolicy, PairResult, PairsOf, RunPairFilter};
use shadowtable_target::Session;
use shadowtable_target::registry::Place as RegistryPlace;
use std::collections::{HashMap, HashSet};

/// Where the registry of a task is.
pub const REGISTRY: RegistryPlace = RegistryPlace::InDatabase;

impl Held<'_> {
    /// An attempt of a task that drops shadows.
    pub async fn drop_shadows(
        &self,
        has_begun: bool,
        session: &mut Session,
    ) -> Result<Attempt, ServiceError> {
        let (plan, places, drifted) = if has_begun {
            let recovered = recover(self, session).await?;
            if let Some((pair, reason)) = recovered.untold.into_iter().next() {
                return Ok(Attempt::Over(End::needs_attention(format!("{pair}: {reason}"))));
            }
            (recovered.plan, recovered.places, Vec::new())
        } else {
            let (plan, drifted) = self.drop_plan(session).await?;
            if self.asks_again(&drifted) {
                return Ok(Attempt::Over(End::asks_again(in_sentence(&drifted), drop_rows(&plan)?)));
            }
            let plan = self.refused(plan, &drifted);
            let pairs = plan.as_plan().pairs;
            let pairs: Vec<_> = pairs.iter().enumerate().collect();
            outline::write_pairs(self, &pairs).await?;
            (plan, self.places().await?, drifted)
        };
        self.carry_drop_out(&plan, places, &drifted, session).await
    }

    async fn carry_drop_out(
        &self,
        plan: &DropPlan,
        places: HashMap<Pair, Place>,
        drifted: &[(Pair, String)],
        session: &mut Session,
    ) -> Result<Attempt, ServiceError> {
        let keeper = self.keeper(&places, drifted).await?;
        let told = (&keeper as &dyn crate::run::Journal, &Events::none());
        let record = drop::run(plan, session, &self.options()?, told).await;
        attempted(record, places, &keeper)
    }

    /// What dropping the shadows would do now, and which of them are not what was submitted. A run that somebody wants done
    /// again begins with a fresh look, unless it must be what was approved.
    async fn drop_plan(
        &self,
        session: &mut Session,
    ) -> Result<(DropPlan, Vec<(Pair, String)>), ServiceError> {
        let promises = self.drop_promises().await?;
        let left = self.left_by_former().await?;
        let mut pairs: Vec<Pair> = promises.iter().map(|promise| promise.pair.clone()).collect();
        if !left.is_empty() {
            pairs.retain(|pair| left.contains(pair));
        }
        let plan = again(&REGISTRY, &pairs, session).await.map_err(|error| ServiceError::target(&error))?;
        if self.claimed.run.cause == Cause::Retried && !self.task.needs_approval {
            return Ok((plan, Vec::new()));
        }
        let back = self.sources_that_are_back(&plan, session).await?;
        let promised: HashMap<&Pair, &DropPromise> = promises.iter().map(|one| (&one.pair, one)).collect();
        let mut drifted = Vec::new();
        for target in &plan.targets {
            let pair = &target.removal.pair;
            let broken = promised.get(pair).and_then(|promise| promise.broken(target));
            let is_back = back.contains(&pair.source) && target.removal.exists;
            let broken = broken.or_else(|| is_back.then(|| format!("its source {} is back", pair.source)));
            drifted.extend(broken.map(|reason| (pair.clone(), reason)));
        }
        Ok((plan, drifted))
    }

    /// The plan in which those that have drifted stay, unless what they need now may be done.
    fn refused(&self, mut plan: DropPlan, drifted: &[(Pair, String)]) -> DropPlan {
        if self.task.drift_policy == DriftPolicy::Reanalyze {
            return plan;
        }
        for target in &mut plan.targets {
            if let Some((_, reason)) = drifted.iter().find(|(pair, _)| *pair == target.removal.pair) {
                target.refuse(reason.clone());
            }
        }
        plan
    }

    /// What was submitted.
    pub async fn drop_promises(&self) -> Result<Vec<DropPromise>, ServiceError> {
        let bodies = self.store().pairs().bodies(PairsOf::Task(&self.task.id), 0, i64::MAX).await?;
        bodies.iter().map(|body| Ok(DropPromise::stored(&body.body.read::<BodyDocument>()?.pair))).collect()
    }

    /// The pairs that the run before left undone; none if this run does not repeat it, or it never knew its pairs.
    async fn left_by_former(&self) -> Result<HashSet<Pair>, ServiceError> {
        let run = &self.claimed.run;
        let former = match run.cause {
            Cause::Retried => self.store().runs().by_number(&self.task.id, run.number - 1).await?,
            Cause::Submitted | Cause::Fired | Cause::Executed => None,
        };
        let Some(former) = former else { return Ok(HashSet::new()) };
        let pairs = self.store().run_pairs().all(&former.id, &RunPairFilter::default()).await?;
        let left = pairs.into_iter().filter(|pair| pair.result != PairResult::Synced);
        Ok(left
            .map(|pair| Pair { source: Name::new(&pair.source), shadow: Name::new(&pair.shadow) })
            .collect())
    }

    /// Where shadows without a source were to go: the sources that exist again.
    async fn sources_that_are_back(
        &self,
        plan: &DropPlan,
        session: &mut Session,
    ) -> Result<HashSet<Name>, ServiceError> {
        if self.task.request.read::<DropDocument>()?.which.which() != drop::Which::Orphans {
            return Ok(HashSet::new());
        }
        let sources = plan.targets.iter().map(|target| target.removal.pair.source.clone()).collect();
        let back = crate::shadows::still_there(sources, session).await;
        Ok(back.map_err(|error| ServiceError::target(&error))?.into_iter().collect())
    }
}
