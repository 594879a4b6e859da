//! For programs: the note itself, with our signature.

use super::{Note, Rendered, seconds};
use crate::webhook::sign;

/// The same bytes at every try; only time and signature differ.
pub fn render(note: &Note, secret: Option<&str>, now: i64) -> Result<Rendered, serde_json::Error> {
    let body = serde_json::to_string(note)?;
    let signature = secret.and_then(|secret| sign::ours(secret, seconds(now), body.as_bytes()));
    let headers = signature.map(|signature| ("shadowtable-signature", signature)).into_iter().collect();
    Ok(Rendered { body, headers, parameters: Vec::new() })
}
