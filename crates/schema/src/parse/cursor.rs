//! The place in the text that the parser has come to, and the small steps from there.

use super::{ParseError, Parsed};
use crate::lex::{Lexer, Token, TokenKind};
use crate::model::Marker;
use crate::{Dialect, Name, Sql, literal};

/// One token ahead in a text.
#[derive(Clone)]
pub struct Cursor<'a> {
    text: &'a str,
    lexer: Lexer<'a>,
    token: Token,
    /// The text of the current token, which is asked for by every keyword that might stand here.
    token_text: &'a str,
    previous_end: usize,
    dialect: Dialect,
}

impl<'a> Cursor<'a> {
    /// A cursor at the beginning of `text`.
    pub fn new(text: &'a str, dialect: Dialect) -> Self {
        let lexer = Lexer::new(text, dialect);
        let token = Token { kind: TokenKind::End, start: 0, end: 0 };
        let mut cursor = Self { text, lexer, token, token_text: "", previous_end: 0, dialect };
        cursor.bump();
        cursor
    }

    /// Whether strings in lists are printed without escapes, as OceanBase does.
    pub fn prints_members_unescaped(&self) -> bool {
        self.dialect.prints_members_unescaped()
    }

    pub fn kind(&self) -> TokenKind {
        self.token.kind
    }

    pub fn at_end(&self) -> bool {
        self.token.kind == TokenKind::End
    }

    /// Where the current token begins.
    pub fn position(&self) -> usize {
        self.token.start
    }

    pub fn bump(&mut self) {
        self.previous_end = self.token.end;
        self.token = self.lexer.next_token();
        self.token_text = self.text.get(self.token.start..self.token.end).unwrap_or("");
    }

    pub fn at_word(&self, word: &str) -> bool {
        self.token.kind == TokenKind::Word && self.token_text.eq_ignore_ascii_case(word)
    }

    /// The first letter of the keyword that stands here, in upper case; 0 where none does.
    pub fn initial(&self) -> u8 {
        match (self.token.kind, self.token_text.as_bytes()) {
            (TokenKind::Word, [first, ..]) => first.to_ascii_uppercase(),
            _ => 0,
        }
    }

    pub fn at_any_word(&self) -> bool {
        self.token.kind == TokenKind::Word
    }

    pub fn at_punctuation(&self, byte: u8) -> bool {
        self.token.kind == TokenKind::Punctuation(byte)
    }

    pub fn eat_word(&mut self, word: &str) -> bool {
        let found = self.at_word(word);
        if found {
            self.bump();
        }
        found
    }

    pub fn eat_punctuation(&mut self, byte: u8) -> bool {
        let found = self.at_punctuation(byte);
        if found {
            self.bump();
        }
        found
    }

    pub fn expect_word(&mut self, word: &'static str) -> Parsed<()> {
        if self.eat_word(word) { Ok(()) } else { Err(self.expected(word)) }
    }

    pub fn expect_punctuation(&mut self, byte: u8, name: &'static str) -> Parsed<()> {
        if self.eat_punctuation(byte) { Ok(()) } else { Err(self.expected(name)) }
    }

    /// The error that something else should stand here.
    pub fn expected(&self, expected: &'static str) -> Box<ParseError> {
        let found = match self.token.kind {
            TokenKind::End => "the end of the text".to_owned(),
            TokenKind::Unterminated => "a quote that is never closed".to_owned(),
            _ => format!("{:?}", self.token_text.chars().take(24).collect::<String>()),
        };
        Box::new(ParseError { expected, found, offset: self.token.start })
    }

    /// The current token without its quotes.
    fn inside_quotes(&self) -> &'a str {
        self.token_text.get(1..self.token_text.len() - 1).unwrap_or("")
    }

    /// A name, quoted or not.
    pub fn name(&mut self) -> Parsed<Name> {
        let name = match self.token.kind {
            TokenKind::Quoted => {
                let inner = self.inside_quotes();
                if inner.contains('`') { Name::from(inner.replace("``", "`")) } else { Name::new(inner) }
            }
            TokenKind::Bare => Name::new(self.inside_quotes()),
            TokenKind::Word => Name::new(self.token_text),
            _ => return Err(self.expected("a name")),
        };
        self.bump();
        Ok(name)
    }

    /// A keyword, in upper case.
    pub fn word_upper(&mut self) -> Parsed<String> {
        if self.token.kind != TokenKind::Word {
            return Err(self.expected("a word"));
        }
        let word = self.token_text.to_ascii_uppercase();
        self.bump();
        Ok(word)
    }

    /// The value of a string.
    pub fn string(&mut self) -> Parsed<String> {
        if self.token.kind != TokenKind::Text {
            return Err(self.expected("a string"));
        }
        let value = literal::unquote(self.token_text);
        self.bump();
        Ok(value)
    }

    /// The value of a member of a list, which OceanBase prints without escapes.
    pub fn member(&mut self) -> Parsed<String> {
        if !self.dialect.prints_members_unescaped() || self.token.kind != TokenKind::Text {
            return self.string();
        }
        let value = self.inside_quotes().to_owned();
        self.bump();
        Ok(value)
    }

    pub fn unsigned(&mut self) -> Parsed<u32> {
        let number = self.token_text.parse().ok().filter(|_| self.token.kind == TokenKind::Number);
        match number {
            Some(number) => {
                self.bump();
                Ok(number)
            }
            None => Err(self.expected("a number")),
        }
    }

    /// The marker that opens an executable comment here, passed over.
    pub fn eat_marker(&mut self) -> Option<Marker> {
        if self.token.kind != TokenKind::MarkerStart {
            return None;
        }
        let marker = Marker::new(self.token_text);
        self.bump();
        Some(marker)
    }

    pub fn eat_marker_end(&mut self) -> bool {
        let found = self.token.kind == TokenKind::MarkerEnd;
        if found {
            self.bump();
        }
        found
    }

    pub fn expect_marker_end(&mut self, marker: Option<&Marker>) -> Parsed<()> {
        if marker.is_none() || self.eat_marker_end() { Ok(()) } else { Err(self.expected("*/")) }
    }

    /// The text from `start` to the end of the token passed last.
    pub fn text_since(&self, start: usize) -> Sql {
        Sql::new(self.text.get(start..self.previous_end).unwrap_or(""))
    }

    /// Passes over a parenthesis with all it holds and gives what stands inside.
    pub fn parenthesized(&mut self) -> Parsed<Sql> {
        self.expect_punctuation(b'(', "\"(\"")?;
        let start = self.token.start;
        let mut depth = 1_usize;
        loop {
            match self.token.kind {
                TokenKind::Punctuation(b'(') => depth += 1,
                TokenKind::Punctuation(b')') => depth -= 1,
                TokenKind::End | TokenKind::Unterminated => return Err(self.expected("\")\"")),
                _ => {}
            }
            if depth == 0 {
                let inside = self.text.get(start..self.token.start).unwrap_or("");
                self.bump();
                return Ok(Sql::new(inside));
            }
            self.bump();
        }
    }

    /// A comma-separated list in parentheses.
    pub fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        self.expect_punctuation(b'(', "\"(\"")?;
        let mut items = vec![item(self)?];
        while self.eat_punctuation(b',') {
            items.push(item(self)?);
        }
        self.expect_punctuation(b')', "\",\" or \")\"")?;
        Ok(items)
    }
}
