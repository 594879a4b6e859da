//! A statement of a dump: where it stands, and which of few kinds it is of.

use shadowtable_schema::lex::{Lexer, TokenKind};
use shadowtable_schema::{Dialect, Name};

/// Where a statement stands, in bytes and without its semicolon.
#[derive(Clone, Copy, Debug)]
pub struct Statement {
    pub start: usize,
    pub end: usize,
}

/// What a statement means for the tables of a dump.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It makes a table.
    CreateTable,
    /// It changes one, in these words.
    ChangesTable(&'static str),
    /// What follows is in this database.
    Database(Name),
    /// Nothing.
    Other,
}

impl Statement {
    pub fn kind(&self, text: &str, dialect: Dialect) -> Kind {
        let sql = text.get(self.start..self.end).unwrap_or("");
        let mut lexer = Lexer::new(sql, dialect);
        let mut words = Vec::new();
        let mut name = None;
        // CREATE DATABASE /*!32312 IF NOT EXISTS*/ `x`
        while words.len() < 6 {
            let token = lexer.next_token();
            let text = sql.get(token.start..token.end).unwrap_or("");
            match token.kind {
                TokenKind::Word => words.push(text.to_ascii_uppercase()),
                TokenKind::Quoted => {
                    let inner = text.get(1..text.len() - 1).unwrap_or("");
                    name = Some(Name::from(inner.replace("``", "`")));
                    break;
                }
                TokenKind::MarkerStart | TokenKind::MarkerEnd if !words.is_empty() => {}
                _ => break,
            }
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words[..] {
            ["CREATE", "TABLE" | "TEMPORARY" | "GLOBAL", ..] => Kind::CreateTable,
            ["CREATE", "OR", "REPLACE", "TABLE", ..] => Kind::CreateTable,
            ["ALTER", "TABLE" | "IGNORE" | "ONLINE", ..] => Kind::ChangesTable("ALTER TABLE"),
            ["RENAME", "TABLE" | "TABLES", ..] => Kind::ChangesTable("RENAME TABLE"),
            ["CREATE", "INDEX" | "UNIQUE" | "FULLTEXT" | "SPATIAL", ..] => Kind::ChangesTable("CREATE INDEX"),
            ["DROP", "INDEX", ..] => Kind::ChangesTable("DROP INDEX"),
            ["USE", bare] => Kind::Database(name.unwrap_or_else(|| written(sql, bare))),
            ["USE"] | ["CREATE", "DATABASE" | "SCHEMA", ..] => name.map_or(Kind::Other, Kind::Database),
            _ => Kind::Other,
        }
    }
}

/// A bare name in the case in which it was written.
fn written(sql: &str, upper: &str) -> Name {
    let word = sql.split_whitespace().find(|word| word.eq_ignore_ascii_case(upper));
    Name::new(word.unwrap_or(upper))
}
