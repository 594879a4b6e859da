//! Partitioning, partitions and their bounds.

use super::Parsed;
use super::cursor::Cursor;
use super::expression;
use crate::lex::TokenKind;
use crate::model::{Bound, Marker, Method, MethodKind, Partition, Partitioning, Subpartitioning};
use crate::{Sql, literal};

/// `PARTITION BY …` with all its partitions; `marker` is the executable comment already opened around it.
pub fn partitioning(cursor: &mut Cursor<'_>, marker: Option<Marker>) -> Parsed<Partitioning> {
    cursor.expect_word("PARTITION")?;
    cursor.expect_word("BY")?;
    let method = method(cursor)?;
    let count = count(cursor, "PARTITIONS")?;
    let subpartitioning = subpartitioning(cursor)?;
    let partitions = if cursor.at_punctuation(b'(') { cursor.list(whole_partition)? } else { Vec::new() };
    let start = cursor.position();
    // OceanBase's WITH COLUMN GROUP behind the partitions is an option of the table.
    while !cursor.at_end()
        && cursor.kind() != TokenKind::MarkerEnd
        && !cursor.at_punctuation(b';')
        && !cursor.at_word("WITH")
    {
        expression::verbatim(cursor)?;
    }
    let verbatim = (cursor.position() > start).then(|| cursor.text_since(start));
    cursor.expect_marker_end(marker.as_ref())?;
    Ok(Partitioning { marker, method, count, subpartitioning, partitions, verbatim })
}

fn subpartitioning(cursor: &mut Cursor<'_>) -> Parsed<Option<Subpartitioning>> {
    if !cursor.eat_word("SUBPARTITION") {
        return Ok(None);
    }
    cursor.expect_word("BY")?;
    let method = method(cursor)?;
    let count = count(cursor, "SUBPARTITIONS")?;
    let mut template = Vec::new();
    if cursor.eat_word("SUBPARTITION") {
        cursor.expect_word("TEMPLATE")?;
        template = cursor.list(partition)?;
    }
    Ok(Some(Subpartitioning { method, count, template }))
}

fn method(cursor: &mut Cursor<'_>) -> Parsed<Method> {
    let linear = cursor.eat_word("LINEAR");
    let kind = match cursor.word_upper()?.as_str() {
        "RANGE" => MethodKind::Range,
        "LIST" => MethodKind::List,
        "HASH" => MethodKind::Hash,
        "KEY" => MethodKind::Key,
        "SYSTEM_TIME" => MethodKind::SystemTime,
        _ => return Err(cursor.expected("a partitioning method before this")),
    };
    let columns = cursor.eat_word("COLUMNS");
    let algorithm = if kind == MethodKind::Key { algorithm(cursor)? } else { None };
    let operand = if cursor.at_punctuation(b'(') { Some(cursor.parenthesized()?) } else { None };
    let suffix = suffix(cursor)?;
    Ok(Method { kind, linear, columns, algorithm, operand, suffix })
}

/// `ALGORITHM = 1` of KEY. MySQL prints it in an executable comment of its own, between the end of the one around the
/// partitioning and its opening again; all of that is kept as it is.
fn algorithm(cursor: &mut Cursor<'_>) -> Parsed<Option<Sql>> {
    let start = cursor.position();
    if cursor.eat_marker_end() {
        expression::verbatim(cursor)?;
        cursor.eat_marker();
    } else if !cursor.at_punctuation(b'(') {
        expression::verbatim(cursor)?;
    }
    Ok((cursor.position() > start).then(|| cursor.text_since(start)))
}

/// What stands between a method and its partitions.
fn suffix(cursor: &mut Cursor<'_>) -> Parsed<Option<Sql>> {
    let start = cursor.position();
    while cursor.at_any_word()
        && !["PARTITIONS", "SUBPARTITIONS", "SUBPARTITION"].iter().any(|word| cursor.at_word(word))
        || matches!(cursor.kind(), TokenKind::Number | TokenKind::Text)
    {
        expression::verbatim(cursor)?;
    }
    Ok((cursor.position() > start).then(|| cursor.text_since(start)))
}

fn count(cursor: &mut Cursor<'_>, word: &str) -> Parsed<Option<u32>> {
    if cursor.eat_word(word) { Ok(Some(cursor.unsigned()?)) } else { Ok(None) }
}

/// A partition with its subpartitions, which have none of their own.
fn whole_partition(cursor: &mut Cursor<'_>) -> Parsed<Partition> {
    let mut whole = partition(cursor)?;
    if cursor.at_punctuation(b'(') {
        whole.subpartitions = cursor.list(partition)?;
    }
    Ok(whole)
}

/// One partition or subpartition.
fn partition(cursor: &mut Cursor<'_>) -> Parsed<Partition> {
    if !cursor.eat_word("SUBPARTITION") {
        cursor.expect_word("PARTITION")?;
    }
    let name = cursor.name()?;
    let bound = if cursor.eat_word("VALUES") {
        Some(bound(cursor)?)
    } else if ["CURRENT", "HISTORY", "DEFAULT"].iter().any(|word| cursor.at_word(word)) {
        Some(Bound::Word(Sql::new(cursor.word_upper()?)))
    } else {
        None
    };
    let mut options = Vec::new();
    while !cursor.at_punctuation(b',') && !cursor.at_punctuation(b')') && !cursor.at_punctuation(b'(') {
        options.push(option(cursor)?);
    }
    Ok(Partition { name, bound, options, subpartitions: Vec::new() })
}

/// `ENGINE = InnoDB`, `DATA DIRECTORY = '…'`, or an executable comment.
fn option(cursor: &mut Cursor<'_>) -> Parsed<Sql> {
    let start = cursor.position();
    if cursor.at_word("DATA") || cursor.at_word("INDEX") {
        cursor.bump();
    }
    expression::verbatim(cursor)?;
    Ok(cursor.text_since(start))
}

fn bound(cursor: &mut Cursor<'_>) -> Parsed<Bound> {
    if cursor.eat_word("IN") {
        return Ok(Bound::In(cursor.list(bound_value)?));
    }
    cursor.expect_word("LESS")?;
    cursor.expect_word("THAN")?;
    if cursor.eat_word("MAXVALUE") {
        return Ok(Bound::LessThanMaxValue);
    }
    Ok(Bound::LessThan(cursor.list(bound_value)?))
}

/// A value of a bound: a literal, an expression, or a tuple of them. Strings are kept as proper literals even where
/// the server prints them without escapes.
fn bound_value(cursor: &mut Cursor<'_>) -> Parsed<Sql> {
    if !cursor.prints_members_unescaped() {
        return expression::value(cursor);
    }
    if cursor.at_punctuation(b'(') {
        let values = cursor.list(simple_value)?;
        let values: Vec<_> = values.iter().map(Sql::as_str).collect();
        return Ok(Sql::new(format!("({})", values.join(","))));
    }
    simple_value(cursor)
}

/// A value that is no tuple, on a server that prints strings without escapes.
fn simple_value(cursor: &mut Cursor<'_>) -> Parsed<Sql> {
    if cursor.kind() == TokenKind::Text || cursor.kind() == TokenKind::Unterminated {
        return Ok(Sql::new(literal::quote(&cursor.member()?)));
    }
    expression::value(cursor)
}
