//! A text cut into statements, as a client cuts it.

use super::Problem;
use super::statement::Statement;
use shadowtable_schema::Dialect;
use shadowtable_schema::lex::{Lexer, TokenKind};

/// Gives the statements of a text one by one, in linear time.
pub struct Splitter<'a> {
    text: &'a str,
    dialect: Dialect,
    at: usize,
}

impl<'a> Splitter<'a> {
    pub fn new(text: &'a str, dialect: Dialect) -> Self {
        Self { text, dialect, at: 0 }
    }

    /// Behind `DELIMITER x` nothing is of interest up to the next such line: stored programs stand there.
    fn pass_delimiter(&mut self, behind: usize) {
        let rest = self.text.get(behind..).unwrap_or("");
        let line = rest.lines().next().unwrap_or("");
        let mut at = behind + line.len();
        if line.trim() != ";" {
            for line in rest[line.len()..].split_inclusive('\n') {
                let word = line.trim_start().get(..9);
                if word.is_some_and(|word| word.eq_ignore_ascii_case("DELIMITER")) {
                    break;
                }
                at += line.len();
            }
        }
        self.at = at;
    }
}

impl Iterator for Splitter<'_> {
    type Item = Result<Statement, (usize, Problem)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let base = self.at;
            let rest = self.text.get(base..)?;
            let mut lexer = Lexer::new(rest, self.dialect);
            let mut token = lexer.next_token();
            if token.kind == TokenKind::End {
                return None;
            }
            let start = token.start;
            let is_delimiter = |text: &str| text.eq_ignore_ascii_case("DELIMITER");
            if token.kind == TokenKind::Word && rest.get(start..token.end).is_some_and(is_delimiter) {
                self.pass_delimiter(base + token.end);
                continue;
            }
            loop {
                match token.kind {
                    TokenKind::Unterminated => {
                        self.at = self.text.len();
                        return Some(Err((base + token.start, Problem::OpenQuote)));
                    }
                    TokenKind::End | TokenKind::Punctuation(b';') => break,
                    _ => token = lexer.next_token(),
                }
            }
            self.at = base + token.end;
            if token.start > start {
                return Some(Ok(Statement { start: base + start, end: base + token.start }));
            }
        }
    }
}
