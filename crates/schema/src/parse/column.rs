//! A column and its clauses.

use super::cursor::Cursor;
use super::{Parsed, check, data_type, expression};
use crate::lex::TokenKind;
use crate::model::{Column, ColumnClause, DataType, Generated, Storage};
use crate::{Sql, literal};

/// `name type clause…`, up to the comma or the parenthesis behind it.
pub fn column(cursor: &mut Cursor<'_>) -> Parsed<Column> {
    let name = cursor.name()?;
    let data_type = data_type::data_type(cursor)?;
    let mut clauses = Vec::with_capacity(4);
    while !cursor.at_punctuation(b',') && !cursor.at_punctuation(b')') {
        clauses.push(clause(cursor, &data_type)?);
    }
    Ok(Column { name, data_type, clauses })
}

fn clause(cursor: &mut Cursor<'_>, data_type: &DataType) -> Parsed<ColumnClause> {
    let known = match cursor.initial() {
        0 => marked(cursor),
        b'D' if cursor.eat_word("DEFAULT") => Some(ColumnClause::Default(default(cursor, data_type)?)),
        b'N' if cursor.at_word("NOT") => Some(not(cursor)?),
        b'N' if cursor.eat_word("NULL") => Some(ColumnClause::Null),
        b'C' => text_clause(cursor)?,
        b'A' if cursor.eat_word("AUTO_INCREMENT") => Some(ColumnClause::AutoIncrement),
        b'O' if cursor.eat_word("ON") => {
            cursor.expect_word("UPDATE")?;
            Some(ColumnClause::OnUpdate(expression::value(cursor)?))
        }
        b'G' if cursor.at_word("GENERATED") => Some(generated(cursor)?),
        b'I' if cursor.eat_word("INVISIBLE") => Some(ColumnClause::Invisible(None)),
        b'S' if cursor.eat_word("SRID") => Some(ColumnClause::Srid(cursor.unsigned()?, None)),
        _ => None,
    };
    match known {
        Some(clause) => Ok(clause),
        None => Ok(ColumnClause::Verbatim(expression::verbatim(cursor)?)),
    }
}

/// The clauses that begin with C.
fn text_clause(cursor: &mut Cursor<'_>) -> Parsed<Option<ColumnClause>> {
    if cursor.eat_word("COMMENT") {
        return Ok(Some(ColumnClause::Comment(cursor.string()?)));
    }
    if cursor.eat_word("COLLATE") {
        return Ok(Some(ColumnClause::Collate(cursor.name()?)));
    }
    if cursor.eat_word("CHARACTER") {
        cursor.expect_word("SET")?;
        return Ok(Some(ColumnClause::CharacterSet(cursor.name()?)));
    }
    if cursor.at_word("CHECK") {
        return Ok(Some(ColumnClause::Check(check::check(cursor, None)?)));
    }
    Ok(None)
}

/// The value behind DEFAULT; a member of ENUM or SET is kept as a proper literal even where the server prints it without
/// escapes.
fn default(cursor: &mut Cursor<'_>, data_type: &DataType) -> Parsed<Sql> {
    if cursor.prints_members_unescaped() && data_type.has_members() && cursor.kind() == TokenKind::Text {
        return Ok(Sql::new(literal::quote(&cursor.member()?)));
    }
    expression::value(cursor)
}

/// `NOT NULL`; MySQL's `NOT SECONDARY` is kept verbatim.
fn not(cursor: &mut Cursor<'_>) -> Parsed<ColumnClause> {
    let start = cursor.position();
    cursor.expect_word("NOT")?;
    if cursor.eat_word("NULL") {
        return Ok(ColumnClause::NotNull);
    }
    cursor.word_upper()?;
    Ok(ColumnClause::Verbatim(cursor.text_since(start)))
}

/// An executable comment that holds exactly one clause we know; any other stays verbatim.
fn marked(cursor: &mut Cursor<'_>) -> Option<ColumnClause> {
    if cursor.kind() != TokenKind::MarkerStart {
        return None;
    }
    let mut ahead = cursor.clone();
    let marker = ahead.eat_marker()?;
    let clause = if ahead.eat_word("INVISIBLE") {
        ColumnClause::Invisible(Some(marker))
    } else if ahead.eat_word("SRID") {
        ColumnClause::Srid(ahead.unsigned().ok()?, Some(marker))
    } else {
        return None;
    };
    if !ahead.eat_marker_end() {
        return None;
    }
    *cursor = ahead;
    Some(clause)
}

/// `GENERATED ALWAYS AS (…) VIRTUAL`; MariaDB's `GENERATED ALWAYS AS ROW START` is kept verbatim.
fn generated(cursor: &mut Cursor<'_>) -> Parsed<ColumnClause> {
    let start = cursor.position();
    cursor.expect_word("GENERATED")?;
    cursor.expect_word("ALWAYS")?;
    cursor.expect_word("AS")?;
    if cursor.eat_word("ROW") {
        cursor.word_upper()?;
        return Ok(ColumnClause::Verbatim(cursor.text_since(start)));
    }
    let expression = cursor.parenthesized()?;
    let stored = cursor.eat_word("STORED") || cursor.eat_word("PERSISTENT");
    if !stored {
        cursor.eat_word("VIRTUAL");
    }
    let storage = if stored { Storage::Stored } else { Storage::Virtual };
    Ok(ColumnClause::Generated(Generated { expression, storage }))
}
