//! The foreign keys that reference shadows. Those of tables that a plan does not change may be in its way.

use crate::analyze::AnalyzeError;
use crate::definitions;
use crate::reading::reading;
use shadowtable_plan::analysis::{Incoming, Reading};
use shadowtable_schema::Name;
use shadowtable_schema::model::Table;
use shadowtable_target::{Session, reference};
use std::collections::BTreeSet;

/// The keys that reference these shadows, without the columns.
///
/// # Errors
/// [`AnalyzeError`] when the keys can't be listed.
pub async fn incoming(session: &mut Session, names: &[Name]) -> Result<Vec<Incoming>, AnalyzeError> {
    let found = reference::references_to(session, names).await?;
    let incoming = found.into_iter().map(|one| Incoming {
        parent: one.parent,
        child_database: one.child_database,
        child: one.child,
        constraint: one.constraint,
        parent_columns: None,
    });
    Ok(incoming.collect())
}

/// Reads which columns keys reference: those of the tables of this database that are `asked` for, since their definitions have
/// to be read for that. No catalog that is quick to read names the columns.
///
/// # Errors
/// [`AnalyzeError`] when no session for reading can be opened.
pub async fn read_columns(
    session: &mut Session,
    incoming: &mut [Incoming],
    asked: impl Fn(&Name) -> bool,
) -> Result<(), AnalyzeError> {
    let database = session.server().database.clone();
    let is_asked = |one: &Incoming| one.child_database == database && asked(&one.child);
    let children: BTreeSet<Name> =
        incoming.iter().filter(|one| is_asked(one)).map(|one| one.child.clone()).collect();
    if children.is_empty() {
        return Ok(());
    }
    let tables = tables(session, children.into_iter().collect()).await?;
    for one in incoming.iter_mut().filter(|one| is_asked(one)) {
        let mut children = tables.iter().filter(|table| table.name.same_folded(&one.child));
        let key = children.find_map(|child| child.foreign_key(&one.constraint));
        one.parent_columns = key.map(|key| key.parent_columns.clone());
    }
    Ok(())
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
