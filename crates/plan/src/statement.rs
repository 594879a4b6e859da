//! A statement: one SQL text with everything that is known about it before it runs.

use crate::{Hazard, Phase, Question};
use shadowtable_schema::{Change, Name};

/// One SQL text of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What is sent.
    pub sql: String,
    /// When it runs.
    pub phase: Phase,
    /// The one table that it changes: the pair's shadow, its scratch twin, or a child shadow whose key is in the way.
    pub table: Name,
    /// What it can lose, lock or fail on.
    pub hazards: Vec<Hazard>,
    /// The changes that it carries out.
    pub changes: Vec<Change>,
    /// The shadows of other pairs without which it makes no sense: if one of these pairs failed, it does not run.
    pub depends_on: Vec<Name>,
    /// Whether it was judged on the belief that the shadow is empty; that is looked at again right before it runs.
    pub needs_empty: bool,
    /// What was asked of the shadow's rows and answered with none that would not fit; that is asked again right before it
    /// runs.
    pub must_fit: Vec<Question>,
    /// Whether the table has zero dates among its defaults, which the strict session would refuse.
    pub relaxes_zero_dates: bool,
}

impl Statement {
    /// A statement without hazards.
    pub fn new(phase: Phase, table: Name, sql: String) -> Self {
        Self {
            sql,
            phase,
            table,
            hazards: Vec::new(),
            changes: Vec::new(),
            depends_on: Vec::new(),
            needs_empty: false,
            must_fit: Vec::new(),
            relaxes_zero_dates: false,
        }
    }

    /// The hazards that must be allowed before it runs.
    pub fn gates(&self) -> impl Iterator<Item = &Hazard> {
        self.hazards.iter().filter(|hazard| hazard.is_gate())
    }
}
