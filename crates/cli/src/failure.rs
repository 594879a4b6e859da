//! Errors at the edge: one line that says what to do, and never a password.

use shadowtable_engine::{AnalyzeError, RunError, without_noise};
use shadowtable_target::writer_lock::LockError;
use shadowtable_target::{OpenError, QueryError, privilege};
use std::error::Error;

/// An error in one line: what failed, the causes behind it, and in parentheses what to do.
pub fn line(error: &anyhow::Error) -> String {
    let mut words = String::new();
    for cause in error.chain() {
        let text = without_noise(&cause.to_string());
        // Some errors repeat what they are made of.
        if text.is_empty() || words.contains(&text) {
            continue;
        }
        if !words.is_empty() {
            words.push_str(": ");
        }
        words.push_str(&text);
    }
    if let Some(hint) = error.chain().find_map(hint) {
        words = format!("{words} ({hint})");
    }
    redacted(&words.replace('\n', " "))
}

/// What to do about an error of the chain.
fn hint(error: &(dyn Error + 'static)) -> Option<String> {
    // Errors that only pass another one on do not show it as their cause.
    if let Some(error) = error.downcast_ref::<RunError>() {
        return match error {
            RunError::Open(inner) => hint(inner),
            RunError::Lock(inner) => hint(inner),
            RunError::Analyze(inner) => hint(inner),
            RunError::Registry(_) | RunError::Privilege { .. } => None,
        };
    }
    if let Some(AnalyzeError::Open(inner)) = error.downcast_ref::<AnalyzeError>() {
        return hint(inner);
    }
    if let Some(error) = error.downcast_ref::<OpenError>() {
        return error.hint().map(str::to_owned);
    }
    if let Some(LockError::Busy { .. }) = error.downcast_ref::<LockError>() {
        return Some("one writer works on a database at a time: wait until it is done, or end it".to_owned());
    }
    let refusal = error.downcast_ref::<QueryError>().and_then(QueryError::refusal)?;
    privilege::lacking(refusal).map(|lacking| lacking.to_string())
}

/// The text with the password of every URL in it replaced.
pub fn redacted(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, behind) = rest.split_at(at + 3);
        clean.push_str(before);
        // A password may hold a bare @ or / where somebody forgot to encode it: up to the last @ of the word.
        let word = behind.find(|c: char| c.is_whitespace() || c == '\'' || c == '"').unwrap_or(behind.len());
        rest = match behind[..word].rfind('@') {
            Some(end) => {
                let (user, password) = behind[..end].split_once(':').unwrap_or((&behind[..end], ""));
                clean.push_str(user);
                // Our own messages show how a URL is written.
                match (behind[..end].len() > user.len(), password) {
                    (true, "password") => clean.push_str(":password"),
                    (true, _) => clean.push_str(":***"),
                    (false, _) => {}
                }
                &behind[end..]
            }
            None => behind,
        };
    }
    clean.push_str(rest);
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        let check = |text: &str, expected: &str| assert_eq!(redacted(text), expected);
        check("no URL", "no URL");
        check("mysql://a:secret@h:1/b?x=y", "mysql://a:***@h:1/b?x=y");
        check("unexpected 'mysql://a:se@cr/et@h/b' found", "unexpected 'mysql://a:***@h/b' found");
        check(
            "write mysql://user:password@host:port/database",
            "write mysql://user:password@host:port/database",
        );
        check("mysql://a@h/b and mysql://:pw@h", "mysql://a@h/b and mysql://:***@h");
        check("see https://example.com/a:b", "see https://example.com/a:b");
    }
}
