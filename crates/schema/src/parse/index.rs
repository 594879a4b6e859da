//! A key and its options.

use super::Parsed;
use super::cursor::Cursor;
use super::expression;
use crate::Sql;
use crate::lex::TokenKind;
use crate::model::{Index, IndexKind, IndexOption, KeyPart, KeyTarget, Visibility};

/// `PRIMARY KEY (…)`, `[UNIQUE|FULLTEXT|SPATIAL|…] KEY name (…) …`.
pub fn index(cursor: &mut Cursor<'_>) -> Parsed<Index> {
    let kind = kind(cursor)?;
    if kind == IndexKind::Primary || kind == IndexKind::Unique {
        cursor.eat_word("KEY");
    }
    let mut options = Vec::new();
    let mut name = None;
    if !cursor.at_punctuation(b'(') && !cursor.at_word("USING") {
        name = Some(cursor.name()?);
    }
    if cursor.eat_word("USING") {
        options.push(IndexOption::Using(cursor.name()?));
    }
    let parts = cursor.list(key_part)?;
    while !cursor.at_punctuation(b',') && !cursor.at_punctuation(b')') {
        options.push(option(cursor)?);
    }
    Ok(Index { kind, name, parts, options })
}

fn kind(cursor: &mut Cursor<'_>) -> Parsed<IndexKind> {
    if cursor.eat_word("KEY") {
        return Ok(IndexKind::Plain { index_word: false });
    }
    if cursor.eat_word("INDEX") {
        return Ok(IndexKind::Plain { index_word: true });
    }
    if cursor.eat_word("PRIMARY") {
        return Ok(IndexKind::Primary);
    }
    if cursor.eat_word("UNIQUE") {
        cursor.eat_word("INDEX");
        return Ok(IndexKind::Unique);
    }
    let word = cursor.word_upper()?;
    if !cursor.eat_word("KEY") {
        cursor.eat_word("INDEX");
    }
    Ok(match word.as_str() {
        "FULLTEXT" => IndexKind::Fulltext,
        "SPATIAL" => IndexKind::Spatial,
        other => IndexKind::Other(other.into()),
    })
}

fn key_part(cursor: &mut Cursor<'_>) -> Parsed<KeyPart> {
    let mut length = None;
    let target = if cursor.at_punctuation(b'(') {
        KeyTarget::Expression(cursor.parenthesized()?)
    } else {
        let name = cursor.name()?;
        if cursor.eat_punctuation(b'(') {
            length = Some(cursor.unsigned()?);
            cursor.expect_punctuation(b')', "\")\"")?;
        }
        KeyTarget::Column(name)
    };
    let start = cursor.position();
    while !cursor.at_punctuation(b',') && !cursor.at_punctuation(b')') {
        expression::verbatim(cursor)?;
    }
    let suffix = (cursor.position() > start).then(|| cursor.text_since(start));
    // Ascending is what a part without a word is.
    let suffix = suffix.filter(|sql: &Sql| !sql.is_word("ASC"));
    Ok(KeyPart { target, length, suffix })
}

fn option(cursor: &mut Cursor<'_>) -> Parsed<IndexOption> {
    if let Some(option) = marked(cursor) {
        return Ok(option);
    }
    if cursor.eat_word("USING") {
        return Ok(IndexOption::Using(cursor.name()?));
    }
    if cursor.eat_word("COMMENT") {
        return Ok(IndexOption::Comment(cursor.string()?));
    }
    if cursor.eat_word("INVISIBLE") {
        return Ok(IndexOption::Hidden(Visibility::Invisible, None));
    }
    if cursor.eat_word("IGNORED") {
        return Ok(IndexOption::Hidden(Visibility::Ignored, None));
    }
    if let Some(option) = parser(cursor) {
        return Ok(option);
    }
    Ok(IndexOption::Verbatim(with_options(cursor)?))
}

/// `WITH PARSER name`, outside of an executable comment.
fn parser(cursor: &mut Cursor<'_>) -> Option<IndexOption> {
    let mut ahead = cursor.clone();
    if !ahead.eat_word("WITH") || !ahead.eat_word("PARSER") {
        return None;
    }
    let name = ahead.name().ok()?;
    *cursor = ahead;
    Some(IndexOption::Parser(name, None))
}

/// OceanBase writes a value behind some words without a sign between them: `BLOCK_SIZE 16384`, `WITH (…)`.
fn with_options(cursor: &mut Cursor<'_>) -> Parsed<Sql> {
    let start = cursor.position();
    expression::verbatim(cursor)?;
    if cursor.unsigned().is_ok() {
        return Ok(cursor.text_since(start));
    }
    Ok(cursor.text_since(start))
}

/// An executable comment that holds exactly one option we know; any other stays verbatim.
fn marked(cursor: &mut Cursor<'_>) -> Option<IndexOption> {
    if cursor.kind() != TokenKind::MarkerStart {
        return None;
    }
    let mut ahead = cursor.clone();
    let marker = ahead.eat_marker()?;
    let option = if ahead.eat_word("INVISIBLE") {
        IndexOption::Hidden(Visibility::Invisible, Some(marker))
    } else if ahead.eat_word("WITH") && ahead.eat_word("PARSER") {
        IndexOption::Parser(ahead.name().ok()?, Some(marker))
    } else {
        return None;
    };
    if !ahead.eat_marker_end() {
        return None;
    }
    *cursor = ahead;
    Some(option)
}
