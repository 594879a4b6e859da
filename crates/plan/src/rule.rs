//! The rule: how a shadow is named after its source.

use crate::Folding;
use shadowtable_schema::Name;
use std::fmt;

/// The longest affix, in characters: with one more there is no room for a source's name in the 64 of a table's.
const MAX_AFFIX: usize = 63;

/// How a shadow is named: a prefix before the source's name or a suffix behind it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    kind: Affix,
    affix: Name,
}

/// On which side of the source's name the affix stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Affix {
    /// Before it.
    Prefix,
    /// Behind it.
    Suffix,
}

/// Why a text can't be an affix.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// Every table would be its own shadow.
    #[error("the {0} is empty, so every table would be its own shadow")]
    Empty(Affix),
    /// No room is left for the source's name.
    #[error("the {kind} has {chars} characters, but a table's name has at most 64: use {MAX_AFFIX} at most")]
    TooLong {
        /// Which affix.
        kind: Affix,
        /// Its length in characters.
        chars: usize,
    },
    /// No name may contain it, quoted or not.
    #[error("the {kind} contains {character:?}, which no table's name may contain")]
    Character {
        /// Which affix.
        kind: Affix,
        /// The first such character.
        character: char,
    },
    /// The shadow's name would end in a blank.
    #[error("the suffix ends with a blank, but no table's name may")]
    EndsWithBlank,
    /// The server would take the name for an encoded one.
    #[error("the prefix begins with {0:?}, which servers read as a mark and take away")]
    Encoded(&'static str),
}

impl Affix {
    /// The word used in output, options and stored plans.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prefix => "prefix",
            Self::Suffix => "suffix",
        }
    }
}

impl fmt::Display for Affix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Rule {
    /// The rule with this affix, which is stored as the server would store it in a name.
    ///
    /// # Errors
    /// [`RuleError`] if the affix is empty, longer than 63 characters, or would make names that servers refuse or change.
    pub fn new(kind: Affix, affix: &str, folding: Folding) -> Result<Self, RuleError> {
        let affix = folding.stored(&Name::new(affix));
        if affix.as_str().is_empty() {
            return Err(RuleError::Empty(kind));
        }
        if affix.chars() > MAX_AFFIX {
            return Err(RuleError::TooLong { kind, chars: affix.chars() });
        }
        if let Some(character) = affix.as_str().chars().find(|&c| !may_be_in_a_name(c)) {
            return Err(RuleError::Character { kind, character });
        }
        if kind == Affix::Suffix && affix.as_str().ends_with(is_blank) {
            return Err(RuleError::EndsWithBlank);
        }
        if kind == Affix::Prefix && affix.as_str().to_ascii_lowercase().starts_with(ENCODED) {
            return Err(RuleError::Encoded(ENCODED));
        }
        Ok(Self { kind, affix })
    }

    /// On which side the affix stands.
    pub fn kind(&self) -> Affix {
        self.kind
    }

    /// The affix, as the server stores it.
    pub fn affix(&self) -> &Name {
        &self.affix
    }

    /// The name of the shadow of `source`. It may be too long for a name: see [`crate::selection::Conflict`].
    pub fn shadow_of(&self, source: &Name) -> Name {
        let (first, second) = match self.kind {
            Affix::Prefix => (&self.affix, source),
            Affix::Suffix => (source, &self.affix),
        };
        let mut text = String::with_capacity(first.as_str().len() + second.as_str().len());
        text.push_str(first.as_str());
        text.push_str(second.as_str());
        Name::from(text)
    }

    /// The name of the table that `shadow` would be the shadow of; `None` if it lacks the affix or has nothing else.
    pub fn source_of(&self, shadow: &Name) -> Option<Name> {
        let source = match self.kind {
            Affix::Prefix => shadow.as_str().strip_prefix(self.affix.as_str()),
            Affix::Suffix => shadow.as_str().strip_suffix(self.affix.as_str()),
        };
        source.filter(|source| !source.is_empty()).map(Name::new)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.affix.quoted())
    }
}

