//! From two table definitions to the ordered SQL that makes the shadow equal its source; no I/O.
//!
//! In reading order: a [`Rule`] and the server's [`Folding`] of names give a [`Pair`]; [`selection`] finds the pairs of a
//! database; [`mod@rewrite`] makes of a source the shadow as it should be, and [`mod@alike`] says how much a table looks
//! like one; the [`Verdict`] on a pair, the [`Phase`] and the [`Hazard`]s of a [`Statement`], the [`route()`] of
//! ALTERs that a server accepts, and the [`rebuild`] where none leads to the wanted table, under names of [`scratch`].
//! [`analysis`] puts all of it together into a [`Plan`], a [`Promise`] says whether a stored one still holds, and
//! [`mod@removal`] plans how shadows go. [`dump`] reads tables from a text, for a plan without a server.

pub mod alike;
pub mod analysis;
mod constraint_name;
mod digest;
pub mod dump;
mod fingerprint;
mod folding;
mod hazard;
mod pair;
mod phase;
mod plan;
mod promise;
mod rebuild;
pub mod removal;
pub mod rewrite;
mod route;
mod rule;
pub mod scratch;
pub mod selection;
mod statement;
mod verdict;
mod zero_date;

pub use alike::{Alikeness, alike};
pub use constraint_name::constraint_name;
pub use fingerprint::Fingerprint;
pub use folding::Folding;
pub use hazard::{
    Answers, Hazard, HazardCode, KeyColumn, Known, Occupancy, Question, Severity, UnknownHazardCode, assess,
    relied_on,
};
pub use pair::Pair;
pub use phase::Phase;
pub use plan::{PairPlan, Plan, Planned};
pub use promise::Promise;
pub use rebuild::{RebuildPolicy, ScratchNames, rebuild};
pub use removal::{Removal, removal};
pub use rewrite::{ForeignKeyPolicy, Notice, RewriteInput, Unsuitable, Wanted, rewrite, unsuitable};
pub use route::{Route, Step, route};
pub use rule::{Affix, Rule, RuleError};
pub use selection::{Entry, EntryKind, Selection, select};
pub use statement::Statement;
pub use verdict::Verdict;
pub use zero_date::{fills_with_zero_dates, has_zero_date_default};
