//! What was asked of a task that drops shadows.

use crate::drop::Which;
use serde::{Deserialize, Serialize};
use shadowtable_schema::Name;

/// What was asked of a task that drops shadows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DropDocument {
    /// Which registered shadows go.
    pub which: WhichDocument,
}

/// Which registered shadows go.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WhichDocument {
    /// These, by the shadows' names.
    Named(Vec<String>),
    /// All.
    All,
    /// Those whose sources are gone.
    Orphans,
}

impl WhichDocument {
    /// What it stands for.
    pub fn which(&self) -> Which {
        match self {
            Self::Named(names) => Which::Named(names.iter().map(Name::new).collect()),
            Self::All => Which::All,
            Self::Orphans => Which::Orphans,
        }
    }

    /// The document of it.
    pub fn of(which: &Which) -> Self {
        match which {
            Which::Named(names) => Self::Named(names.iter().map(ToString::to_string).collect()),
            Which::All => Self::All,
            Which::Orphans => Self::Orphans,
        }
    }
}
