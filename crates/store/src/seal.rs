//! Sealing: credentials are encrypted for the row that they belong to, so that moving one to another row breaks it.

use crate::error::StoreError;
use crate::key::MasterKey;
use crate::value::Hidden;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use chacha20poly1305::aead::{Aead as _, OsRng, Payload};
use chacha20poly1305::{AeadCore as _, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

/// The format: XChaCha20-Poly1305, a nonce by chance in front.
const FORMAT: &str = "v1";

/// The bytes of a nonce.
const NONCE: usize = 24;

impl MasterKey {
    /// Seals a text for the row of this id: `v1.<key>.<nonce and text>`.
    ///
    /// # Errors
    /// [`StoreError::Seal`] if the text is too long for the cipher.
    pub fn seal(&self, text: &str, id: &str) -> Result<Hidden, StoreError> {
        let nonce = XChaCha20Poly1305::generate_nonce(&mut OsRng);
        let payload = Payload { msg: text.as_bytes(), aad: id.as_bytes() };
        let sealed = self.cipher().encrypt(&nonce, payload).map_err(|_| StoreError::Seal)?;
        let body = STANDARD_NO_PAD.encode([nonce.as_slice(), &sealed].concat());
        Ok(Hidden::new(format!("{FORMAT}.{}.{body}", self.id())))
    }

    /// The text that was sealed for the row of this id.
    ///
    /// # Errors
    /// [`StoreError::AnotherKey`] if another key sealed it, [`StoreError::Seal`] if it was changed or is another row's.
    pub fn unseal(&self, sealed: &Hidden, id: &str) -> Result<Zeroizing<String>, StoreError> {
        let parts: Vec<&str> = sealed.expose().splitn(3, '.').collect();
        let [FORMAT, key, body] = parts.as_slice() else { return Err(StoreError::Seal) };
        if *key != self.id() {
            return Err(StoreError::AnotherKey);
        }
        let body = STANDARD_NO_PAD.decode(body).map_err(|_| StoreError::Seal)?;
        let (nonce, sealed) = body.split_at_checked(NONCE).ok_or(StoreError::Seal)?;
        let payload = Payload { msg: sealed, aad: id.as_bytes() };
        let text = self.cipher().decrypt(XNonce::from_slice(nonce), payload).map_err(|_| StoreError::Seal)?;
        String::from_utf8(text).map(Zeroizing::new).map_err(|_| StoreError::Seal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_is_unsealed_for_its_row_only() {
        let key = MasterKey::generate();
        let sealed = key.seal("p4ss", "row").unwrap();
        assert!(!sealed.expose().contains("p4ss"));
        assert_eq!(key.unseal(&sealed, "row").unwrap().as_str(), "p4ss");
        assert!(matches!(key.unseal(&sealed, "other"), Err(StoreError::Seal)));
        assert_ne!(sealed, key.seal("p4ss", "row").unwrap(), "a nonce is used once");
    }

    #[test]
    fn another_key_and_changed_text_are_told_apart() {
        let (key, other) = (MasterKey::generate(), MasterKey::generate());
        let sealed = key.seal("p4ss", "row").unwrap();
        assert!(matches!(other.unseal(&sealed, "row"), Err(StoreError::AnotherKey)));
        let mut changed = sealed.expose().to_owned();
        let last = if changed.pop() == Some('A') { 'B' } else { 'A' };
        changed.push(last);
        assert!(matches!(key.unseal(&Hidden::new(changed), "row"), Err(StoreError::Seal)));
        assert!(matches!(key.unseal(&Hidden::new("p4ss"), "row"), Err(StoreError::Seal)));
    }
}