/// MariaDB 10.11 creates `abc` when told to create `#mysql50#abc`.
const ENCODED: &str = "#mysql50#";

/// The manual's "Schema Object Names": neither NUL nor anything beyond the Basic Multilingual Plane, even in quotes.
fn may_be_in_a_name(c: char) -> bool {
    c != '\0' && c <= '\u{ffff}'
}

/// 1103 on all six servers for a name that ends in a blank, and for one that ends in a tab.
fn is_blank(c: char) -> bool {
    c.is_ascii_whitespace() || c == '\u{b}'
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn unusable_affixes_are_refused() {
        let check = |kind, affix: &str, expected: &str| {
            let error = Rule::new(kind, affix, Folding::Exact).unwrap_err();
            assert!(error.to_string().contains(expected), "{affix:?}: {error}");
        };
        check(Affix::Prefix, "", "the prefix is empty");
        check(Affix::Suffix, "", "the suffix is empty");
        check(Affix::Prefix, &"x".repeat(64), "64 characters");
        check(Affix::Suffix, &"表".repeat(65), "65 characters");
        check(Affix::Prefix, "a\0", "'\\0'");
        check(Affix::Prefix, "😀", "'😀'");
        check(Affix::Suffix, "_x ", "blank");
        check(Affix::Suffix, "_x\t", "blank");
        check(Affix::Prefix, "#MySQL50#", "#mysql50#");
    }

    #[test]
    fn usable_affixes_name_shadows() {
        let check = |kind, affix: &str, folding, source: &str, expected: &str| {
            let rule = Rule::new(kind, affix, folding).unwrap();
            assert_eq!(rule.shadow_of(&source.into()).as_str(), expected);
            assert_eq!(rule.source_of(&expected.into()), Some(source.into()));
        };
        check(Affix::Prefix, "_test_", Folding::Exact, "orders", "_test_orders");
        check(Affix::Suffix, "_shadow", Folding::Exact, "orders", "orders_shadow");
        check(Affix::Prefix, "Test_", Folding::Exact, "Orders", "Test_Orders");
        check(Affix::Prefix, "Test_", Folding::LowerCase, "orders", "test_orders");
        check(Affix::Prefix, "Test_", Folding::IgnoreCase, "Orders", "Test_Orders");
        check(Affix::Prefix, "t `x ", Folding::Exact, "orders", "t `x orders");
        check(Affix::Prefix, " ", Folding::Exact, "orders", " orders");
        check(Affix::Suffix, "影", Folding::Exact, "订单", "订单影");
        check(Affix::Prefix, &"x".repeat(63), Folding::Exact, "a", &format!("{}a", "x".repeat(63)));
    }

    #[test]
    fn what_lacks_the_affix_or_has_nothing_else_has_no_source() {
        let check = |kind, affix: &str, shadow: &str| {
            let rule = Rule::new(kind, affix, Folding::Exact).unwrap();
            assert_eq!(rule.source_of(&shadow.into()), None, "{rule}");
        };
        check(Affix::Prefix, "_test_", "_test_");
        check(Affix::Prefix, "_test_", "orders");
        check(Affix::Prefix, "_test_", "_Test_orders");
        check(Affix::Suffix, "_s", "_s");
        check(Affix::Suffix, "_s", "_sorders");
    }

    proptest! {
        #[test]
        fn a_rule_inverts(affix in "[^\\x00\\p{Zs}\\s]{1,20}", source in ".{1,40}", suffix: bool) {
            let kind = if suffix { Affix::Suffix } else { Affix::Prefix };
            let Ok(rule) = Rule::new(kind, &affix, Folding::Exact) else { return Ok(()) };
            let source = Name::from(source);
            let shadow = rule.shadow_of(&source);
            prop_assert_ne!(&shadow, &source);
            prop_assert_eq!(shadow.chars(), rule.affix().chars() + source.chars());
            prop_assert_eq!(rule.source_of(&shadow), Some(source));
        }
    }
}
