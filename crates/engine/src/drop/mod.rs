//! Dropping shadows: chosen from the registry, planned, dropped under the lock, forgotten.

mod plan;
mod run;

pub use plan::{DropError, DropPlan, DropTarget, Which, plan};
pub use run::{DropRun, run};
