//! What went wrong with a seed.

use std::fmt;

/// The kind of a failure. Shrinking keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FailureKind {
    /// The server refused a table or a row that the generator made: the generator is wrong.
    Generator,
    /// The tool's sync did not end with 0.
    Sync,
    /// The tool says it has verified what is not so, or has not verified.
    Unverified,
    /// A plan after the sync finds something to do.
    NotConsistent,
    /// The shadow is not what a fresh one would be.
    ShadowDiffers,
    /// A source is not what it was.
    SourceTouched,
    /// Rows of a shadow are gone though no hazard said so.
    RowsLost,
    /// The tool did not end, or its output could not be read.
    Tool,
}

impl fmt::Display for FailureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Generator => "the server refused what the generator made",
            Self::Sync => "sync did not end with 0",
            Self::Unverified => "sync did not say verified",
            Self::NotConsistent => "a plan after the sync is not all Consistent",
            Self::ShadowDiffers => "a shadow differs from a fresh one",
            Self::SourceTouched => "a source was touched",
            Self::RowsLost => "rows are gone without a hazard",
            Self::Tool => "the tool could not be understood",
        })
    }
}

/// A failure of a seed.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Its kind.
    pub kind: FailureKind,
    /// What tells it from others of its kind, such as the server's error codes.
    pub mark: String,
    /// The step in which it happened; 0 is the first sync.
    pub step: usize,
    /// What there is to say.
    pub detail: String,
}

impl Failure {
    /// Whether two failures have one cause, as far as can be told.
    pub fn is_like(&self, other: &Self) -> bool {
        self.kind == other.kind && self.mark == other.mark
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "step {}: {}", self.step, self.kind)?;
        if !self.mark.is_empty() {
            write!(f, " [{}]", self.mark)?;
        }
        Ok(())
    }
}
