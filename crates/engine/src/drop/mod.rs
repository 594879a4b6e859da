//! Dropping shadows: chosen from the registry, planned, dropped under the lock, forgotten.

mod again;
mod plan;
mod promise;
mod rows;
mod run;
mod target;

pub use again::again;
pub use plan::{DropError, DropPlan, Which, plan};
pub use promise::DropPromise;
pub use rows::{VERDICT, drop_rows};
pub use run::{DropRun, run};
pub use target::DropTarget;
