//! Reading a definition with proof: its echo is the server's own text, token for token.

use crate::lex::{Lexer, Token, TokenKind};
use crate::model::Table;
use crate::parse::{self, ParseError};
use crate::{Dialect, literal, render};

/// Why a definition can't be worked with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The text is no CREATE TABLE statement that we can read.
    #[error("the definition can't be read")]
    Parse(#[from] ParseError),
    /// The text was read, but the model does not give it back: something would be lost.
    #[error("the definition can't be kept: the server prints {server:?} where the model gives {model:?}")]
    Unfaithful {
        /// What the server printed, from the first token that differs, cut short.
        server: String,
        /// What the model's echo has there, cut short.
        model: String,
    },
}

/// Reads the text that `dialect` printed for a table, and proves that the model holds all of it.
///
/// The proof compares tokens: white space, the case of keywords, and whether a name is in quotes say nothing; two
/// strings are equal when their values are.
///
/// # Errors
/// [`ReadError::Parse`] where the text is no table definition, [`ReadError::Unfaithful`] with the first difference.
pub fn read(text: &str, dialect: Dialect) -> Result<Table, ReadError> {
    let (table, layout) = parse::with_layout(text, dialect)?;
    let echo = render::echo(&table, &layout, dialect);
    let (mut server, mut model) = (Lexer::new(text, dialect), Lexer::new(&echo, dialect));
    loop {
        let (left, right) = (server.next_token(), model.next_token());
        if !same(slice(text, left), left.kind, slice(&echo, right), right.kind) {
            return Err(ReadError::Unfaithful { server: cut(text, left), model: cut(&echo, right) });
        }
        if left.kind == TokenKind::End {
            return Ok(table);
        }
    }
}

fn slice(text: &str, token: Token) -> &str {
    text.get(token.start..token.end).unwrap_or("")
}

fn cut(text: &str, token: Token) -> String {
    text.get(token.start..).unwrap_or("").chars().take(60).collect()
}

fn same(left: &str, left_kind: TokenKind, right: &str, right_kind: TokenKind) -> bool {
    use TokenKind::{Bare, Quoted, Text, Word};
    match (left_kind, right_kind) {
        (Word, Word) => left.eq_ignore_ascii_case(right),
        (Quoted, Word) => bare(left) == right,
        (Word, Quoted) => left == bare(right),
        (Bare, Quoted) => bare(left) == bare(right).replace("``", "`"),
        (Text, Text) => left == right || literal::unquote(left) == literal::unquote(right),
        (a, b) => a == b && left == right,
    }
}

fn bare(quoted: &str) -> &str {
    quoted.get(1..quoted.len() - 1).unwrap_or("")
}
