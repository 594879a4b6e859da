//! One packet's worth of tables on one session.

use super::extra::{self, Source};
use super::{Definition, DefinitionError, Extras};
use crate::batch::{self, Answer};
use crate::catalog::Kind;
use crate::query::QueryError;
use crate::session::Session;
use mysql_async::{Row, Value};
use shadowtable_schema::Name;
use std::time::Duration;

/// How much longer we wait than the server does.
const SERVER_FIRST: Duration = Duration::from_secs(1);

/// What became of one table.
pub type Read = Result<Definition, DefinitionError>;

/// Reads these tables' definitions, in order.
pub async fn read(session: &mut Session, names: &[Name], extras: &Source) -> Vec<Read> {
    let statements: Vec<String> = names.iter().map(|name| statement(session, name)).collect();
    let limit = session.timeouts.definition;
    let mut reads: Vec<Read> = Vec::with_capacity(names.len());
    // The server itself gives up a locked table after the limit; only where it does not, we kill.
    let end = batch::run(session, &statements, limit + SERVER_FIRST, |_, answer| {
        reads.push(definition(answer, limit))
    })
    .await;
    if let Err(error) = end {
        // One source for each of the tables left: an error can't be copied, its words can.
        let words = error.to_string();
        reads.resize_with(names.len(), || {
            Err(DefinitionError::Lost(QueryError::Broken { reason: words.clone() }))
        });
    }
    add_extras(session, names, &mut reads, extras).await;
    reads
}

fn statement(session: &Session, name: &Name) -> String {
    let mut sql = String::with_capacity(96);
    sql.push_str("SHOW CREATE TABLE ");
    // The current database is not to be trusted behind every proxy.
    session.server.database.quote_into(&mut sql);
    sql.push('.');
    name.quote_into(&mut sql);
    sql
}

fn definition(answer: Answer, limit: Duration) -> Read {
    let rows = answer.map_err(|error| DefinitionError::from_query(error, limit))?;
    let row = rows.into_iter().next().ok_or(DefinitionError::NotFound)?;
    if let Some(kind) = other_kind(&row) {
        return Err(DefinitionError::NotATable(kind));
    }
    // Taken out, not copied: these texts are all that a large analysis moves.
    match row.unwrap_raw().into_iter().nth(1).flatten() {
        Some(Value::Bytes(bytes)) => {
            let text = String::from_utf8(bytes).map_err(|_| DefinitionError::NotText)?;
            Ok(Definition { text, extras: Extras::default() })
        }
        _ => Err(DefinitionError::Lost(QueryError::Malformed { what: "a definition was expected" })),
    }
}

/// SHOW CREATE TABLE shows views too, under another heading, and MariaDB's sequences as tables.
fn other_kind(row: &Row) -> Option<Kind> {
    let columns = row.columns_ref();
    if columns.first().is_some_and(|column| column.name_ref().eq_ignore_ascii_case(b"View")) {
        return Some(Kind::View);
    }
    match row.as_ref(1) {
        Some(Value::Bytes(text)) if text.ends_with(b" SEQUENCE=1") => Some(Kind::Sequence),
        _ => None,
    }
}

async fn add_extras(session: &mut Session, names: &[Name], reads: &mut [Read], source: &Source) {
    let flavor = session.server.dialect.flavor;
    let needs = |read: &Read| matches!(read, Ok(definition) if extra::may_have(flavor, &definition.text));
    let asked: Vec<Name> = names
        .iter()
        .zip(reads.iter())
        .filter(|(_, read)| needs(read))
        .map(|(name, _)| name.clone())
        .collect();
    if asked.is_empty() {
        return;
    }
    let found = source.of(session, &asked).await;
    for (name, read) in names.iter().zip(reads.iter_mut()).filter(|(_, read)| needs(read)) {
        match &found {
            Ok(tables) => {
                let key = session.server.fold(name);
                let extras = tables.get(name).or_else(|| tables.get(&key)).cloned().unwrap_or_default();
                if let Ok(definition) = read {
                    definition.extras = extras;
                }
            }
            Err(error) => {
                *read = Err(DefinitionError::Extras(QueryError::Broken { reason: error.to_string() }));
            }
        }
    }
}
