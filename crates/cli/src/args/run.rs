//! How a plan runs.

use anyhow::{Result, anyhow};
use clap::ValueEnum;
use shadowtable_engine::{ErrorPolicy, Interrupt, RunOptions};
use shadowtable_plan::HazardCode;
use std::time::Duration;

/// What happens to the other tables when one fails.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum OnError {
    /// The rest is not executed
    Abort,
    /// The other tables go on
    Continue,
}

/// How a plan runs.
#[derive(Debug, clap::Args)]
pub struct RunArguments {
    /// What happens to the other tables when one fails or is refused
    #[arg(long, value_enum, default_value = "abort", value_name = "POLICY")]
    on_error: OnError,
    /// The hazards that are allowed, by their codes, or all
    #[arg(long, value_name = "CODE,…|all", value_delimiter = ',')]
    allow_hazards: Vec<String>,
    /// How many tables are worked on at a time
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=64))]
    parallel: u8,
    /// How long a statement waits for a lock, in seconds
    #[arg(long, value_name = "S", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=31_536_000))]
    lock_wait_timeout: u32,
    /// Whether it may run.
    #[command(flatten)]
    pub confirmation: ConfirmationArguments,
}

/// Whether anything may be changed.
#[derive(Debug, clap::Args)]
pub struct ConfirmationArguments {
    /// Runs without asking; needed where there is no terminal to ask at
    #[arg(long, short)]
    pub yes: bool,
    /// Shows what would run and changes nothing
    #[arg(long)]
    pub dry_run: bool,
}

impl RunArguments {
    /// The options that they stand for, for the verb `program`.
    pub fn options(&self, program: &str, interrupt: Interrupt) -> Result<RunOptions> {
        let code = |text: &String| {
            let parsed = text.parse::<HazardCode>();
            parsed.map_err(|error| anyhow!("{error}; a plan names the codes that it needs"))
        };
        let allowed = if self.allow_hazards.iter().any(|code| code == "all") {
            None
        } else {
            Some(self.allow_hazards.iter().map(code).collect::<Result<Vec<HazardCode>>>()?)
        };
        Ok(RunOptions {
            on_error: match self.on_error {
                OnError::Abort => ErrorPolicy::Abort,
                OnError::Continue => ErrorPolicy::Continue,
            },
            allowed,
            parallel: usize::from(self.parallel),
            lock_wait_timeout: Duration::from_secs(u64::from(self.lock_wait_timeout)),
            program: format!("shadowtable {program}"),
            who: who(),
            interrupt,
        })
    }
}

/// Who runs the program, for the registry: the login name.
pub fn who() -> String {
    ["SUDO_USER", "USER", "LOGNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_default()
}
