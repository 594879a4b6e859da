//! How the result is printed.

use clap::ValueEnum;
use std::path::PathBuf;

/// How the result is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// The statements, in order
    Sql,
    /// For programs; docs/json.md lists the fields
    Json,
}

/// How a plan or a run is printed.
#[derive(Debug, clap::Args)]
pub struct OutputArguments {
    /// How the result is printed
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    pub format: Format,
    /// Lists every pair, however many are Consistent
    #[arg(long, short)]
    pub verbose: bool,
}

/// Where else the plan goes.
#[derive(Debug, clap::Args)]
pub struct PlanFileArguments {
    /// Writes the plan to this file, for shadowtable apply
    #[arg(long, value_name = "PLAN.JSON")]
    pub out: Option<PathBuf>,
}
