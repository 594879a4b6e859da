//! The document of the registered shadows.

use super::plan::{FORMAT, ServerDocument};
use crate::print::origin_word;
use serde::Serialize;
use shadowtable_engine::Shadow;
use shadowtable_target::Server;
use shadowtable_target::registry::Affix;

/// The registered shadows of a database.
#[derive(Debug, Serialize)]
pub struct ShadowsDocument {
    format: u32,
    kind: &'static str,
    shadowtable: &'static str,
    server: ServerDocument,
    database: String,
    shadows: Vec<ShadowDocument>,
}

/// A registered shadow.
#[derive(Debug, Serialize)]
struct ShadowDocument {
    shadow: String,
    source: String,
    state: &'static str,
    reasons: Vec<String>,
    rows_estimate: Option<u64>,
    bytes_estimate: Option<u64>,
    rule: RuleDocument,
    policies: String,
    origin: &'static str,
    who: String,
    created_at: String,
    updated_at: String,
}

/// The rule that named a shadow.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum RuleDocument {
    Prefix(String),
    Suffix(String),
}

/// The document of a list of shadows.
pub fn shadows_document(server: &Server, shadows: &[Shadow]) -> ShadowsDocument {
    ShadowsDocument {
        format: FORMAT,
        kind: "shadows",
        shadowtable: env!("CARGO_PKG_VERSION"),
        server: ServerDocument::of(server),
        database: server.database.to_string(),
        shadows: shadows.iter().map(ShadowDocument::of).collect(),
    }
}

impl ShadowDocument {
    fn of(shadow: &Shadow) -> Self {
        let Shadow { entry, state, reasons, size } = shadow;
        Self {
            shadow: entry.shadow.to_string(),
            source: entry.source.to_string(),
            state: state.as_str(),
            reasons: reasons.clone(),
            rows_estimate: size.and_then(|size| size.rows),
            bytes_estimate: size.and_then(|size| size.bytes),
            rule: match &entry.affix {
                Affix::Prefix(text) => RuleDocument::Prefix(text.clone()),
                Affix::Suffix(text) => RuleDocument::Suffix(text.clone()),
            },
            policies: entry.policies.clone(),
            origin: origin_word(entry.origin),
            who: entry.who.clone(),
            created_at: entry.created_at.clone(),
            updated_at: entry.updated_at.clone(),
        }
    }
}
