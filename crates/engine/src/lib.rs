//! What happens in which order: analyze a database, run a plan, verify what came of it.
//!
//! In reading order: a [`Request`] and its [`analyze()`], the [`Event`]s that tell how far it is, and [`run()`] with its
//! [`Run`], the record of everything that was done. [`redeem()`] holds a stored plan against its database, [`shadows()`]
//! tells how the registered shadows are, and [`mod@drop`] drops them. [`service`] is what the server's doors call, [`task`] what
//! a node does by itself, [`webhook`] tells others.

mod analyze;
mod definitions;
pub mod document;
pub mod drop;
mod event;
pub mod hosts;
mod incoming;
pub mod memory;
mod misfits;
mod promise;
mod reading;
mod request;
mod run;
pub mod service;
mod shadows;
pub mod task;
pub mod webhook;

pub use analyze::{Analysis, AnalyzeError, analyze};
pub use event::{Event, Events};
pub use promise::{DriftPolicy, Redeemed, redeem};
pub use reading::without_noise;
pub use request::Request;
pub use run::{
    ErrorPolicy, Interrupt, Journal, JournalError, NoJournal, PairResult, PairRun, Run, RunError, RunOptions,
    StatementRun, StepPlace, StepState, preview, run,
};
pub use shadows::{Shadow, ShadowState, shadows};
