//! Many seeds against one server, several at a time, each in databases of its own.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::acceptance;
use super::failure::Failure;
use super::features::Features;
use super::oracle;
use super::scenario::Scenario;
use super::shrink;
use super::stage::Tally;
use super::tool::Tool;

/// A shrunk scenario is small enough after this long.
const SHRINK_TIME: Duration = Duration::from_secs(600);

/// What is played.
#[derive(Clone, Debug)]
pub struct Campaign {
    /// The server's address.
    pub url: String,
    /// What it has.
    pub features: Features,
    /// The tool; none plays the generator alone.
    pub tool: Option<Tool>,
    /// Steps after the first sync.
    pub steps: usize,
    /// Whether failures are made small.
    pub shrink: bool,
}

/// What became of a seed.
#[derive(Debug)]
pub struct Outcome {
    /// The seed.
    pub seed: u64,
    /// The failure with the scenario that has it, as small as was asked for.
    pub failure: Option<(Failure, Scenario)>,
    /// CREATE and INSERT statements, if the generator alone was played.
    pub tallies: (Tally, Tally),
    /// How long it took.
    pub took: Duration,
}

impl Campaign {
    /// Plays the seeds, at most `jobs` at a time, and hands every outcome to `tell` as soon as it is there.
    ///
    /// # Errors
    /// If a seed could not be played at all.
    pub async fn play(
        self,
        seeds: impl Iterator<Item = u64>,
        jobs: usize,
        mut tell: impl FnMut(Outcome) -> Result<()>,
    ) -> Result<()> {
        let campaign = Arc::new(self);
        let places = Arc::new(Semaphore::new(jobs.max(1)));
        let mut playing = JoinSet::new();
        for seed in seeds {
            while let Some(done) = playing.try_join_next() {
                tell(done??)?;
            }
            let place = Arc::clone(&places).acquire_owned().await?;
            let campaign = Arc::clone(&campaign);
            playing.spawn(async move {
                let outcome =
                    campaign.seed(seed).await.with_context(|| format!("seed {seed} could not be played"));
                drop(place);
                outcome
            });
        }
        while let Some(done) = playing.join_next().await {
            tell(done??)?;
        }
        Ok(())
    }

    async fn seed(&self, seed: u64) -> Result<Outcome> {
        let started = Instant::now();
        let mut scenario = Scenario::of_seed(seed, self.steps, &self.features);
        let (mut failure, tallies) = self.check(&scenario).await?;
        if self.shrink
            && let Some(found) = failure.take()
        {
            let small = self.shrunk(scenario, found).await?;
            scenario = small.0;
            failure = Some(small.1);
        }
        let failure = failure.map(|failure| (failure, scenario));
        Ok(Outcome { seed, failure, tallies, took: started.elapsed() })
    }

    async fn check(&self, scenario: &Scenario) -> Result<(Option<Failure>, (Tally, Tally))> {
        // Several campaigns may run on one server.
        let name = format!("fuzz_{}_{}", std::process::id(), scenario.seed);
        match &self.tool {
            Some(tool) => {
                let failure = oracle::check(&self.url, &name, scenario, &self.features, tool).await?;
                Ok((failure, Default::default()))
            }
            None => {
                let acceptance = acceptance::check(&self.url, &name, scenario, &self.features).await?;
                Ok((acceptance.failure(), (acceptance.creates, acceptance.inserts)))
            }
        }
    }

    /// Takes things away as long as the failure stays.
    async fn shrunk(&self, mut scenario: Scenario, mut failure: Failure) -> Result<(Scenario, Failure)> {
        let started = Instant::now();
        'smaller: loop {
            for candidate in shrink::smaller(&scenario, failure.step, &self.features) {
                if started.elapsed() > SHRINK_TIME {
                    return Ok((scenario, failure));
                }
                if let (Some(found), _) = self.check(&candidate).await?
                    && found.is_like(&failure)
                {
                    scenario = candidate;
                    failure = found;
                    continue 'smaller;
                }
            }
            return Ok((scenario, failure));
        }
    }
}
