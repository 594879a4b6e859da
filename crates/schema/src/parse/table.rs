//! A whole CREATE TABLE statement.

use super::cursor::Cursor;
use super::{Parsed, check, column, expression, foreign_key, index, partition, table_option};
use crate::Sql;
use crate::lex::TokenKind;
use crate::model::{Marker, Period, Table};

/// What a member of the parenthesis is. Servers print them in one order, but OceanBase's seekdb 1.4 puts foreign keys
/// before keys that were added later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Member {
    Column,
    Index,
    Period,
    ForeignKey,
    Check,
    Verbatim,
}

/// `CREATE TABLE name (…) options partitioning`.
pub fn table(cursor: &mut Cursor<'_>) -> Parsed<(Table, Vec<Member>)> {
    let mut table = Table::default();
    cursor.expect_word("CREATE")?;
    let start = cursor.position();
    while cursor.at_word("GLOBAL") || cursor.at_word("TEMPORARY") {
        cursor.bump();
    }
    table.modifier = (cursor.position() > start).then(|| cursor.text_since(start));
    cursor.expect_word("TABLE")?;
    if cursor.eat_word("IF") {
        cursor.expect_word("NOT")?;
        cursor.expect_word("EXISTS")?;
    }
    table.name = cursor.name()?;
    if cursor.eat_punctuation(b'.') {
        table.name = cursor.name()?;
    }
    // As many as most tables have: growing moves them all.
    table.columns.reserve(16);
    table.indexes.reserve(8);
    table.options.reserve(4);
    let layout = cursor.list(|cursor| member(cursor, &mut table))?;
    tail(cursor, &mut table)?;
    Ok((table, layout))
}

/// One member of the parenthesis.
fn member(cursor: &mut Cursor<'_>, table: &mut Table) -> Parsed<Member> {
    if cursor.at_word("CONSTRAINT") {
        return constraint(cursor, table);
    }
    if cursor.at_word("FOREIGN") {
        table.foreign_keys.push(foreign_key::foreign_key(cursor, None)?);
        return Ok(Member::ForeignKey);
    }
    if cursor.at_word("CHECK") {
        table.checks.push(check::check(cursor, None)?);
        return Ok(Member::Check);
    }
    if cursor.at_word("PERIOD") {
        table.periods.push(period(cursor)?);
        return Ok(Member::Period);
    }
    if cursor.at_any_word() && begins_index(cursor) {
        table.indexes.push(index::index(cursor)?);
        return Ok(Member::Index);
    }
    table.columns.push(column::column(cursor)?);
    Ok(Member::Column)
}

/// Whether a key begins here: one of the words that begin one, followed by what no column's type can be.
fn begins_index(cursor: &Cursor<'_>) -> bool {
    if ["PRIMARY", "UNIQUE", "KEY", "INDEX"].iter().any(|word| cursor.at_word(word)) {
        return true;
    }
    let mut ahead = cursor.clone();
    ahead.bump();
    ahead.at_word("KEY") || ahead.at_word("INDEX")
}

fn constraint(cursor: &mut Cursor<'_>, table: &mut Table) -> Parsed<Member> {
    let start = cursor.position();
    cursor.expect_word("CONSTRAINT")?;
    let unnamed = ["FOREIGN", "CHECK", "PRIMARY", "UNIQUE"].iter().any(|word| cursor.at_word(word));
    let name = if unnamed { None } else { Some(cursor.name()?) };
    if cursor.at_word("FOREIGN") {
        table.foreign_keys.push(foreign_key::foreign_key(cursor, name)?);
        return Ok(Member::ForeignKey);
    }
    if cursor.at_word("CHECK") {
        table.checks.push(check::check(cursor, name)?);
        return Ok(Member::Check);
    }
    if cursor.at_word("PRIMARY") || cursor.at_word("UNIQUE") {
        let mut index = index::index(cursor)?;
        if !index.is_primary() {
            index.name = index.name.or(name);
        }
        table.indexes.push(index);
        return Ok(Member::Index);
    }
    while !cursor.at_punctuation(b',') && !cursor.at_punctuation(b')') {
        expression::verbatim(cursor)?;
    }
    table.verbatim.push(cursor.text_since(start));
    Ok(Member::Verbatim)
}

fn period(cursor: &mut Cursor<'_>) -> Parsed<Period> {
    cursor.expect_word("PERIOD")?;
    cursor.expect_word("FOR")?;
    let start = cursor.position();
    cursor.name()?;
    let name: Sql = cursor.text_since(start);
    cursor.expect_punctuation(b'(', "\"(\"")?;
    let from = cursor.name()?;
    cursor.expect_punctuation(b',', "\",\"")?;
    let to = cursor.name()?;
    cursor.expect_punctuation(b')', "\")\"")?;
    Ok(Period { name, from, to })
}

/// Options and partitioning. OceanBase prints `WITH COLUMN GROUP` behind the partitions.
fn tail(cursor: &mut Cursor<'_>, table: &mut Table) -> Parsed<()> {
    while !cursor.at_end() && !cursor.at_punctuation(b';') {
        if let Some(marker) = partitioning_begins(cursor) {
            table.partitioning = Some(partition::partitioning(cursor, marker)?);
        } else {
            // MySQL and MariaDB put commas between options that a user wrote so.
            cursor.eat_punctuation(b',');
            table.options.push(table_option::table_option(cursor)?);
        }
    }
    Ok(())
}

/// Whether the partitioning begins here, and in which executable comment; that is passed over.
fn partitioning_begins(cursor: &mut Cursor<'_>) -> Option<Option<Marker>> {
    if cursor.at_word("PARTITION") {
        return Some(None);
    }
    if cursor.kind() != TokenKind::MarkerStart {
        return None;
    }
    let mut ahead = cursor.clone();
    let marker = ahead.eat_marker();
    ahead.at_word("PARTITION").then(|| {
        *cursor = ahead;
        marker
    })
}
