//! Where in a text the server prints names without escapes.

use super::TokenKind;

/// MariaDB 10.11 does not double the backquotes in a foreign key's name and columns (11.8 does, and both do everywhere
/// else): this follows the tokens and knows where such a name may stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnescapedKey {
    #[default]
    Outside,
    /// Behind CONSTRAINT, where the name stands.
    Name,
    /// Behind FOREIGN or REFERENCES, where a list of columns follows.
    Before,
    /// Inside that list.
    Inside,
}

impl UnescapedKey {
    /// Takes note of a token that was read.
    pub fn pass(&mut self, kind: TokenKind, text: &str) {
        let is = |word: &str| kind == TokenKind::Word && text.eq_ignore_ascii_case(word);
        *self = match (*self, kind) {
            _ if is("CONSTRAINT") => Self::Name,
            _ if is("FOREIGN") || is("REFERENCES") => Self::Before,
            (Self::Before, TokenKind::Punctuation(b'(')) => Self::Inside,
            (Self::Before, _) => Self::Before,
            (Self::Inside, TokenKind::Punctuation(b')')) => Self::Outside,
            (Self::Inside, _) => Self::Inside,
            _ => Self::Outside,
        };
    }

    /// Whether the name that was read by the rules, with `rest` behind it, ended where it should; else the rules were not
    /// followed.
    pub fn is_whole(self, rest: &str) -> bool {
        let rest = rest.trim_start();
        match self {
            Self::Outside | Self::Before => true,
            Self::Inside => rest.starts_with([',', ')']),
            Self::Name => ["FOREIGN", "CHECK", "PRIMARY", "UNIQUE"]
                .iter()
                .any(|word| rest.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word))),
        }
    }

    /// The length of the name up to its closing backquote, read from `text` behind the opening one; none if nothing that
    /// must follow follows on its line.
    pub fn length(self, text: &str) -> Option<usize> {
        // A name has 64 characters at most, so that a text without an end is not read again and again.
        let reach = text.char_indices().nth(64 + 20).map_or(text.len(), |(at, _)| at);
        let line = text.get(..reach)?.lines().next()?;
        let ends: &[&str] = match self {
            Self::Outside | Self::Before => &[],
            Self::Inside => &["`, `", "`)"],
            Self::Name => &["` FOREIGN KEY ("],
        };
        ends.iter().filter_map(|end| line.find(end)).min()
    }
}
