//! The tables of a database: how large each is, and which is a shadow of which.

use super::connection::Target;
use super::{ServiceError, Services};
use crate::event::Events;
use crate::shadows::{ShadowState, shadows};
use shadowtable_schema::Name;
use shadowtable_store::Connection;
use shadowtable_target::catalog::{self, Kind};
use shadowtable_target::registry::{Origin, Place};
use shadowtable_target::{Purpose, Registry, Session, Timeouts};
use std::collections::{HashMap, HashSet};

/// What a table is for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableRole {
    /// A real table that has a registered shadow.
    Source,
    /// A registered shadow.
    Shadow,
    /// A registered shadow whose source is gone.
    Orphan,
    /// The registry itself.
    Registry,
    /// A real table without a shadow.
    Other,
    /// No table: a view, a sequence.
    NotATable,
}

impl TableRole {
    /// The word used in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Source => "Source",
            Self::Shadow => "Shadow",
            Self::Orphan => "Orphan",
            Self::Registry => "Registry",
            Self::Other => "Other",
            Self::NotATable => "NotATable",
        }
    }
}

/// What is asked about the tables of a database besides their names and parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableFacts {
    /// How large each is. MariaDB opens every table for that.
    pub sizes: bool,
    /// How each registered shadow is: its definition and its source's are read and compared.
    pub states: bool,
}

/// A table of a database.
#[derive(Clone, Debug)]
pub struct TableEntry {
    /// Its name.
    pub name: Name,
    /// What it is for us.
    pub role: TableRole,
    /// Of a shadow its source, of a source its shadow.
    pub partner: Option<Name>,
    /// How a registered shadow is, if it was compared.
    pub state: Option<ShadowState>,
    /// Rows, as the server estimates them.
    pub rows: Option<u64>,
    /// Bytes of data and indexes.
    pub bytes: Option<u64>,
}

/// Everything in a database, by name.
///
/// # Errors
/// When the database can't be reached or read.
pub async fn tables(
    services: &Services,
    connection: &Connection,
    database: &str,
    wanted: TableFacts,
) -> Result<Vec<TableEntry>, ServiceError> {
    let address: Target = super::address(services, connection, Some(database))?;
    let mut session = Session::open(&address, Purpose::Read, Timeouts::default()).await?;
    let entries = list(&mut session, wanted).await;
    session.close().await;
    entries
}

async fn list(session: &mut Session, wanted: TableFacts) -> Result<Vec<TableEntry>, ServiceError> {
    let entries = catalog::list(session).await.map_err(|error| ServiceError::target(&error))?;
    let names: Vec<Name> =
        entries.iter().filter(|entry| entry.kind.is_table()).map(|entry| entry.name.clone()).collect();
    let sized: &[Name] = if wanted.sizes { &names } else { &[] };
    let sizes = catalog::sizes(session, sized).await.map_err(|error| ServiceError::target(&error))?;
    let registry = Registry::new(Place::InDatabase);
    let registered = registry.shadows(session).await.map_err(|error| ServiceError::target(&error))?;
    let server = session.server().clone();
    let there: HashSet<Name> = names.iter().map(|name| server.fold(name)).collect();
    let known = registered.iter().filter(|entry| entry.origin != Origin::Intended);
    let sources: HashMap<Name, Name> =
        known.map(|one| (server.fold(&one.shadow), one.source.clone())).collect();
    let shadows_of: HashMap<Name, Name> =
        sources.iter().map(|(shadow, source)| (server.fold(source), shadow.clone())).collect();
    let states = if wanted.states { states(session).await? } else { HashMap::new() };
    let registry_table = registry.place().table_in(&server.database).map(|name| server.fold(&name));
    let table = |entry: catalog::Entry| {
        let key = server.fold(&entry.name);
        let size = sizes.get(&entry.name).copied().unwrap_or_default();
        let (role, partner) = match (&entry.kind, sources.get(&key), shadows_of.get(&key)) {
            (kind, _, _) if !matches!(kind, Kind::Table) => (TableRole::NotATable, None),
            _ if registry_table.as_ref() == Some(&key) => (TableRole::Registry, None),
            (_, Some(source), _) if there.contains(&server.fold(source)) => {
                (TableRole::Shadow, Some(source.clone()))
            }
            (_, Some(source), _) => (TableRole::Orphan, Some(source.clone())),
            (_, None, Some(shadow)) => (TableRole::Source, Some(shadow.clone())),
            (_, None, None) => (TableRole::Other, None),
        };
        let state = states.get(&key).copied();
        TableEntry { name: entry.name, role, partner, state, rows: size.rows, bytes: size.bytes }
    };
    Ok(entries.into_iter().map(table).collect())
}

async fn states(session: &mut Session) -> Result<HashMap<Name, ShadowState>, ServiceError> {
    let found = shadows(&Place::InDatabase, session, &Events::none())
        .await
        .map_err(|error| ServiceError::target(&error))?;
    Ok(found.into_iter().map(|one| (session.server().fold(&one.entry.shadow), one.state)).collect())
}
