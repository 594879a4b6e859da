//! Scratch tables: the twins that a rebuild makes beside a shadow, known by their names.

use crate::ScratchNames;
use crate::digest::digest;
use shadowtable_schema::Name;

/// How every scratch name begins.
pub const MARKER: &str = "shadowtable_scratch_";

const DIGITS: usize = 16;

/// The scratch names of `shadow`: the marker and 16 digits of a hash, 36 characters each. They are the same at each try,
/// so that a leftover is found again.
pub fn names(shadow: &Name) -> ScratchNames {
    ScratchNames { new: name(shadow, "new"), old: name(shadow, "old") }
}

fn name(shadow: &Name, twin: &str) -> Name {
    Name::from(format!("{MARKER}{}", digest(&[shadow.as_str(), twin], DIGITS)))
}

/// Whether a table of that name is a scratch table, which is never a source and never a shadow.
pub fn is_scratch(name: &Name) -> bool {
    let digits = |rest: &str| {
        rest.len() == DIGITS && rest.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    name.as_str().strip_prefix(MARKER).is_some_and(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scratch_name_is_recognized_and_no_other() {
        let check = |text: &str, expected| assert_eq!(is_scratch(&text.into()), expected, "{text}");
        check("shadowtable_scratch_0123456789abcdef", true);
        check("shadowtable_scratch_0123456789abcde", false);
        check("shadowtable_scratch_0123456789abcdef0", false);
        check("shadowtable_scratch_0123456789abcdeg", false);
        check("shadowtable_scratch_", false);
        check("_test_shadowtable_scratch_0123456789abcdef", false);
        check("orders", false);
    }

    #[test]
    fn twins_of_one_shadow_and_of_two_have_different_names() {
        let names = ["_test_a", "_test_b"].map(|shadow| names(&shadow.into()));
        let mut all: Vec<_> = names.iter().flat_map(|twins| [&twins.new, &twins.old]).collect();
        assert!(all.iter().all(|name| is_scratch(name) && name.chars() == 36));
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 4);
    }
}
