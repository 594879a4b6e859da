//! `shadowtable-servers`: real servers for a command, or one for a person.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is a program for the terminal")]

mod interrupt;
mod load;
mod report;
mod run;
mod start;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Starts the servers that scripts/servers/fetch has fetched.
#[derive(Debug, Parser)]
#[command(name = "shadowtable-servers", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Load(load::Load),
    Run(run::Run),
    Start(start::Start),
}

#[tokio::main]
async fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Load(load) => load.execute().await,
        Command::Run(run) => run.execute().await,
        Command::Start(start) => start.execute().await,
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}
