//! What is asked of an analysis.

use shadowtable_plan::analysis::Adoption;
use shadowtable_plan::{Affix, ForeignKeyPolicy, RebuildPolicy, Selection};
use shadowtable_schema::Name;
use shadowtable_target::registry::Place;

/// What is to be analyzed, and by which rule and policies.
#[derive(Clone, Debug)]
pub struct Request {
    /// Whether the affix stands before or behind a source's name.
    pub affix: Affix,
    /// The affix.
    pub affix_text: String,
    /// The sources.
    pub selection: Selection,
    /// What becomes of foreign keys.
    pub foreign_keys: ForeignKeyPolicy,
    /// What may be done where no ALTER leads to the wanted table.
    pub rebuild: RebuildPolicy,
    /// Which unregistered tables are adopted.
    pub adoption: Adoption,
    /// The shadows whose pairs the user skips.
    pub skipped: Vec<Name>,
    /// Where the registry is.
    pub registry: Place,
}
