//! The arguments of each verb, put together from the groups.

use super::dialect::DialectName;
use super::{
    AnalysisArguments, ConfirmationArguments, ConnectionArguments, Format, OutputArguments, PolicyArguments,
    RegistryArguments, RuleArguments, RunArguments,
};
use clap::{ArgGroup, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

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

/// The arguments of `apply`.
#[derive(Debug, clap::Args)]
#[command(allow_missing_positional = true)]
pub struct ApplyArguments {
    /// Which server and database.
    #[command(flatten)]
    pub connection: ConnectionArguments,
    /// The plan, as plan --out wrote it
    #[arg(value_name = "PLAN.JSON", required = true)]
    pub plan: PathBuf,
    /// What happens to a table that has changed since the plan was made
    #[arg(long, value_enum, default_value = "refuse", value_name = "POLICY")]
    pub on_drift: OnDrift,
    /// How it runs.
    #[command(flatten)]
    pub run: RunArguments,
    /// How the result is printed.
    #[command(flatten)]
    pub output: OutputArguments,
}

/// What happens to a table that has changed since the plan was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OnDrift {
    /// It is left alone
    Refuse,
    /// It is analyzed again, and the new statements run
    Replan,
}

/// The arguments of `diff`.
#[derive(Debug, clap::Args)]
pub struct DiffArguments {
    /// The dump with the sources; - is the standard input
    #[arg(long, value_name = "SCHEMA.SQL")]
    pub source_file: PathBuf,
    /// The dump with the shadows, if they are not in the same file
    #[arg(long, value_name = "OLD.SQL")]
    pub shadow_file: Option<PathBuf>,
    /// The server that printed the dump
    #[arg(long, value_enum, value_name = "DIALECT")]
    pub dialect: DialectName,
    /// How shadows are named.
    #[command(flatten)]
    pub rule: RuleArguments,
    /// The policies.
    #[command(flatten)]
    pub policy: PolicyArguments,
    /// How the result is printed.
    #[command(flatten)]
    pub output: OutputArguments,
}

/// The arguments of `shadows`.
#[derive(Debug, clap::Args)]
pub struct ShadowsArguments {
    /// Which server and database.
    #[command(flatten)]
    pub connection: ConnectionArguments,
    /// Where the registry is.
    #[command(flatten)]
    pub registry: RegistryArguments,
    /// How the result is printed
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    pub format: ListFormat,
}

/// How a list is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people
    Text,
    /// For programs; docs/json.md lists the fields
    Json,
}

/// The arguments of `drop`.
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("what").required(true).args(["tables", "all", "orphans"])))]
pub struct DropArguments {
    /// Which server and database.
    #[command(flatten)]
    pub connection: ConnectionArguments,
    /// These shadows, separated by commas
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    tables: Vec<String>,
    /// All registered shadows
    #[arg(long)]
    all: bool,
    /// The registered shadows whose sources are gone
    #[arg(long)]
    orphans: bool,
    /// Where the registry is.
    #[command(flatten)]
    pub registry: RegistryArguments,
    /// How long a statement waits for a lock, in seconds
    #[arg(long, value_name = "S", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=31_536_000))]
    pub lock_wait_timeout: u32,
    /// Whether it may run.
    #[command(flatten)]
    pub confirmation: ConfirmationArguments,
    /// How the result is printed
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    pub format: Format,
}

/// Which shadows `drop` drops.
pub enum What {
    /// These.
    Tables(Vec<String>),
    /// All.
    All,
    /// Those whose sources are gone.
    Orphans,
}

impl DropArguments {
    /// Which shadows.
    pub fn what(&self) -> What {
        if self.all {
            What::All
        } else if self.orphans {
            What::Orphans
        } else {
            What::Tables(self.tables.clone())
        }
    }
}

/// The arguments of `completions`.
#[derive(Debug, clap::Args)]
pub struct CompletionsArguments {
    /// The shell
    pub shell: Shell,
}

/// The arguments of `man`.
#[derive(Debug, clap::Args)]
pub struct ManArguments {
    /// The verb whose page is printed, instead of the program's own
    pub verb: Option<String>,
    /// Writes the pages of the program and of all verbs into this directory instead
    #[arg(long, value_name = "DIRECTORY", conflicts_with = "verb")]
    pub dir: Option<PathBuf>,
}
