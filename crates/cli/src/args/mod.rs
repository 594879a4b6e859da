//! The arguments: one file a group that verbs share.

mod analysis;
mod connection;
mod run;

pub use analysis::{AnalysisArguments, Format};
pub use connection::ConnectionArguments;
pub use run::RunArguments;

use clap::{Parser, Subcommand};

/// Makes and updates shadow tables that equal their sources, and proves that they do.
#[derive(Debug, Parser)]
#[command(name = "shadowtable", version, about)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Shows what a sync would do; changes nothing.
    Plan(AnalysisArguments),
    /// Makes and updates the shadows, and proves that they equal their sources.
    Sync(SyncArguments),
}

/// The arguments of `sync`.
#[derive(Debug, clap::Args)]
pub struct SyncArguments {
    /// What is analyzed.
    #[command(flatten)]
    pub analysis: AnalysisArguments,
    /// How it runs.
    #[command(flatten)]
    pub run: RunArguments,
}
