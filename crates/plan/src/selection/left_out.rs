//! Why something in the database is not a source.

use super::EntryKind;
use shadowtable_schema::Name;
use std::fmt;

/// Why something that the selection covers is not a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// It is no table.
    NotATable(EntryKind),
    /// It is the registry of shadows.
    Registry,
    /// It is a scratch table, left over by a rebuild that did not end.
    Scratch,
    /// It is registered as a shadow of this table.
    Shadow(Name),
    /// It has the name of the shadow of this table, which exists.
    ShadowName(Name),
    /// The user excluded it.
    Excluded,
}

impl LeftOut {
    /// The word used in stored and printed plans.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotATable(_) => "not-a-table",
            Self::Registry => "registry",
            Self::Scratch => "scratch",
            Self::Shadow(_) => "shadow",
            Self::ShadowName(_) => "shadow-name",
            Self::Excluded => "excluded",
        }
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotATable(kind) => write!(f, "it is a {kind}"),
            Self::Registry => f.write_str("it is the registry of shadows"),
            Self::Scratch => f.write_str("it is a scratch table of a rebuild"),
            Self::Shadow(source) => write!(f, "it is the shadow of {source}"),
            Self::ShadowName(source) => write!(f, "it has the name of the shadow of {source}"),
            Self::Excluded => f.write_str("it is excluded"),
        }
    }
}
