//! What analysis found about a pair.

use std::fmt;

/// What analysis found about a pair; the reasons stand beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// There is no shadow yet.
    Create,
    /// The shadow differs and can be brought back.
    Modify,
    /// Source and shadow mean the same.
    Consistent,
    /// Something else stands in the way; nothing is done.
    Conflict,
    /// The pair can't be synchronized faithfully.
    Unsupported,
    /// The pair could not be analyzed.
    Failed,
}

impl Verdict {
    /// The word used in output, the API and stored plans.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "Create",
            Self::Modify => "Modify",
            Self::Consistent => "Consistent",
            Self::Conflict => "Conflict",
            Self::Unsupported => "Unsupported",
            Self::Failed => "Failed",
        }
    }

    /// Every verdict.
    pub const ALL: [Self; 6] =
        [Self::Create, Self::Modify, Self::Consistent, Self::Conflict, Self::Unsupported, Self::Failed];

    /// The verdict of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.as_str() == word)
    }

    /// Whether the pair's shadow can be referenced by other shadows once the plan has run.
    pub const fn is_usable(self) -> bool {
        matches!(self, Self::Create | Self::Modify | Self::Consistent)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
