//! The command line `shadowtable`: shadow tables that equal their sources, proved.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line speaks by printing")]

mod args;
mod connection;
mod exit;
mod print;
mod verb;

use args::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return exit::usage(&anyhow::Error::new(error).context("can't start")),
    };
    let outcome = runtime.block_on(async {
        match arguments.command {
            Command::Plan(plan) => verb::plan::run(plan).await,
            Command::Sync(sync) => verb::sync::run(sync).await,
        }
    });
    outcome.unwrap_or_else(|error| exit::usage(&error))
}
