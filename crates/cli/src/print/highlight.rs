//! Colors for SQL; none where the output is no terminal.

use console::{Style, colors_enabled};
use shadowtable_schema::Dialect;
use shadowtable_schema::lex::{Lexer, TokenKind};

/// The statement with its keywords, strings and comments in colors.
pub fn highlight(sql: &str, dialect: Dialect) -> String {
    if !colors_enabled() {
        return sql.to_owned();
    }
    let mut text = String::with_capacity(sql.len() * 2);
    let mut lexer = Lexer::new(sql, dialect);
    let mut written = 0;
    loop {
        let token = lexer.next_token();
        text.push_str(sql.get(written..token.start).unwrap_or(""));
        let piece = sql.get(token.start..token.end).unwrap_or("");
        match style(token.kind) {
            Some(style) => text.push_str(&style.apply_to(piece).to_string()),
            None => text.push_str(piece),
        }
        written = token.end;
        if token.kind == TokenKind::End {
            text.push_str(sql.get(written..).unwrap_or(""));
            return text;
        }
    }
}

fn style(kind: TokenKind) -> Option<Style> {
    match kind {
        TokenKind::Word => Some(Style::new().cyan()),
        TokenKind::Text => Some(Style::new().green()),
        TokenKind::Number => Some(Style::new().magenta()),
        TokenKind::MarkerStart | TokenKind::MarkerEnd => Some(Style::new().dim()),
        TokenKind::Quoted
        | TokenKind::Bare
        | TokenKind::Punctuation(_)
        | TokenKind::Unterminated
        | TokenKind::End => None,
    }
}
