//! Patterns for names: `*` and `?`.

use crate::Folding;
use shadowtable_schema::Name;
use std::fmt;

/// A pattern: `*` stands for any characters, none among them, `?` for exactly one; everything else for itself. It fits a
/// whole name, compared as the server compares names of tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glob(Name);

impl Glob {
    /// The pattern with this text.
    pub fn new(pattern: impl AsRef<str>) -> Self {
        Self(Name::new(pattern))
    }

    /// Whether the pattern fits the name.
    pub fn matches(&self, name: &Name, folding: Folding) -> bool {
        let pattern: Vec<char> = folding.key(&self.0).as_str().chars().collect();
        let name: Vec<char> = folding.key(name).as_str().chars().collect();
        fits(&pattern, &name)
    }
}

/// Walks along both; where they part, the last star takes one character more. Each star starts over at most once for
/// each character of the name, so time is bounded by the product of both lengths.
fn fits(pattern: &[char], name: &[char]) -> bool {
    let (mut p, mut n) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(&c) if c == '?' || c == name[n] => {
                p += 1;
                n += 1;
            }
            _ => {
                let Some((at, taken)) = star else { return false };
                star = Some((at, taken + 1));
                p = at + 1;
                n = taken + 1;
            }
        }
    }
    pattern[p..].iter().all(|&c| c == '*')
}

impl fmt::Display for Glob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn stars_and_question_marks_fit_what_they_stand_for() {
        let check = |pattern: &str, name: &str, folding, expected| {
            assert_eq!(Glob::new(pattern).matches(&name.into(), folding), expected, "{pattern} {name}");
        };
        use Folding::{Exact, IgnoreCase, LowerCase};
        check("orders", "orders", Exact, true);
        check("orders", "Orders", Exact, false);
        check("Orders", "orders", LowerCase, true);
        check("O*", "orders", IgnoreCase, true);
        check("order", "orders", Exact, false);
        check("order?", "orders", Exact, true);
        check("order?", "order", Exact, false);
        check("?", "表", Exact, true);
        check("*", "", Exact, true);
        check("", "", Exact, true);
        check("", "a", Exact, false);
        check("*_log_*", "a_log_b_log_c", Exact, true);
        check("a*b*c", "aXbXbc", Exact, true);
        check("a*b*c", "aXbXcb", Exact, false);
        check("**?", "", Exact, false);
        check("a.c", "abc", Exact, false);
    }

    #[test]
    fn a_hostile_pattern_is_soon_done() {
        let pattern = Glob::new(format!("{}b", "a*".repeat(5_000)));
        assert!(!pattern.matches(&"a".repeat(10_000).into(), Folding::Exact));
    }

    proptest! {
        #[test]
        fn what_is_cut_from_a_name_fits_a_star(name in "[a-c*?]{0,12}", from in 0_usize..12, to in 0_usize..12) {
            let (from, to) = (from.min(name.len()), to.min(name.len()));
            if from <= to {
                let pattern = format!("{}*{}", &name[..from], &name[to..]);
                prop_assert!(Glob::new(pattern).matches(&name.into(), Folding::Exact));
            }
        }
    }
}
