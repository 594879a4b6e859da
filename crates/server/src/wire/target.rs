//! The databases of a connection: their tables and their shadows.

use super::task::Step;
use serde::{Deserialize, Serialize};
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

/// Shadows to drop.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DropRequest {
    /// Which.
    pub which: Which,
    /// Only shows what would be done.
    #[serde(default)]
    pub dry_run: bool,
}

/// Shadows that go, or went.
#[derive(Debug, Serialize, ToSchema)]
pub struct Drop {
    /// Each of them.
    pub shadows: Vec<DroppedShadow>,
}

/// A shadow that goes, or went.
#[derive(Debug, Serialize, ToSchema)]
pub struct DroppedShadow {
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
    /// `Dropped`, `Failed`, `Refused` or `NotRun`; absent in a dry run, unless it would be refused.
    pub result: Option<&'static str>,
    /// Why, each a sentence.
    pub reasons: Vec<String>,
    /// The statements and what became of them.
    pub statements: Vec<Step>,
}
