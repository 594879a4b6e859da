//! The name of a shadow's constraint, derived from its source's.

use crate::digest::digest;
use crate::{Affix, Rule};
use shadowtable_schema::Name;

/// The longest name of a constraint, in characters (manual: "Schema Object Names").
const MAX_NAME: usize = 64;

/// The digits of the hash in a name that was cut or is a variant, and the underscore before them.
const HASH_DIGITS: usize = 8;
const HASH: usize = HASH_DIGITS + 1;

/// A longer suffix is not kept behind the hash: too little of the source's name would be left.
const MAX_SUFFIX: usize = 32;

/// How many variants are looked at; more are never taken by chance.
const MAX_VARIANTS: u32 = 10_000;

/// The name of the shadow's twin of the constraint `source`: the rule applied to its name, whoever gave it
/// (`orders_ibfk_1` becomes `_test_orders_ibfk_1`). A name of more than 64 characters is cut and gets a hash of the
/// whole. As long as `taken` says that another constraint has the name, variants with other hashes are tried, in an
/// order that is always the same.
///
/// Servers compare such names without case, so `taken` should compare [`Name::folded`].
pub fn constraint_name(source: &Name, rule: &Rule, taken: &dyn Fn(&Name) -> bool) -> Name {
    let whole = rule.shadow_of(source);
    if whole.chars() <= MAX_NAME && !taken(&whole) {
        return whole;
    }
    let mut name = with_hash(source, rule, &digest(&[whole.as_str()], HASH_DIGITS));
    let mut variant = 1;
    while taken(&name) && variant < MAX_VARIANTS {
        let hash = digest(&[whole.as_str(), &variant.to_string()], HASH_DIGITS);
        name = with_hash(source, rule, &hash);
        variant += 1;
    }
    name
}

/// As much of the name as there is room for, and the hash; a suffix of reasonable length stays the end of the name.
fn with_hash(source: &Name, rule: &Rule, hash: &str) -> Name {
    let suffix = match rule.kind() {
        Affix::Suffix if rule.affix().chars() <= MAX_SUFFIX => rule.affix().as_str(),
        Affix::Suffix | Affix::Prefix => "",
    };
    let whole = rule.shadow_of(source);
    let stem = whole.as_str().strip_suffix(suffix).unwrap_or(whole.as_str());
    let room = MAX_NAME - HASH - suffix.chars().count();
    let stem: String = stem.chars().take(room).collect();
    Name::from(format!("{stem}_{hash}{suffix}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Folding;
    use proptest::prelude::*;

    fn rule(kind: Affix, affix: &str) -> Rule {
        Rule::new(kind, affix, Folding::Exact).unwrap()
    }

    #[test]
    fn names_follow_the_rule_while_they_fit_and_are_free() {
        let check = |kind, affix, source: &str, taken: &[&str], expected: &str| {
            let is_taken = |name: &Name| taken.contains(&name.as_str());
            assert_eq!(constraint_name(&source.into(), &rule(kind, affix), &is_taken).as_str(), expected);
        };
        let (long, digits) = ("a".repeat(64), "1234567890".repeat(6));
        check(Affix::Prefix, "_test_", "fk_a", &[], "_test_fk_a");
        check(Affix::Suffix, "_test", "fk_a", &[], "fk_a_test");
        check(Affix::Prefix, "_test_", "orders_ibfk_1", &[], "_test_orders_ibfk_1");
        check(
            Affix::Prefix,
            "_test_",
            "orders_OBFK_1795332527849539",
            &[],
            "_test_orders_OBFK_1795332527849539",
        );
        check(Affix::Prefix, "_test_", "fk_a", &["_test_fk_a"], "_test_fk_a_bfe81cd6");
        check(Affix::Prefix, "_test_", "fk_a", &["_test_fk_a", "_test_fk_a_bfe81cd6"], "_test_fk_a_f3f5aa31");
        check(Affix::Suffix, "_test", "fk_a", &["fk_a_test"], "fk_a_fd5965c4_test");
        check(
            Affix::Prefix,
            "_test_",
            &long,
            &[],
            "_test_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_8d3629fd",
        );
        check(
            Affix::Suffix,
            "_test",
            &long,
            &[],
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_bdedea5d_test",
        );
        check(Affix::Prefix, "1234", &digits, &[], &format!("1234{digits}"));
        check(
            Affix::Suffix,
            &digits,
            &long,
            &[],
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_2aa25872",
        );
    }

    #[test]
    fn a_name_is_found_even_when_everything_is_taken() {
        let name = constraint_name(&"fk".into(), &rule(Affix::Prefix, "_t_"), &|_| true);
        assert!(name.chars() <= 64);
    }

    proptest! {
        #[test]
        fn every_name_fits_and_two_sources_get_two(
            one in ".{1,64}", other in ".{1,64}", affix in "[a-z_]{1,63}", suffix: bool, full: bool,
        ) {
            let kind = if suffix { Affix::Suffix } else { Affix::Prefix };
            let rule = rule(kind, &affix);
            let (one, other) = (Name::from(one), Name::from(other));
            let taken = |name: &Name| full && (*name == rule.shadow_of(&one) || *name == rule.shadow_of(&other));
            let names = [&one, &other].map(|source| constraint_name(source, &rule, &taken));
            prop_assert!(names.iter().all(|name| name.chars() <= MAX_NAME && !taken(name)));
            prop_assert_eq!(one == other, names[0] == names[1]);
            prop_assert_eq!(constraint_name(&one, &rule, &taken), names[0].clone());
        }
    }
}
