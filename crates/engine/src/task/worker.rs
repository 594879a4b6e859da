//! A worker: what one node does by itself. It fires what is due, takes up runs and analyses, and says that it is alive.

use super::carry_out::carry_out;
use super::clean::clean;
use super::held::Switches;
use super::meter;
use super::{analyze_job, fire};
use crate::reading::in_words;
use crate::service::Services;
use crate::webhook;
use shadowtable_store::{
    Beat, Claim, Claimed, ClaimedAnalysis, ClaimedRun, Delivery, Node, Store, StoreError, new_id,
};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;

/// How often it is cleaned up.
const CLEANING: Duration = Duration::from_secs(60);

/// How long it waits at least before it looks for more work.
const BREATH: Duration = Duration::from_millis(20);

/// How a worker works.
#[derive(Clone, Debug)]
pub struct WorkerOptions {
    /// How many runs it has under way at most.
    pub runs: usize,
    /// How many analyses it has under way at most.
    pub analyses: usize,
    /// How many notifications it sends at a time.
    pub deliveries: usize,
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
            deliveries: 8,
            pulse: Duration::from_millis(500),
            grace: Duration::from_secs(30),
            host: String::new(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

/// What a node has under way.
#[derive(Default)]
struct Work {
    runs: JoinSet<()>,
    analyses: JoinSet<()>,
    deliveries: JoinSet<()>,
}

impl Work {
    fn forget_ended(&mut self) {
        for all in [&mut self.runs, &mut self.analyses, &mut self.deliveries] {
            while all.try_join_next().is_some() {}
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
        let mut work = Work::default();
        self.appear().await;
        let mut cleaned: Option<Instant> = None;
        while !ending.is_cancelled() {
            if cleaned.is_none_or(|at| at.elapsed() >= CLEANING) {
                cleaned = Some(Instant::now());
                if let Err(error) = clean(&self.services).await {
                    tracing::warn!("it could not be cleaned up: {}", in_words(&error));
                }
            }
            if let Err(error) = self.look_around(&mut work, &ending).await {
                tracing::warn!("the store does not answer: {}", in_words(&error));
            }
            work.forget_ended();
            self.wait(&mut work, &ending).await;
        }
        work.analyses.abort_all();
        let all = async {
            while work.runs.join_next().await.is_some() {}
            // A note that is on its way is given up after seconds.
            while work.deliveries.join_next().await.is_some() {}
        };
        if tokio::time::timeout(self.options.grace, all).await.is_err() {
            tracing::warn!("statements still run: they are left to the node that goes on");
        }
        work.runs.abort_all();
        self.leave().await;
    }

    /// Waits until it is time to look around again: after a while, or when there is room for more.
    async fn wait(&self, work: &mut Work, ending: &CancellationToken) {
        tokio::select! {
            () = tokio::time::sleep(self.options.pulse) => {}
            () = ending.cancelled() => {}
            // What ends at once, again and again, does not keep the store busy.
            Some(_) = work.runs.join_next() => tokio::time::sleep(BREATH).await,
            Some(_) = work.analyses.join_next() => tokio::time::sleep(BREATH).await,
        }
    }

    /// Says goodbye: whoever wants to have the store for themselves need not wait until this node counts as gone.
    async fn leave(&self) {
        if let Err(error) = self.services.store.nodes().remove(&self.node).await {
            tracing::warn!("the node could not say goodbye: {}", in_words(&error));
        }
    }

    /// Writes itself down; a store that can't be reached will know it later, by what it does.
    async fn appear(&self) {
        if let Err(error) = self.write_down().await {
            tracing::warn!("the node could not be written down: {}", in_words(&error));
        }
    }

    async fn write_down(&self) -> Result<(), StoreError> {
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
        work: &mut Work,
        ending: &CancellationToken,
    ) -> Result<(), crate::service::ServiceError> {
        let store = &self.services.store;
        store.nodes().seen(&self.node, store.now().await?).await?;
        fire::fire_due(&self.services).await?;
        fire::expire_approvals(&self.services).await?;
        let ttl = self.ttl();
        while work.runs.len() < self.options.runs {
            let Some(claimed) = store.runs().claim(&self.node, ttl).await? else { break };
            let span = tracing::info_span!("run", task = claimed.run.task_id, run = claimed.run.number);
            work.runs.spawn(held_run(self.services.clone(), claimed, ending.clone()).instrument(span));
        }
        while work.analyses.len() < self.options.analyses {
            let Some(claimed) = store.analyses().claim(&self.node, ttl).await? else { break };
            let span = tracing::info_span!("analysis", analysis = claimed.analysis.id);
            work.analyses.spawn(held_analysis(self.services.clone(), claimed).instrument(span));
        }
        while work.deliveries.len() < self.options.deliveries {
            let now = store.now().await?;
            let until = now.saturating_add(millis(webhook::LEASE));
            let Some(taken) = store.deliveries().take(now, until).await? else { break };
            work.deliveries.spawn(sent(self.services.clone(), taken));
        }
        Ok(())
    }

    fn ttl(&self) -> i64 {
        millis(self.services.policy.lease)
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
        if matches!(error, StoreError::LeaseLost) {
            meter::lease_lost();
        }
        tracing::warn!("the run was left: {}", in_words(&error));
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
        tracing::warn!("the analysis was left: {}", in_words(&error));
    }
}

/// A notification that this node has taken. If it can't be written down what came of it, it is sent again later.
async fn sent(services: Services, taken: Delivery) {
    let id = taken.id.clone();
    if let Err(error) = webhook::deliver(&services, taken).await {
        tracing::warn!(delivery = id, "a notification was left: {}", in_words(&error));
    }
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

/// Says that the node is alive, several times in each lease, until the lease is lost: then nothing more may be done, and
/// the work that runs beside this is dropped where it stands. Its connection is closed by that, and whoever goes on ends
/// it before anything is looked at.
async fn hold(services: &Services, claim: &Claim, beaten: impl Fn(&Beat)) -> StoreError {
    let lease = services.policy.lease;
    let ttl = millis(lease);
    let mut last = Instant::now();
    loop {
        tokio::time::sleep((lease / 5).min(Duration::from_secs(1))).await;
        // The lease counts from when the heartbeat was sent: it may have been written long before its answer came.
        let sent = Instant::now();
        let left = lease.saturating_sub(last.elapsed());
        match tokio::time::timeout(left, beat(&services.store, claim, ttl)).await {
            Ok(Ok(beat)) => {
                last = sent;
                beaten(&beat);
            }
            // The store may be back in time; if not, somebody else has the work by now.
            Ok(Err(StoreError::Unavailable(_))) if last.elapsed() < lease => {}
            Ok(Err(error)) => return error,
            // A store that says nothing for a whole lease: this node is as good as dead.
            Err(_) => return StoreError::LeaseLost,
        }
    }
}

async fn beat(store: &Store, claim: &Claim, ttl: i64) -> Result<Beat, StoreError> {
    match claim.of {
        Claimed::Run => store.runs().heartbeat(claim, ttl).await,
        Claimed::Analysis => store.analyses().heartbeat(claim, ttl).await,
    }
}
