//! Signatures: how a receiver knows that a note is ours.
//!
//! Ours is HMAC-SHA256 of `timestamp.body`. DingTalk and Feishu have schemes of their own, which sign the time only: DingTalk
//! hashes `timestamp\nsecret` keyed with the secret, Feishu an empty text keyed with `timestamp\nsecret`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::fmt::Write as _;

/// `sha256=…`, hexadecimal: of the time in seconds, a dot, and the body.
pub fn ours(secret: &str, seconds: i64, body: &[u8]) -> Option<String> {
    let mac = hash(secret.as_bytes(), &[seconds.to_string().as_bytes(), b".", body])?;
    let mut text = "sha256=".to_owned();
    for byte in mac {
        write!(text, "{byte:02x}").ok()?;
    }
    Some(text)
}

/// DingTalk's, of the time in milliseconds: what its parameter `sign` is before it is encoded for an address.
pub fn dingtalk(secret: &str, milliseconds: i64) -> Option<String> {
    let text = format!("{milliseconds}\n{secret}");
    Some(STANDARD.encode(hash(secret.as_bytes(), &[text.as_bytes()])?))
}

/// Feishu's, of the time in seconds.
pub fn feishu(secret: &str, seconds: i64) -> Option<String> {
    Some(STANDARD.encode(hash(format!("{seconds}\n{secret}").as_bytes(), &[])?))
}

/// `None` never comes: HMAC takes keys of any length.
fn hash(key: &[u8], parts: &[&[u8]]) -> Option<Vec<u8>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    for part in parts {
        mac.update(part);
    }
    Some(mac.finalize().into_bytes().to_vec())
}
