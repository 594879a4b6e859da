//! Hazards: what a statement can lose, lock or fail on, each with a stable code and a sentence.

mod assess;
mod code;
mod column;
mod known;
mod occupancy;
mod question;
mod type_change;

pub use assess::assess;
pub use code::{HazardCode, UnknownHazardCode};
pub use known::Known;
pub use occupancy::Occupancy;
pub use question::{Answers, KeyColumn, Question, relied_on};
pub use type_change::{TypeChange, type_change};

/// A hazard of one statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hazard {
    /// The stable code.
    pub code: HazardCode,
    /// Whether it must be allowed.
    pub severity: Severity,
    /// What may happen, with the numbers known.
    pub sentence: String,
}

/// Whether a hazard must be allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It only informs.
    Notice,
    /// The statement runs only when the code was allowed.
    Gate,
}

impl Severity {
    /// The word used in output and stored plans.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Gate => "gate",
        }
    }
}

impl Hazard {
    /// A hazard that must be allowed.
    pub fn gate(code: HazardCode, sentence: impl Into<String>) -> Self {
        Self { code, severity: Severity::Gate, sentence: sentence.into() }
    }

    /// A hazard that only informs.
    pub fn notice(code: HazardCode, sentence: impl Into<String>) -> Self {
        Self { code, severity: Severity::Notice, sentence: sentence.into() }
    }

    /// Whether it must be allowed.
    pub fn is_gate(&self) -> bool {
        self.severity == Severity::Gate
    }
}
