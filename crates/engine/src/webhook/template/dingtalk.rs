//! For DingTalk: Markdown, with time and signature as parameters of the address.

use super::facts::facts;
use super::{Note, Rendered};
use crate::webhook::sign;
use serde_json::json;

/// The signature's time has milliseconds, and DingTalk takes it for an hour.
pub fn render(note: &Note, secret: Option<&str>, now: i64) -> Rendered {
    let mut text = format!("### {}\n\n", escaped(&note.title));
    for (word, fact) in facts(note) {
        text.push_str(&format!("- **{word}**: {}\n", escaped(&fact)));
    }
    if let Some(link) = &note.link {
        text.push_str(&format!("\n[Open the task]({link})\n"));
    }
    let body =
        json!({ "msgtype": "markdown", "markdown": { "title": note.title, "text": text } }).to_string();
    let signature = secret.and_then(|secret| sign::dingtalk(secret, now));
    let parameters = match signature {
        Some(signature) => vec![("timestamp", now.to_string()), ("sign", signature)],
        None => Vec::new(),
    };
    Rendered { body, headers: Vec::new(), parameters }
}

/// What people wrote must not become a link or a heading, and a shadow's name must not become italic.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for one in text.chars() {
        match one {
            '\\' | '`' | '*' | '_' | '[' | ']' | '(' | ')' | '#' | '!' | '<' | '>' | '~' | '|' => {
                escaped.extend(['\\', one]);
            }
            '\n' | '\r' => escaped.push(' '),
            one => escaped.push(one),
        }
    }
    escaped
}
