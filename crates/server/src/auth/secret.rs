//! Secrets that programs keep: made by chance, stored as hashes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// What API tokens begin with, so that scanners of repositories can find one that leaked.
pub const TOKEN_PREFIX: &str = "shadowtable_";

/// A new secret of 32 random bytes.
///
/// # Errors
/// When the system gives no random bytes.
pub fn new() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What is stored of it. A secret of so many random bits needs no slow hash.
pub fn hash(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret))
}

/// A password to be typed once: 20 letters and digits that can't be mistaken for each other.
///
/// # Errors
/// When the system gives no random bytes.
pub fn password() -> Result<String, getrandom::Error> {
    const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = [0_u8; 20];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_are_alike() {
        assert_ne!(new().unwrap(), new().unwrap());
        assert_eq!(new().unwrap().len(), 43);
        assert_ne!(password().unwrap(), password().unwrap());
        assert_eq!(hash("a"), hash("a"));
        assert_ne!(hash("a"), hash("b"));
    }
}
