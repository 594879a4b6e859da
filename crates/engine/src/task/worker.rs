//! A worker: what one node does by itself. It fires what is due, takes up runs and analyses, and says that it is alive.

use super::carry_out::carry_out;
use super::held::Switches;
use super::{analyze_job, fire};
use crate::reading::in_words;
use crate::service::Services;
use shadowtable_store::{Beat, Claim, Claimed, ClaimedAnalysis, ClaimedRun, Node, Store, StoreError, new_id};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// How a worker works.
#[derive(Clone, Debug)]
pub struct WorkerOptions {
    /// How many runs it has under way at most.
    pub runs: usize,
    /// How many analyses it has under way at most.
    pub analyses: usize,
    /// How often it looks for work.
    pub pulse: Duration,
    /// How long a running statement may take to end when the node is to end; then it is left to the next one.
    pub grace: Duration,
    /// The machine's name, for people.
    pub host: String,
    /// The program's version, for people.
    pub version: String,
}

impl Default for WorkerOptions {
    fn default() -> Self {
        Self {
            runs: 8,
            analyses: 2,
            pulse: Duration::from_millis(500),
            grace: Duration::from_secs(30),
            host: String::new(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

/// What one node does by itself.
#[derive(Debug)]
pub struct Worker {
    services: Services,
    options: WorkerOptions,
    node: String,
}

impl Worker {
    /// A worker of a node that is new: a node that was started again is another one.
    pub fn new(services: Services, options: WorkerOptions) -> Self {
        Self { services, options, node: new_id() }
    }

    /// The node's id.
    pub fn node(&self) -> &str {
        &self.node
    }

    /// Works until `ending` is cancelled; then lets running statements end for a while, hands its runs over, and returns.
    pub async fn work(self, ending: CancellationToken) {
        let (mut runs, mut analyses) = (JoinSet::new(), JoinSet::new());
        if let Err(error) = self.appear().await {
            tracing::warn!("the node could not be written down: {}", in_words(&error));
        }
        while !ending.is_cancelled() {
            if let Err(error) = self.look_around(&mut runs, &mut analyses, &ending).await {
                tracing::warn!("the store does not answer: {}", in_words(&error));
            }
            while runs.try_join_next().is_some() || analyses.try_join_next().is_some() {}
            tokio::select! {
                () = tokio::time::sleep(self.options.pulse) => {}
                () = ending.cancelled() => {}
            }
        }
        analyses.abort_all();
        let all = async { while runs.join_next().await.is_some() {} };
        if tokio::time::timeout(self.options.grace, all).await.is_err() {
            tracing::warn!("statements still run: they are left to the node that goes on");
        }
        runs.abort_all();
    }

    async fn appear(&self) -> Result<(), StoreError> {
        let now = self.services.store.now().await?;
        let node = Node {
            id: self.node.clone(),
            host: self.options.host.clone(),
            pid: i64::from(std::process::id()),
            version: self.options.version.clone(),
            started_at: now,
            seen_at: now,
        };
        self.services.store.nodes().insert(&node).await
    }

    async fn look_around(
        &self,
        runs: &mut JoinSet<()>,
        analyses: &mut JoinSet<()>,
        ending: &CancellationToken,
    ) -> Result<(), crate::service::ServiceError> {
        let store = &self.services.store;
        store.nodes().seen(&self.node, store.now().await?).await?;
        fire::fire_due(&self.services).await?;
        fire::expire_approvals(&self.services).await?;
        fire::clean_analyses(&self.services).await?;
        let ttl = self.ttl();
        while runs.len() < self.options.runs {
            let Some(claimed) = store.runs().claim(&self.node, ttl).await? else { break };
            runs.spawn(held_run(self.services.clone(), claimed, ending.clone()));
        }
        while analyses.len() < self.options.analyses {
            let Some(claimed) = store.analyses().claim(&self.node, ttl).await? else { break };
            analyses.spawn(held_analysis(self.services.clone(), claimed));
        }
        Ok(())
    }

    fn ttl(&self) -> i64 {
        i64::try_from(self.services.policy.lease.as_millis()).unwrap_or(i64::MAX)
    }
}

/// A run, for as long as this node holds it.
async fn held_run(services: Services, claimed: ClaimedRun, ending: CancellationToken) {
    let switches = Switches { draining: ending.child_token(), ..Switches::default() };
    let beat = |beat: &Beat| {
        if beat.cancel_requested {
            switches.interrupt.press();
        }
    };
    let ended = tokio::select! {
        ended = carry_out(&services, &claimed, &switches) => ended,
        error = hold(&services, &claimed.claim, beat) => Err(error),
    };
    if let Err(error) = ended {
        tracing::warn!(run = claimed.run.id, "the run was left: {}", in_words(&error));
    }
}

/// An analysis, for as long as this node holds it.
async fn held_analysis(services: Services, claimed: ClaimedAnalysis) {
    let cancelled = CancellationToken::new();
    let beat = |beat: &Beat| {
        if beat.cancel_requested {
            cancelled.cancel();
        }
    };
    let ended = tokio::select! {
        ended = analyze_job::carry_out(&services, &claimed, &cancelled) => ended,
        error = hold(&services, &claimed.claim, beat) => Err(error),
    };
    if let Err(error) = ended {
        tracing::warn!(analysis = claimed.analysis.id, "the analysis was left: {}", in_words(&error));
    }
}

/// Says that the node is alive, several times in each lease, until the lease is lost: then nothing more may be done, and
/// the work that runs beside this is dropped where it stands. Its connection is closed by that, and whoever goes on ends
/// it before anything is looked at.
async fn hold(services: &Services, claim: &Claim, beaten: impl Fn(&Beat)) -> StoreError {
    let lease = services.policy.lease;
    let ttl = i64::try_from(lease.as_millis()).unwrap_or(i64::MAX);
    let mut last = tokio::time::Instant::now();
    loop {
        tokio::time::sleep((lease / 5).min(Duration::from_secs(1))).await;
        match beat(&services.store, claim, ttl).await {
            Ok(beat) => {
                last = tokio::time::Instant::now();
                beaten(&beat);
            }
            // The store may be back in time; if not, somebody else has the work by now.
            Err(StoreError::Unavailable(_)) if last.elapsed() < lease => {}
            Err(error) => return error,
        }
    }
}

async fn beat(store: &Store, claim: &Claim, ttl: i64) -> Result<Beat, StoreError> {
    match claim.of {
        Claimed::Run => store.runs().heartbeat(claim, ttl).await,
        Claimed::Analysis => store.analyses().heartbeat(claim, ttl).await,
    }
}
