//! Pieces of SQL whose inside is not read: only where they end.

use super::Parsed;
use super::cursor::Cursor;
use crate::Sql;
use crate::lex::TokenKind;

/// A value: literals, calls and parentheses joined by operators. What follows such a value in a definition is always a
/// word, a comma or a parenthesis, so operators tell where it goes on.
pub fn value(cursor: &mut Cursor<'_>) -> Parsed<Sql> {
    let start = cursor.position();
    operand(cursor)?;
    while let TokenKind::Punctuation(
        b'+' | b'-' | b'*' | b'/' | b'%' | b'|' | b'&' | b'^' | b'<' | b'>' | b'.',
    ) = cursor.kind()
    {
        cursor.bump();
        operand(cursor)?;
    }
    Ok(cursor.text_since(start))
}

/// A literal with its sign, a word with its calls, a quoted name, or a parenthesis.
fn operand(cursor: &mut Cursor<'_>) -> Parsed<()> {
    while cursor.at_punctuation(b'-') || cursor.at_punctuation(b'+') || cursor.at_punctuation(b'~') {
        cursor.bump();
    }
    match cursor.kind() {
        TokenKind::Punctuation(b'(') => {
            cursor.parenthesized()?;
        }
        TokenKind::Number | TokenKind::Text => cursor.bump(),
        TokenKind::Word | TokenKind::Quoted => {
            cursor.bump();
            // An introducer or the letter of a bit or hexadecimal literal stands right before its string.
            if cursor.kind() == TokenKind::Text {
                cursor.bump();
            }
            while cursor.at_punctuation(b'(') {
                cursor.parenthesized()?;
            }
        }
        _ => return Err(cursor.expected("a value")),
    }
    Ok(())
}

/// Any clause that no rule knows: an executable comment as a whole, or a word or literal with the value or the
/// parentheses that belong to it.
pub fn verbatim(cursor: &mut Cursor<'_>) -> Parsed<Sql> {
    let start = cursor.position();
    if cursor.eat_marker().is_some() {
        rest_of_marker(cursor)?;
        return Ok(cursor.text_since(start));
    }
    match cursor.kind() {
        TokenKind::Word | TokenKind::Quoted | TokenKind::Text | TokenKind::Number => cursor.bump(),
        _ => return Err(cursor.expected("a clause")),
    }
    if cursor.eat_punctuation(b'=') {
        value(cursor)?;
    }
    while cursor.at_punctuation(b'(') {
        cursor.parenthesized()?;
    }
    Ok(cursor.text_since(start))
}

/// Passes over everything up to the end of the executable comment that is open, and over its end. MySQL nests them.
pub fn rest_of_marker(cursor: &mut Cursor<'_>) -> Parsed<()> {
    let mut depth = 1_usize;
    loop {
        match cursor.kind() {
            TokenKind::MarkerStart => depth += 1,
            TokenKind::MarkerEnd => depth -= 1,
            TokenKind::End | TokenKind::Unterminated => return Err(cursor.expected("*/")),
            _ => {}
        }
        cursor.bump();
        if depth == 0 {
            return Ok(());
        }
    }
}
