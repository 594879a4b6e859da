//! A foreign key.

use super::Parsed;
use super::cursor::Cursor;
use super::expression;
use crate::model::{ForeignKey, ParentTable};
use crate::{Name, Sql};

/// `FOREIGN KEY [name] (…) REFERENCES [db.]table (…) …`.
pub fn foreign_key(cursor: &mut Cursor<'_>, name: Option<Name>) -> Parsed<ForeignKey> {
    cursor.expect_word("FOREIGN")?;
    cursor.expect_word("KEY")?;
    if !cursor.at_punctuation(b'(') {
        // The name of the key that supports it; no server prints it.
        cursor.name()?;
    }
    let columns = cursor.list(Cursor::name)?;
    cursor.expect_word("REFERENCES")?;
    let parent = parent(cursor)?;
    let parent_columns = cursor.list(Cursor::name)?;
    let mut key = ForeignKey {
        name,
        columns,
        parent,
        parent_columns,
        on_delete: None,
        on_update: None,
        verbatim: None,
    };
    rest(cursor, &mut key)?;
    Ok(key)
}

fn parent(cursor: &mut Cursor<'_>) -> Parsed<ParentTable> {
    let first = cursor.name()?;
    if cursor.eat_punctuation(b'.') {
        return Ok(ParentTable { database: Some(first), name: cursor.name()? });
    }
    Ok(ParentTable { database: None, name: first })
}

fn rest(cursor: &mut Cursor<'_>, key: &mut ForeignKey) -> Parsed<()> {
    let mut verbatim: Vec<Sql> = Vec::new();
    while !cursor.at_punctuation(b',') && !cursor.at_punctuation(b')') {
        let start = cursor.position();
        if cursor.eat_word("ON") {
            let event = cursor.word_upper()?;
            let action = Some(action(cursor)?);
            match event.as_str() {
                "DELETE" => key.on_delete = action,
                "UPDATE" => key.on_update = action,
                _ => return Err(cursor.expected("DELETE or UPDATE")),
            }
        } else {
            expression::verbatim(cursor)?;
            verbatim.push(cursor.text_since(start));
        }
    }
    if !verbatim.is_empty() {
        key.verbatim = Some(Sql::new(verbatim.iter().map(Sql::as_str).collect::<Vec<_>>().join(" ")));
    }
    Ok(())
}

/// `CASCADE`, `RESTRICT`, `SET NULL`, `SET DEFAULT`, `NO ACTION`, or what a server adds.
fn action(cursor: &mut Cursor<'_>) -> Parsed<Sql> {
    let first = cursor.word_upper()?;
    if first == "SET" || first == "NO" {
        return Ok(Sql::new(format!("{first} {}", cursor.word_upper()?)));
    }
    Ok(Sql::new(first))
}
