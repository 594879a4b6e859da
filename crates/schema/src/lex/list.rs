//! Where in a text the server prints strings without escapes.

use super::TokenKind;

/// OceanBase prints the members of ENUM and SET and the values of LIST partitions without escapes (seen on 4.3.5):
/// this follows the tokens and knows when the lexer is inside such a list.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnescapedList {
    place: Place,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Outside,
    /// Behind VALUES, where IN opens a list.
    Values,
    /// Behind ENUM, SET or VALUES IN.
    Before,
    /// Inside, this many parentheses deep.
    Inside(usize),
    /// Behind the list, where DEFAULT may follow.
    Behind,
    /// Behind that DEFAULT: one member more, without escapes either.
    Default,
}

impl UnescapedList {
    pub fn is_inside(self) -> bool {
        matches!(self.place, Place::Inside(_))
    }

    pub fn is_default(self) -> bool {
        self.place == Place::Default
    }

    /// Takes note of a token that was read.
    pub fn pass(&mut self, kind: TokenKind, text: &str) {
        let is = |word: &str| kind == TokenKind::Word && text.eq_ignore_ascii_case(word);
        self.place = match (self.place, kind) {
            (Place::Before, TokenKind::Punctuation(b'(')) => Place::Inside(1),
            (Place::Inside(depth), TokenKind::Punctuation(b'(')) => Place::Inside(depth + 1),
            (Place::Inside(1), TokenKind::Punctuation(b')')) => Place::Behind,
            (Place::Inside(depth), TokenKind::Punctuation(b')')) => Place::Inside(depth - 1),
            (Place::Inside(depth), _) => Place::Inside(depth),
            (Place::Behind, TokenKind::Word) if is("DEFAULT") => Place::Default,
            (Place::Behind, TokenKind::Word) => Place::Behind,
            (Place::Values, _) if is("IN") => Place::Before,
            _ if is("ENUM") || is("SET") => Place::Before,
            _ if is("VALUES") => Place::Values,
            _ => Place::Outside,
        };
    }
}
