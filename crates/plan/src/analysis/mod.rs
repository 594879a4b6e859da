//! Analysis: from what was read of a database to a verdict and statements for every pair.
//!
//! It goes in three steps, so that memory holds only what differs, and rows are looked at only where it matters:
//! [`Analyzer`] takes the pairs one by one, [`Comparison`] knows what differs and says which facts it needs, and its
//! [`Comparison::plan`] gives the [`Plan`].

mod adoption;
mod analyzer;
mod comparison;
mod context;
mod facts;
mod foreign_keys;
mod in_the_way;
mod item;
mod planner;

pub use adoption::Adoption;
pub use analyzer::Analyzer;
pub use comparison::Comparison;
pub use context::Context;
pub use facts::{Facts, Incoming};
pub use item::Reading;

use crate::Plan;
