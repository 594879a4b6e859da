//! What goes over the wire: types of their own, from which the API's document is made.

mod time;
mod words;

pub mod access;
pub mod analysis;
pub mod audit;
pub mod connection;
pub mod target;
pub mod task;

pub use time::Time;
pub use words::{
    AnalysisState, Cause, DriftPolicy, ErrorPolicy, Mode, PairResult, Role, RunState, StepState, TaskKind,
    TaskState,
};
