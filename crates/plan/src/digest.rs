//! Short digests, for names that must differ when what they stand for does.

use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// The first `digits` hexadecimal digits of the SHA-256 of `parts`, in lower case; each part counts with its length, so
/// that `["a", "b"]` and `["ab"]` differ.
pub fn digest(parts: &[&str], digits: usize) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let mut text = String::with_capacity(64);
    for byte in hash.finalize() {
        // Writing to a string can't fail.
        let _ = write!(text, "{byte:02x}");
    }
    text.truncate(digits);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_the_same_everywhere_and_for_ever() {
        let check = |parts: &[&str], digits, expected| assert_eq!(digest(parts, digits), expected);
        // Names in users' databases are made of these: a change would orphan them.
        check(&["orders"], 16, "ee074f4d81eaafb6");
        check(&["a", "b"], 8, "3c9d5910");
        check(&["ab"], 8, "9caccc24");
    }
}
