//! For Feishu and Lark: an interactive card, with time and signature in the body.

use super::facts::{facts, is_bad};
use super::{Note, Rendered, seconds};
use crate::webhook::sign;
use serde_json::{Value, json};

/// Facts are plain text: what people wrote is shown, and means nothing.
pub fn render(note: &Note, secret: Option<&str>, now: i64) -> Rendered {
    let field = |(word, fact): (&str, String)| json!({ "is_short": false, "text": plain(&format!("{word}: {fact}")) });
    let fields: Vec<Value> = facts(note).into_iter().map(field).collect();
    let mut elements = vec![json!({ "tag": "div", "fields": fields })];
    if let Some(link) = &note.link {
        elements.push(json!({
            "tag": "action",
            "actions": [{ "tag": "button", "text": plain("Open the task"), "url": link, "type": "default" }],
        }));
    }
    let color = if is_bad(note) { "red" } else { "blue" };
    let mut body = json!({
        "msg_type": "interactive",
        "card": { "header": { "title": plain(&note.title), "template": color }, "elements": elements },
    });
    let now = seconds(now);
    if let Some(signature) = secret.and_then(|secret| sign::feishu(secret, now)) {
        body["timestamp"] = json!(now.to_string());
        body["sign"] = json!(signature);
    }
    Rendered { body: body.to_string(), headers: Vec::new(), parameters: Vec::new() }
}

fn plain(text: &str) -> Value {
    json!({ "tag": "plain_text", "content": text })
}
