//! What is kept of an analysis, so that its plan can be made again: when a pair is skipped, its children need other
//! statements, and nothing is read from the database for that.

mod context;
mod facts;
mod pair;
mod replan;

pub use context::{ContextDocument, MemoryError};
pub use facts::FactsDocument;
pub use pair::{BodyDocument, pair_row, pair_rows};
pub use replan::replan;
