//! Measures, each a ratio against another program, in the order in which a number comes to be.
//!
#![doc = include_str!("../README.md")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is a program for the terminal")]

mod database;
mod http;
mod node;
mod program;
mod sample;
mod tables;
mod turns;
mod world;

mod measure;

mod document;
mod machine;
mod report;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};
use measure::Kind;
use report::Report;
use shadowtable_testkit::kind::Kind as ServerKind;
use world::World;

/// Measures Shadowtable side by side with other programs, on real servers.
#[derive(Debug, Parser)]
#[command(name = "shadowtable-bench", args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    bench: Bench,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs a program and prints the most memory it had, in KiB, and its processor time, in ms.
    #[command(hide = true)]
    Measured(program::Measured),
}

#[derive(Debug, clap::Args)]
struct Bench {
    /// The program that is measured, in a release build.
    #[arg(long, default_value = "target/release/shadowtable")]
    program: PathBuf,
    /// Only these servers.
    #[arg(long, value_name = "NAME")]
    only: Vec<ServerKind>,
    /// Only these measures.
    #[arg(long, value_name = "MEASURE")]
    measure: Vec<Kind>,
    /// How many sources, each with a shadow. The numbers that the project promises are those of 10,000.
    #[arg(long, default_value_t = 10_000)]
    tables: usize,
    /// How many turns each side has where one takes seconds.
    #[arg(long, default_value_t = 5)]
    turns: usize,
    /// After how many analyses the server's memory is looked at.
    #[arg(long, default_value_t = 100)]
    analyses: usize,
    /// Keeps the servers' data here, and uses what an earlier run has kept.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Writes the table of a complete run into this document.
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
}

/// The measures of the server, on the large database.
const SERVED: [Kind; 4] = [Kind::Api, Kind::Pages, Kind::Browser, Kind::Memory];

/// As in the program that is measured.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match arguments.command {
        Some(Command::Measured(measured)) => measured.run(),
        None => arguments.bench.run().await,
    };
    result.unwrap_or_else(|error| {
        eprintln!("shadowtable-bench: {error:#}");
        ExitCode::from(2)
    })
}

impl Bench {
    async fn run(self) -> Result<ExitCode> {
        let program = std::path::absolute(&self.program)?;
        std::fs::metadata(&program).with_context(|| format!("{} is missing", program.display()))?;
        let mut report = Report::default();
        if self.wants(Kind::Pair) {
            measure::pair::run(&mut report)?;
        }
        for server in [ServerKind::MariaDb1011, ServerKind::MySql97] {
            if self.only.is_empty() || self.only.contains(&server) {
                let world = World::start(server, &program, self.turns, self.data.as_deref()).await;
                match world {
                    Ok(world) => {
                        report.version(&world);
                        if self.wants(Kind::Sync) {
                            measure::sync::run(&world, "in memory", &mut report).await?;
                            let disk = World::on_disk(server, &program, self.turns).await?;
                            measure::sync::run(&disk, "on a disk", &mut report).await?;
                        }
                        self.on(&world, &mut report).await?;
                    }
                    Err(error) => report.skip("all measures", server, &format!("{error:#}")),
                }
            }
        }
        println!("{}", report.table());
        report.skipped().iter().for_each(|line| eprintln!("SKIPPED: {line}"));
        if let Some(path) = &self.write {
            if self.is_complete() {
                document::write(path, &report)?;
            } else {
                eprintln!("{} is left as it is: it holds complete runs only", path.display());
            }
        }
        let missed = report.missed();
        missed.iter().for_each(|line| eprintln!("NOT REACHED: {line}"));
        Ok(if missed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    fn wants(&self, kind: Kind) -> bool {
        self.measure.is_empty() || self.measure.contains(&kind)
    }

    fn is_complete(&self) -> bool {
        self.only.is_empty() && self.measure.is_empty() && self.tables >= 10_000 && self.analyses >= 100
    }

    /// The measures of one server, on a database that grows.
    async fn on(&self, world: &World, report: &mut Report) -> Result<()> {
        if self.wants(Kind::Skeema) && world.kind == ServerKind::MariaDb1011 {
            measure::skeema::run(world, report).await?;
        }
        if self.wants(Kind::Schedule) && world.kind == ServerKind::MariaDb1011 {
            // 1,000 when nothing else is said.
            measure::schedule::run(world, self.tables / 10, report).await?;
        }
        let cli = [Kind::Growth, Kind::Client, Kind::RoundTrip, Kind::Dump];
        let served = world.kind == ServerKind::MariaDb1011 && SERVED.into_iter().any(|kind| self.wants(kind));
        if !served && !cli.into_iter().any(|kind| self.wants(kind)) {
            return Ok(());
        }
        let mut growth = measure::growth::Growth::default();
        // 1,000, 5,000 and 10,000, when nothing else is said.
        for size in [self.tables / 10, self.tables / 2, self.tables] {
            world.grow(size).await?;
            if self.wants(Kind::Growth) {
                growth.at(world, size).await?;
            }
        }
        growth.report(world, report);
        if self.wants(Kind::Client) {
            measure::client::run(world, report).await?;
        }
        if self.wants(Kind::RoundTrip) {
            measure::round_trip::run(world, report).await?;
        }
        if self.wants(Kind::Dump) {
            measure::dump::run(world, report).await?;
        }
        if served { self.served(world, report).await } else { Ok(()) }
    }

    /// The measures of `shadowtable serve`, on the large database.
    async fn served(&self, world: &World, report: &mut Report) -> Result<()> {
        if self.wants(Kind::Api) {
            measure::api::run(world, self.tables, report).await?;
        }
        if self.wants(Kind::Pages) {
            measure::pages::run(world, self.tables, report).await?;
        }
        if self.wants(Kind::Browser) {
            measure::browser::run(world, self.tables, report).await?;
        }
        if self.wants(Kind::Memory) {
            measure::memory::run(world, (self.tables, self.analyses), report).await?;
        }
        Ok(())
    }
}
