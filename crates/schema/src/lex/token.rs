//! A token: what kind of thing stands where in a text.

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its first byte.
    pub start: usize,
    /// The byte behind its last.
    pub end: usize,
}

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A keyword or an unquoted name.
    Word,
    /// A name in backquotes.
    Quoted,
    /// A name in backquotes of which those inside are not doubled.
    Bare,
    /// A string in single or double quotes.
    Text,
    /// An unsigned number.
    Number,
    /// Any other character.
    Punctuation(u8),
    /// The opening of an executable comment.
    MarkerStart,
    /// The end of one.
    MarkerEnd,
    /// A name or a string that is never closed.
    Unterminated,
    /// The end of the text.
    End,
}
