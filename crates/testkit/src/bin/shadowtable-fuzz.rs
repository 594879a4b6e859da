//! `shadowtable-fuzz`: random tables and changes on a real server, against the tool's command line.

use std::collections::BTreeMap;
use std::io::{Write as _, stderr, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::Parser;
use shadowtable_testkit::generate::campaign::{Campaign, Outcome};
use shadowtable_testkit::generate::features::Features;
use shadowtable_testkit::generate::report::report;
use shadowtable_testkit::generate::scenario::Scenario;
use shadowtable_testkit::generate::tool::Tool;
use shadowtable_testkit::kind::Kind;

/// Random tables and changes on a real server, against the tool's command line.
#[derive(Debug, Parser)]
struct Arguments {
    /// The server, whose address is in SHADOWTABLE_TEST_<NAME>_URL.
    #[arg(long)]
    server: Kind,
    /// How many seeds.
    #[arg(long, default_value_t = 20)]
    seeds: u64,
    /// The first of them.
    #[arg(long, default_value_t = 1)]
    first_seed: u64,
    /// How many are played at a time.
    #[arg(long, default_value_t = 2)]
    jobs: usize,
    /// Steps of changes after the first sync.
    #[arg(long, default_value_t = 3)]
    steps: usize,
    /// Makes failures as small as they get.
    #[arg(long)]
    shrink: bool,
    /// Plays the sources only: proves that the server takes what the generator makes.
    #[arg(long)]
    generate_only: bool,
    /// Prints the SQL of the sources and asks no server.
    #[arg(long)]
    print: bool,
    /// The tool under test.
    #[arg(long, env = "SHADOWTABLE_BIN", default_value = "target/debug/shadowtable")]
    bin: PathBuf,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(code) => code,
        Err(error) => {
            let _nobody_listens = writeln!(stderr(), "shadowtable-fuzz: {error:#}");
            ExitCode::from(2)
        }
    }
}

async fn run(arguments: Arguments) -> Result<ExitCode> {
    let features = Features::of(arguments.server);
    let seeds = arguments.first_seed..arguments.first_seed.saturating_add(arguments.seeds);
    if arguments.print {
        for seed in seeds {
            print(&Scenario::of_seed(seed, arguments.steps, &features), &features)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let variable = arguments.server.env_var();
    let url = arguments.server.url_from_env().with_context(|| {
        format!("{variable} is not set: try `shadowtable-servers run --only {} -- …`", arguments.server)
    })?;
    let tool = if arguments.generate_only { None } else { Some(Tool::at(&arguments.bin)?) };
    let campaign = Campaign { url, features, tool, steps: arguments.steps, shrink: arguments.shrink };
    let mut score = Score::default();
    campaign.play(seeds, arguments.jobs, |outcome| score.tell(outcome, &features)).await?;
    score.finish(arguments.generate_only)
}

fn print(scenario: &Scenario, features: &Features) -> Result<()> {
    for (step, database) in scenario.databases.iter().enumerate() {
        writeln!(stdout(), "-- seed {}, step {step}", scenario.seed)?;
        for sql in database.sql(features) {
            writeln!(stdout(), "{sql};")?;
        }
    }
    Ok(())
}

#[derive(Default)]
struct Score {
    passed: usize,
    failed: Vec<u64>,
    kinds: BTreeMap<String, Vec<u64>>,
    creates: (usize, usize),
    inserts: (usize, usize),
}

impl Score {
    fn tell(&mut self, outcome: Outcome, features: &Features) -> Result<()> {
        let (creates, inserts) = &outcome.tallies;
        self.creates.0 += creates.accepted;
        self.creates.1 += creates.refused.len();
        self.inserts.0 += inserts.accepted;
        self.inserts.1 += inserts.refused.len();
        let took = outcome.took.as_secs_f32();
        match outcome.failure {
            None => {
                self.passed += 1;
                writeln!(stdout(), "seed {} passed ({took:.1} s)", outcome.seed)?;
            }
            Some((failure, scenario)) => {
                self.failed.push(outcome.seed);
                self.kinds
                    .entry(format!("{} [{}]", failure.kind, failure.mark))
                    .or_default()
                    .push(outcome.seed);
                writeln!(stdout(), "seed {} FAILED ({took:.1} s): {failure}", outcome.seed)?;
                writeln!(stdout(), "{}", report(&failure, &scenario, features))?;
            }
        }
        Ok(())
    }

    fn finish(mut self, generate_only: bool) -> Result<ExitCode> {
        self.failed.sort_unstable();
        for (kind, seeds) in &self.kinds {
            writeln!(stdout(), "{} × {kind}: seeds {seeds:?}", seeds.len())?;
        }
        if generate_only {
            let ((creates, no_creates), (inserts, no_inserts)) = (self.creates, self.inserts);
            writeln!(stdout(), "CREATE TABLE: {creates} accepted, {no_creates} refused")?;
            writeln!(stdout(), "rows: {inserts} accepted, {no_inserts} refused")?;
        }
        writeln!(stdout(), "{} passed, {} failed", self.passed, self.failed.len())?;
        Ok(if self.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
