//! The kinds of events that webhooks are told of.

use shadowtable_store::Webhook;
use std::fmt;
use std::str::FromStr;

/// A kind of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A run has ended and left nothing to do, or somebody stopped it.
    Finished,
    /// A run has failed as a whole or for some tables, or a task has expired and will not run.
    Failed,
    /// Somebody has to agree to a task.
    ApprovalWanted,
    /// A recurring task has found shadows that are not as they should be, and is about to change them.
    DriftFound,
    /// A run can't go on, and somebody has to look.
    NeedsAttention,
}

/// No kind of event.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no kind of event")]
pub struct UnknownKind(String);

impl Kind {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Finished, Self::Failed, Self::ApprovalWanted, Self::DriftFound, Self::NeedsAttention];

    /// The word, as it is stored and sent.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Finished => "finished",
            Self::Failed => "failed",
            Self::ApprovalWanted => "approval-wanted",
            Self::DriftFound => "drift-found",
            Self::NeedsAttention => "needs-attention",
        }
    }

    /// Whether a webhook wants to know of it on a connection.
    pub fn is_wanted(self, webhook: &Webhook, connection_id: &str) -> bool {
        let is_there = webhook.connection_id.as_deref().is_none_or(|only| only == connection_id);
        // A list that can't be read was written by a newer program: it is that one's to tell.
        let words: Vec<String> = webhook.events.read().unwrap_or_default();
        !webhook.disabled && is_there && words.iter().any(|word| word == self.word())
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(word: &str) -> Result<Self, UnknownKind> {
        Self::ALL.into_iter().find(|kind| kind.word() == word).ok_or_else(|| UnknownKind(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shadowtable_store::{Document, Hidden};

    #[test]
    fn words_are_read_back() {
        for kind in Kind::ALL {
            assert_eq!(kind.word().parse(), Ok(kind));
        }
        assert!("Finished".parse::<Kind>().is_err());
    }

    #[test]
    fn a_webhook_gets_what_it_wants() {
        let all = Webhook {
            id: "w".to_owned(),
            name: "w".to_owned(),
            url: Hidden::default(),
            template: "json".to_owned(),
            events: Document::from_text(r#"["failed","drift-found"]"#),
            connection_id: None,
            secret: None,
            disabled: false,
            created_by: "a".to_owned(),
            created_at: 0,
            version: 1,
        };
        assert!(Kind::Failed.is_wanted(&all, "c1"));
        assert!(!Kind::Finished.is_wanted(&all, "c1"));
        let one = Webhook { connection_id: Some("c1".to_owned()), ..all.clone() };
        assert!(Kind::Failed.is_wanted(&one, "c1") && !Kind::Failed.is_wanted(&one, "c2"));
        assert!(!Kind::Failed.is_wanted(&Webhook { disabled: true, ..all }, "c1"));
    }
}
