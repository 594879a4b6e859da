//! What makes a pair impossible, as far as names tell.

use super::EntryKind;
use crate::Pair;
use shadowtable_schema::Name;

/// Why nothing can be done for a pair. Each is found from names alone, before anything runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// The shadow's name is too long.
    NameTooLong {
        /// Its length in characters.
        chars: usize,
    },
    /// The source is registered as a shadow itself.
    SourceIsShadow {
        /// Whose shadow it is.
        of: Name,
    },
    /// The shadow's name is that of a table that is selected as a source.
    ShadowIsSource,
    /// Another selected source has a shadow of the same name.
    SharedShadow {
        /// That source.
        with: Name,
    },
    /// Something that is no table has the shadow's name.
    NotATable(EntryKind),
    /// The shadow's name is one that Shadowtable keeps for itself.
    Reserved,
    /// The table with the shadow's name is registered as the shadow of another source.
    ShadowOfAnother {
        /// That source.
        source: Name,
    },
}

impl Conflict {
    /// The word used in stored and printed plans.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NameTooLong { .. } => "name-too-long",
            Self::SourceIsShadow { .. } => "source-is-shadow",
            Self::ShadowIsSource => "shadow-is-source",
            Self::SharedShadow { .. } => "shared-shadow",
            Self::NotATable(_) => "not-a-table",
            Self::Reserved => "reserved-name",
            Self::ShadowOfAnother { .. } => "shadow-of-another",
        }
    }

    /// The sentence for the user about `pair`: what is in the way, and where it helps what to do.
    pub fn sentence(&self, pair: &Pair) -> String {
        let Pair { source, shadow } = pair;
        match self {
            Self::NameTooLong { chars } => format!(
                "the name {shadow} has {chars} characters, but a table's name has at most 64: use a shorter affix"
            ),
            Self::SourceIsShadow { of } => {
                format!("{source} is itself the shadow of {of}, and a shadow gets no shadow")
            }
            Self::ShadowIsSource => {
                format!("{shadow} is selected as a source, so it can't be the shadow of {source}")
            }
            Self::SharedShadow { with } => format!("{source} and {with} would have the same shadow {shadow}"),
            Self::NotATable(kind) => format!("there is a {kind} named {shadow}"),
            Self::Reserved => format!("the name {shadow} is one that Shadowtable keeps for its own tables"),
            Self::ShadowOfAnother { source } => format!("{shadow} is registered as the shadow of {source}"),
        }
    }
}
