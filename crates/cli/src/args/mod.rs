//! The arguments: one file a group that verbs share, and the verbs' own.

mod analysis;
mod connection;
mod dialect;
mod output;
mod policy;
mod registry;
mod rule;
mod run;
mod server;
mod verbs;

pub use analysis::AnalysisArguments;
pub use connection::ConnectionArguments;
pub use output::{Format, OutputArguments, PlanFileArguments};
pub use policy::PolicyArguments;
pub use registry::RegistryArguments;
pub use rule::RuleArguments;
pub use run::{ConfirmationArguments, RunArguments, who};
pub use server::{
    LogFormat, RoleName, ServeArguments, StoreArguments, StoreCommand, StoreVerbArguments, UserArguments,
    UserCommand,
};
pub use verbs::{
    ApplyArguments, CompletionsArguments, DiffArguments, DropArguments, ListFormat, ManArguments, OnDrift,
    ShadowsArguments, SyncArguments, What,
};

use clap::{Parser, Subcommand};

const AFTER_HELP: &str = "\
Exit codes:
  0    plan: all pairs are Consistent; sync, apply, drop: done and verified
  1    plan, diff: there are changes to make
  2    usage, connection or privilege error: nothing was done
  3    a pair is Conflict, Unsupported or refused (a hazard, or drift since the plan)
  4    a table Failed, in analysis or execution
  130  interrupted";

/// Makes and updates shadow tables that equal their sources, and proves that they do.
#[derive(Debug, Parser)]
#[command(name = "shadowtable", version, after_help = AFTER_HELP)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Shows what a sync would do; changes nothing
    Plan(Box<AnalysisArguments>),
    /// Makes and updates the shadows, and proves that they equal their sources
    Sync(Box<SyncArguments>),
    /// Runs a plan that was written with --out
    Apply(Box<ApplyArguments>),
    /// Compares the tables of dumps, without a server
    Diff(Box<DiffArguments>),
    /// Lists the registered shadows: in sync or not, size, orphans
    Shadows(Box<ShadowsArguments>),
    /// Drops registered shadows
    Drop(Box<DropArguments>),
    /// Runs the server: the console and the API
    Serve(Box<ServeArguments>),
    /// Manages the users of a server, from the shell beside it
    User(Box<UserArguments>),
    /// Copies the store of a server, brings it back, seals it with another key
    Store(Box<StoreVerbArguments>),
    /// Prints the completions of a shell
    Completions(CompletionsArguments),
    /// Prints the manual page
    Man(ManArguments),
}
