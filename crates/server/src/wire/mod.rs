//! What goes over the wire: types of their own, from which the API's document is made.

mod time;
mod words;

pub mod access;
pub mod analysis;
pub mod audit;
pub mod connection;
pub mod settings;
pub mod target;
pub mod task;
pub mod webhook;

pub use time::Time;
pub use words::{
    AnalysisState, Cause, DeliveryState, DriftPolicy, ErrorPolicy, Mode, PairResult, Role, RunState,
    StepState, TaskKind, TaskState,
};

/// A secret that comes in is not written down again: null stands in its place. A field that serde skips would be missing from
/// the API's document.
fn hidden<T, S: serde::Serializer>(_secret: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_none()
}
