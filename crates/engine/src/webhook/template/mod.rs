//! Templates: what is sent of a note, in the words and with the signature that its receiver expects.

mod dingtalk;
mod facts;
mod feishu;
mod json;
mod slack;

use super::note::Note;
use std::fmt;
use std::str::FromStr;

/// Who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// Programs: the note itself.
    Json,
    /// Slack, and what understands its incoming webhooks.
    Slack,
    /// A custom robot of DingTalk.
    DingTalk,
    /// A custom bot of Feishu or Lark.
    Feishu,
}

/// No template.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no template")]
pub struct UnknownTemplate(String);

/// What is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The body, JSON.
    pub body: String,
    /// Headers of the template's own.
    pub headers: Vec<(&'static str, String)>,
    /// Parameters that are added to the address.
    pub parameters: Vec<(&'static str, String)>,
}

impl Template {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Json, Self::Slack, Self::DingTalk, Self::Feishu];

    /// The word, as it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Slack => "slack",
            Self::DingTalk => "dingtalk",
            Self::Feishu => "feishu",
        }
    }

    /// What is sent of a note at a time, signed if there is a secret.
    pub fn render(self, note: &Note, secret: Option<&str>, now: i64) -> Result<Rendered, serde_json::Error> {
        let mut rendered = match self {
            Self::Json => json::render(note, secret, now)?,
            Self::Slack => slack::render(note),
            Self::DingTalk => dingtalk::render(note, secret, now),
            Self::Feishu => feishu::render(note, secret, now),
        };
        rendered.headers.extend([
            ("shadowtable-delivery", note.id.clone()),
            ("shadowtable-event", note.event.clone()),
            ("shadowtable-timestamp", seconds(now).to_string()),
        ]);
        Ok(rendered)
    }

    /// Why a receiver did not take what it answered with success: chats say so in the body only.
    pub fn refusal(self, answer: &str) -> Option<String> {
        match self {
            Self::Json | Self::Slack => None,
            Self::DingTalk => refusal(answer, &["errcode"], "errmsg"),
            Self::Feishu => refusal(answer, &["code", "StatusCode"], "msg"),
        }
    }
}

/// A code that is not 0 is a refusal, and so is none at all.
fn refusal(answer: &str, codes: &[&str], words: &str) -> Option<String> {
    let body: serde_json::Value = serde_json::from_str(answer).unwrap_or_default();
    match codes.iter().find_map(|code| body[code].as_i64()) {
        Some(0) => None,
        Some(code) => Some(format!("it answered {code}: {}", body[words].as_str().unwrap_or_default())),
        None => Some(format!("it answered something else than this chat: {answer:.200}")),
    }
}

