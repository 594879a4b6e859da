//! What happens in which order: analyze a database, run a plan, verify what came of it.
//!
//! In reading order: a [`Request`] and its [`analyze()`], the [`Event`]s that tell how far it is, and [`run()`] with its
//! [`Run`], the record of everything that was done.

mod analyze;
mod event;
mod reading;
mod request;
mod run;

pub use analyze::{Analysis, AnalyzeError, analyze};
pub use event::{Event, Events};
pub use request::Request;
pub use run::{
    ErrorPolicy, Interrupt, PairResult, PairRun, Run, RunError, RunOptions, StatementRun, StepState, run,
};
