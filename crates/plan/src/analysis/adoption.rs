//! Adoption: which existing tables the user takes for shadows on purpose.

use crate::{Folding, Pair, alike};
use shadowtable_schema::Name;
use shadowtable_schema::model::Table;

/// Which tables at a shadow's name are adopted although the registry does not know them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Adoption {
    /// None: each is a conflict.
    #[default]
    None,
    /// These, by the shadow's name.
    Named(Vec<Name>),
    /// Those that are recognizably a shadow of their source, by the rule of [`alike()`].
    Alike,
    /// Every one.
    All,
}

impl Adoption {
    /// Whether the existing table is adopted as the shadow of `source`.
    ///
    /// # Errors
    /// The sentence of the conflict, if it is not.
    pub fn adopts(
        &self,
        pair: &Pair,
        existing: &Table,
        source: &Table,
        folding: Folding,
    ) -> Result<(), String> {
        let likeness = alike(existing, source);
        let adopted = match self {
            Self::None => false,
            Self::Named(names) => names.iter().any(|name| folding.same(name, &pair.shadow)),
            Self::Alike => likeness.recognizable,
            Self::All => true,
        };
        if adopted {
            return Ok(());
        }
        let mut sentence = format!(
            "table {} exists and is not registered as a shadow; it is {} % like {}",
            pair.shadow, likeness.score, pair.source
        );
        if let Some(first) = likeness.reasons.first() {
            sentence.push_str(&format!(" ({first})"));
        }
        sentence.push_str(&format!("; if it is the shadow, adopt it: --adopt {}", pair.shadow));
        Err(sentence)
    }
}
