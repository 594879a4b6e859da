//! What was asked for, as a plan remembers it.

use crate::request::Request;
use serde::{Deserialize, Serialize};
use shadowtable_plan::analysis::Adoption;
use shadowtable_plan::selection::Range;
use shadowtable_plan::{Affix, ForeignKeyPolicy, RebuildPolicy, Selection};
use shadowtable_schema::Name;
use shadowtable_target::registry::Place;

/// The rule and the policies of a plan. Its pairs stand beside it, so the selection is not kept.
#[derive(Debug, Serialize, Deserialize)]
pub struct RequestDocument {
    #[serde(skip_serializing_if = "Option::is_none")]
    prefix: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suffix: Option<String>,
    foreign_keys: String,
    rebuild: String,
    /// Names of shadows, or `alike`, or `all` alone.
    adopt: Vec<String>,
    /// `schema.table`, `none`, or absent for the default.
    registry: Option<String>,
}

impl RequestDocument {
    /// The document of a request.
    pub fn of(request: &Request) -> Self {
        let (prefix, suffix) = match request.affix {
            Affix::Prefix => (Some(request.affix_text.clone()), None),
            Affix::Suffix => (None, Some(request.affix_text.clone())),
        };
        Self {
            prefix,
            suffix,
            foreign_keys: request.foreign_keys.as_str().to_owned(),
            rebuild: rebuild_word(request.rebuild).to_owned(),
            adopt: match &request.adoption {
                Adoption::None => Vec::new(),
                Adoption::Alike => vec!["alike".to_owned()],
                Adoption::All => vec!["all".to_owned()],
                Adoption::Named(names) => names.iter().map(ToString::to_string).collect(),
            },
            registry: match &request.registry {
                Place::InDatabase => None,
                Place::Nowhere => Some("none".to_owned()),
                Place::At { schema, table } => Some(format!("{schema}.{table}")),
            },
        }
    }

    /// The request of a document, or what is wrong with it.
    pub fn request(&self) -> Result<Request, String> {
        let (affix, affix_text) = match (&self.prefix, &self.suffix) {
            (Some(prefix), None) => (Affix::Prefix, prefix.clone()),
            (None, Some(suffix)) => (Affix::Suffix, suffix.clone()),
            _ => return Err("request: exactly one of prefix and suffix is needed".to_owned()),
        };
        let foreign_keys = ForeignKeyPolicy::from_word(&self.foreign_keys)
            .ok_or_else(|| format!("request: unknown foreign_keys {:?}", self.foreign_keys))?;
        let rebuild = [RebuildPolicy::Copy, RebuildPolicy::Empty, RebuildPolicy::Never]
            .into_iter()
            .find(|policy| rebuild_word(*policy) == self.rebuild)
            .ok_or_else(|| format!("request: unknown rebuild {:?}", self.rebuild))?;
        let registry = match &self.registry {
            None => Place::InDatabase,
            Some(text) => text.parse().map_err(|error| format!("request: {error}"))?,
        };
        Ok(Request {
            affix,
            affix_text,
            selection: Selection { range: Range::All, exclude: Vec::new() },
            foreign_keys,
            rebuild,
            adoption: match self.adopt.iter().map(String::as_str).collect::<Vec<_>>()[..] {
                [] => Adoption::None,
                ["alike"] => Adoption::Alike,
                ["all"] => Adoption::All,
                _ => Adoption::Named(self.adopt.iter().map(Name::new).collect()),
            },
            skipped: Vec::new(),
            registry,
        })
    }
}

const fn rebuild_word(policy: RebuildPolicy) -> &'static str {
    match policy {
        RebuildPolicy::Copy => "copy",
        RebuildPolicy::Empty => "empty",
        RebuildPolicy::Never => "never",
    }
}
