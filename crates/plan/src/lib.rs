//! From two table definitions to the ordered SQL that makes the shadow equal its source; no I/O.
//!
//! In reading order: the [`Verdict`] on a pair, the [`Phase`] and the [`Hazard`]s of a [`Statement`], the [`mod@route`] of
//! ALTERs that a server accepts, and the [`rebuild`] where none leads to the wanted table.

mod hazard;
mod phase;
mod rebuild;
mod route;
mod statement;
mod verdict;
mod zero_date;

pub use hazard::{Hazard, HazardCode, Occupancy, Severity, assess};
pub use phase::Phase;
pub use rebuild::{RebuildPolicy, ScratchNames, rebuild};
pub use route::{Route, Step, route};
pub use statement::Statement;
pub use verdict::Verdict;
pub use zero_date::has_zero_date_default;