const fn seconds(milliseconds: i64) -> i64 {
    milliseconds.div_euclid(1000)
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for Template {
    type Err = UnknownTemplate;

    fn from_str(word: &str) -> Result<Self, UnknownTemplate> {
        let found = Self::ALL.into_iter().find(|template| template.word() == word);
        found.ok_or_else(|| UnknownTemplate(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::webhook::note::{RunNote, TaskNote};
    use std::collections::BTreeMap;

    const NOW: i64 = 1_800_000_000_123;

    /// A run that failed for one table, with everything in it that could be taken for markup.
    fn note() -> Note {
        let counts = |list: &[(&str, i64)]| -> BTreeMap<String, i64> {
            list.iter().map(|(word, count)| ((*word).to_owned(), *count)).collect()
        };
        Note {
            id: "0198-delivery".to_owned(),
            event: "failed".to_owned(),
            at: "2027-01-15T08:00:00Z".to_owned(),
            what: "ended with errors".to_owned(),
            title: "Task #12 ended with errors".to_owned(),
            reason: Some("shop.orders -> _test_orders: Unknown column <a> & *b*".to_owned()),
            task: Some(TaskNote {
                id: "0198-task".to_owned(),
                number: 12,
                database: "shop".to_owned(),
                connection_id: "0198-connection".to_owned(),
                connection: "orders".to_owned(),
                environment: Some("production".to_owned()),
                mode: "Cron".to_owned(),
                created_by: "olga".to_owned(),
                remarks: Some("before the [load test](https://evil.example)\n# now".to_owned()),
                counts: counts(&[("Modify", 3), ("pairs", 3), ("statements", 5)]),
            }),
            run: Some(RunNote {
                number: 2,
                state: "SucceededWithErrors".to_owned(),
                cause: "Fired".to_owned(),
                requested_by: None,
                counts: counts(&[("Failed", 1), ("Synced", 2)]),
            }),
            link: Some("https://shadow.example/tasks/0198-task".to_owned()),
        }
    }

    fn test() -> Note {
        Note { id: "1".to_owned(), event: "test".to_owned(), title: "A test".to_owned(), ..Note::default() }
    }

    /// Everything that is sent, as text.
    fn sent(template: Template, note: &Note, secret: Option<&str>) -> String {
        let Rendered { body, headers, parameters } = template.render(note, secret, NOW).unwrap();
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        let line = |(name, value): &(&str, String)| format!("{name}: {value}\n");
        let headers: String = headers.iter().map(line).collect();
        let parameters: String =
            parameters.iter().map(|(name, value)| format!("?{name}={value}\n")).collect();
        format!("{parameters}{headers}\n{body:#}")
    }

    #[test]
    fn bodies_are_these() {
        for template in Template::ALL {
            insta::assert_snapshot!(template.word(), sent(template, &note(), Some("SECret")));
            insta::assert_snapshot!(format!("{template}-test"), sent(template, &test(), None));
        }
    }

    /// What Python's hmac gives for the schemes as DingTalk and Feishu describe them.
    #[test]
    fn signatures_are_those_that_others_compute() {
        use crate::webhook::sign;
        let ours = sign::ours("SECret", 1_800_000_000, b"{\"a\":1}").unwrap();
        assert_eq!(ours, "sha256=2f286b831594671254f54db1081ac134087dda9774d858b102130de9d80f806a");
        let dingtalk = sign::dingtalk("SECret", NOW).unwrap();
        assert_eq!(dingtalk, "KziHpujSfVVtV3fRjUFsC3qav5xoNl2lrruV19WnN+8=");
        let feishu = sign::feishu("SECret", 1_800_000_000).unwrap();
        assert_eq!(feishu, "2cS7QL2fwgdqyRjxHBuDf7FDDZVcYfmmsNfqLO4NZLo=");
    }

    #[test]
    fn chats_refuse_in_the_body() {
        let check = |template: Template, answer: &str, expected: Option<&str>| {
            assert_eq!(template.refusal(answer).as_deref(), expected, "{answer}");
        };
        check(Template::Json, "anything", None);
        check(Template::Slack, "ok", None);
        check(Template::DingTalk, r#"{"errcode":0,"errmsg":"ok"}"#, None);
        let words = r#"{"errcode":310000,"errmsg":"sign not match"}"#;
        check(Template::DingTalk, words, Some("it answered 310000: sign not match"));
        check(Template::Feishu, r#"{"StatusCode":0,"StatusMessage":"success"}"#, None);
        check(Template::Feishu, r#"{"code":0,"msg":"success","data":{}}"#, None);
        let words = r#"{"code":19021,"msg":"sign match fail"}"#;
        check(Template::Feishu, words, Some("it answered 19021: sign match fail"));
        let page = Template::Feishu.refusal("<html>").unwrap();
        assert!(page.contains("something else"), "{page}");
    }

    #[test]
    fn long_texts_are_cut() {
        let long = Note { reason: Some("ä".repeat(20_000)), ..note() };
        for template in [Template::Slack, Template::DingTalk, Template::Feishu] {
            let body = template.render(&long, None, NOW).unwrap().body;
            assert!(body.len() < 4_000 && body.contains('…'), "{template}: {} bytes", body.len());
        }
    }
}
