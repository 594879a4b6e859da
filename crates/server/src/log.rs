//! Logs: one line an event on the standard error, as JSON for programs or as text for people.

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::{SubscriberInitExt as _, TryInitError};
use tracing_subscriber::{Layer as _, fmt};

/// How lines look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// One JSON document a line.
    #[default]
    Json,
    /// For people.
    Text,
}

/// Begins to log. `levels` is a list such as `info,shadowtable_engine=debug`.
///
/// # Errors
/// When somebody else logs already.
pub fn begin(format: Format, levels: &Targets) -> Result<(), TryInitError> {
    let registry = tracing_subscriber::registry();
    match format {
        Format::Json => {
            let lines = fmt::layer()
                .json()
                .flatten_event(true)
                .with_current_span(false)
                .with_writer(std::io::stderr)
                .with_filter(levels.clone());
            registry.with(lines).try_init()
        }
        Format::Text => {
            let lines = fmt::layer().with_writer(std::io::stderr).with_filter(levels.clone());
            registry.with(lines).try_init()
        }
    }
}

/// What is logged when nobody says anything.
pub fn usual() -> Targets {
    Targets::new().with_default(LevelFilter::WARN).with_target("shadowtable", LevelFilter::INFO)
}

/// Reads a list of levels.
///
/// # Errors
/// What is wrong with it.
pub fn levels(text: &str) -> Result<Targets, String> {
    text.parse::<Targets>().map_err(|error| error.to_string())
}
