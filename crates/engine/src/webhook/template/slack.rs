//! For Slack: blocks, and a text for whatever does not show blocks. The address itself is the secret there.

use super::facts::facts;
use super::{Note, Rendered};
use serde_json::{Value, json};

/// The longest header that Slack takes.
const HEADER: usize = 150;

/// Fields are plain text: what people wrote is shown, and means nothing.
pub fn render(note: &Note) -> Rendered {
    let field = |(word, fact): &(&str, String)| plain(&format!("{word}: {fact}"));
    let facts = facts(note);
    let mut blocks = vec![
        json!({ "type": "header", "text": plain(&note.title.chars().take(HEADER).collect::<String>()) }),
        json!({ "type": "section", "fields": facts.iter().map(field).collect::<Vec<Value>>() }),
    ];
    if let Some(link) = &note.link {
        blocks.push(json!({
            "type": "actions",
            "elements": [{ "type": "button", "text": plain("Open the task"), "url": link }],
        }));
    }
    let body = json!({ "text": escaped(&note.title), "blocks": blocks }).to_string();
    Rendered { body, headers: Vec::new(), parameters: Vec::new() }
}

fn plain(text: &str) -> Value {
    json!({ "type": "plain_text", "text": text, "emoji": false })
}

/// What Slack would read as a link or a call to somebody.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
