//! How a plan runs.

use anyhow::Result;
use clap::ValueEnum;
use shadowtable_engine::{ErrorPolicy, Interrupt, RunOptions};
use shadowtable_plan::HazardCode;
use std::time::Duration;

/// What happens to the other tables when one fails.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum OnError {
    /// The rest is not executed.
    Abort,
    /// The other tables go on.
    Continue,
}

/// How a plan runs.
#[derive(Debug, clap::Args)]
pub struct RunArguments {
    /// What happens to the other tables when one fails.
    #[arg(long, value_enum, default_value = "abort")]
    on_error: OnError,
    /// The hazards that are allowed, by their codes, or all.
    #[arg(long, value_name = "CODE,…|all", value_delimiter = ',')]
    allow_hazards: Vec<String>,
    /// Runs without asking.
    #[arg(long)]
    pub yes: bool,
    /// How many tables are worked on at a time.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=64))]
    parallel: u8,
    /// How long a statement waits for a lock, in seconds.
    #[arg(long, value_name = "S", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=31_536_000))]
    lock_wait_timeout: u32,
    /// Shows what would run and changes nothing.
    #[arg(long)]
    pub dry_run: bool,
}

impl RunArguments {
    /// The options that they stand for.
    pub fn options(&self, interrupt: Interrupt) -> Result<RunOptions> {
        let allowed = match self.allow_hazards.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["all"] => None,
            ref codes => Some(codes.iter().map(|code| code.parse()).collect::<Result<Vec<HazardCode>, _>>()?),
        };
        Ok(RunOptions {
            on_error: match self.on_error {
                OnError::Abort => ErrorPolicy::Abort,
                OnError::Continue => ErrorPolicy::Continue,
            },
            allowed,
            parallel: usize::from(self.parallel),
            lock_wait_timeout: Duration::from_secs(u64::from(self.lock_wait_timeout)),
            program: "shadowtable sync".to_owned(),
            who: std::env::var("USER").unwrap_or_default(),
            interrupt,
        })
    }
}
