//! The foreign keys that reference shadows which differ. Those of tables that the plan does not change may be in its way.

use crate::analyze::AnalyzeError;
use crate::definitions;
use crate::reading::reading;
use shadowtable_plan::analysis::{Incoming, Reading};
use shadowtable_schema::Name;
use shadowtable_schema::model::{ForeignKey, Table};
use shadowtable_target::{Session, reference};
use std::collections::BTreeSet;

/// The keys that reference these shadows. Of those whose table `is_planned` does not know, the definition is read as well,
/// since no catalog that is quick to read says which columns they reference; a table of another database is left unread.
///
/// # Errors
/// [`AnalyzeError`] when the keys can't be listed, or no session for reading can be opened.
pub async fn incoming(
    session: &mut Session,
    differing: &[Name],
    is_planned: impl Fn(&Name) -> bool,
) -> Result<Vec<Incoming>, AnalyzeError> {
    let found = reference::references_to(session, differing).await?;
    let mut incoming: Vec<Incoming> = found
        .into_iter()
        .map(|one| Incoming {
            parent: one.parent,
            child_database: one.child_database,
            child: one.child,
            constraint: one.constraint,
            parent_columns: None,
        })
        .collect();
    let database = session.server().database.clone();
    let is_outside = |one: &&Incoming| one.child_database == database && !is_planned(&one.child);
    let outside: BTreeSet<&Name> = incoming.iter().filter(is_outside).map(|one| &one.child).collect();
    if outside.is_empty() {
        return Ok(incoming);
    }
    let tables = tables(session, outside.into_iter().cloned().collect()).await?;
    for one in incoming.iter_mut().filter(|one| one.child_database == database) {
        one.parent_columns = key_of(one, &tables).map(|key| key.parent_columns.clone());
    }
    Ok(incoming)
}

/// The tables of these names, as far as they can be read and understood.
async fn tables(session: &mut Session, names: Vec<Name>) -> Result<Vec<Table>, AnalyzeError> {
    let dialect = session.server().dialect;
    let mut stream = definitions::definitions(session, Vec::new(), names).await?;
    let mut tables = Vec::new();
    while let Some((_, read)) = stream.next().await {
        if let Reading::Table(table) = reading(read, dialect) {
            tables.push(*table);
        }
    }
    definitions::close(stream).await;
    Ok(tables)
}

fn key_of<'a>(incoming: &Incoming, tables: &'a [Table]) -> Option<&'a ForeignKey> {
    let is_it =
        |key: &&ForeignKey| key.name.as_ref().is_some_and(|name| name.same_folded(&incoming.constraint));
    let mut children = tables.iter().filter(|table| table.name.same_folded(&incoming.child));
    children.find_map(|child| child.foreign_keys.iter().find(is_it))
}
