//! The databases of a connection: their tables and their shadows.

use super::analysis::{Gate, Statement};
use serde::{Deserialize, Serialize};
use shadowtable_schema::Name;
use utoipa::ToSchema;

/// A database.
#[derive(Debug, Serialize, ToSchema)]
pub struct Database {
    /// Its name.
    pub name: String,
}

/// A table of a database.
#[derive(Debug, Serialize, ToSchema)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// `Source`, `Shadow`, `Orphan` (a shadow whose source is gone), `Registry`, `Other` or `NotATable`.
    pub role: &'static str,
    /// Of a shadow its source, of a source its shadow.
    pub partner: Option<String>,
    /// How a registered shadow is, if that was asked for.
    pub state: Option<&'static str>,
    /// Rows, as the server estimates.
    pub rows_estimate: Option<u64>,
    /// Bytes, as the server estimates.
    pub bytes_estimate: Option<u64>,
}

/// A registered shadow.
#[derive(Debug, Serialize, ToSchema)]
pub struct Shadow {
    /// The shadow.
    pub shadow: String,
    /// Its source.
    pub source: String,
    /// `in sync`, `drifted`, `orphan`, `missing`, `blocked` or `failed`.
    pub state: &'static str,
    /// Why, each a sentence.
    pub reasons: Vec<String>,
    /// Rows, as the server estimates.
    pub rows_estimate: Option<u64>,
    /// Bytes, as the server estimates.
    pub bytes_estimate: Option<u64>,
    /// The policies it was made with.
    pub policies: String,
    /// Who registered it.
    pub who: String,
    /// When, by the database's clock (UTC).
    pub created_at: String,
    /// When it was changed last.
    pub updated_at: String,
}

/// Which registered shadows go: `"all"`, `"orphans"` or `{"named": [names]}`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Which {
    /// These, by the shadows' names.
    Named(Vec<String>),
    /// All.
    All,
    /// Those whose sources are gone.
    Orphans,
}

impl Which {
    /// As the engine takes it.
    pub fn to_engine(&self) -> shadowtable_engine::drop::Which {
        use shadowtable_engine::drop::Which as Engine;
        match self {
            Self::Named(names) => Engine::Named(names.iter().map(Name::new).collect()),
            Self::All => Engine::All,
            Self::Orphans => Engine::Orphans,
        }
    }
}

/// Shadows that might be dropped.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DropRequest {
    /// Which.
    pub which: Which,
    /// Must be true: nothing is dropped here, only shown. A task drops.
    pub dry_run: bool,
}

/// What dropping shadows would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct DropPreview {
    /// Each of them.
    pub shadows: Vec<GoingShadow>,
    /// The codes that must be allowed, each with the shadows that it is about.
    pub gates: Vec<Gate>,
}

/// A shadow that would go, or stay.
#[derive(Debug, Serialize, ToSchema)]
pub struct GoingShadow {
    /// The shadow.
    pub shadow: String,
    /// Its source.
    pub source: String,
    /// Whether there is such a table; if not, only its row in the registry goes.
    pub exists: bool,
    /// Whether it has rows, if that is known.
    pub has_rows: Option<bool>,
    /// Rows, as the server estimates.
    pub rows_estimate: Option<u64>,
    /// Bytes, as the server estimates.
    pub bytes_estimate: Option<u64>,
    /// Why it would stay, if it would.
    pub refused: Option<String>,
    /// The statements, in order: those of all shadows run by phase.
    pub statements: Vec<Statement>,
}
