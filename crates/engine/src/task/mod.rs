//! Tasks: how they run. A worker claims runs and analyses, carries them out, and recovers what a former holder left behind.

mod analyze_job;
mod carry_out;
mod clean;
mod drop_recover;
mod drop_run;
mod events;
mod finish;
mod fire;
mod found;
mod held;
mod keeper;
mod log_line;
pub(crate) mod meter;
mod outline;
mod plan_run;
mod recover;
mod run;
mod run_analysis;
mod schedule;
mod seen;
mod state;
mod worker;

pub use carry_out::carry_out;
pub use held::Switches;
pub use log_line::log_line;
pub use run::queued_run;
pub use schedule::{Schedule, ScheduleError};
pub use state::{Act, after, first, is_over};
pub use worker::{Worker, WorkerOptions};
