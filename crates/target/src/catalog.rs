//! The catalog: which tables there are, of which kind and size, in a constant number of statements.

use crate::query::QueryError;
use crate::row;
use crate::session::Session;
use shadowtable_schema::{Name, literal};
use std::collections::{HashMap, HashSet};

/// Up to so many names stand in one IN list; for more the whole database is asked.
const NAMES_A_STATEMENT: usize = 1000;

/// What stands under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A table, MariaDB's system-versioned ones included.
    Table,
    /// A view.
    View,
    /// A sequence.
    Sequence,
    /// A temporary table of this session.
    Temporary,
    /// Another word of the server's.
    Other(String),
}

impl Kind {
    /// Reads the server's `Table_type`.
    pub fn from_server(word: &str) -> Self {
        match word.to_ascii_uppercase().as_str() {
            // SHOW FULL TABLES has the first word for both, information_schema the second for versioned ones.
            "BASE TABLE" | "SYSTEM VERSIONED" => Self::Table,
            "VIEW" | "SYSTEM VIEW" | "MATERIALIZED VIEW" => Self::View,
            "SEQUENCE" => Self::Sequence,
            "TEMPORARY" | "TEMPORARY TABLE" | "TEMPORARY SEQUENCE" | "TMP TABLE" => Self::Temporary,
            _ => Self::Other(word.to_owned()),
        }
    }

    /// Whether SHOW CREATE TABLE gives a table's definition.
    pub const fn is_table(&self) -> bool {
        matches!(self, Self::Table)
    }
}

/// One name in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name as the server spells it.
    pub name: Name,
    /// What stands under it.
    pub kind: Kind,
}

/// What the server estimates of a table. InnoDB's row count can be off by half.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Rows, estimated.
    pub rows: Option<u64>,
    /// Bytes of data and indexes.
    pub bytes: Option<u64>,
}

/// Why the catalog could not be read.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// Listing everything failed.
    #[error("can't list the tables of the database")]
    List(#[source] QueryError),
    /// Looking some names up failed.
    #[error("can't look tables up")]
    LookUp(#[source] QueryError),
    /// Reading sizes failed.
    #[error("can't read the sizes of tables")]
    Sizes(#[source] QueryError),
}

/// Everything in the database, in one statement, sorted by name.
///
/// # Errors
/// [`CatalogError::List`].
pub async fn list(session: &mut Session) -> Result<Vec<Entry>, CatalogError> {
    // information_schema.tables opens every table on MariaDB (2 s for 5,000); this does not.
    let sql = format!("SHOW FULL TABLES FROM {}", session.server.database.quoted());
    let rows = session.query(&sql).await.map_err(CatalogError::List)?;
    let mut entries = rows.iter().map(entry).collect::<Result<Vec<_>, _>>().map_err(CatalogError::List)?;
    entries.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    Ok(entries)
}

/// Those of these names that exist; unless there are very many of them, the others of a large database are not looked at.
/// They are spelled as the server has them, and come sorted by name.
///
/// # Errors
/// [`CatalogError::LookUp`], [`CatalogError::List`].
pub async fn lookup(session: &mut Session, names: &[Name]) -> Result<Vec<Entry>, CatalogError> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let wanted: HashSet<Name> = names.iter().map(|name| session.server.fold(name)).collect();
    let mut entries = if names.len() > NAMES_A_STATEMENT {
        // MariaDB opens every table of the database to answer for any thousand of them, and none to list them.
        list(session).await?
    } else {
        let sql = of_names(session, "TABLE_NAME, TABLE_TYPE", "TABLES", "TABLE_SCHEMA", "TABLE_NAME", names);
        let rows = session.query(&sql).await.map_err(CatalogError::LookUp)?;
        rows.iter().map(entry).collect::<Result<Vec<_>, _>>().map_err(CatalogError::LookUp)?
    };
    // The columns' collation ignores case where table names do not.
    entries.retain(|found| wanted.contains(&session.server.fold(&found.name)));
    // The server gives them in an order of its own.
    entries.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    Ok(entries)
}

/// The sizes of these tables; a name that does not exist is absent.
///
/// # Errors
/// [`CatalogError::Sizes`].
pub async fn sizes(session: &mut Session, names: &[Name]) -> Result<HashMap<Name, Size>, CatalogError> {
    const COLUMNS: &str = "TABLE_NAME, TABLE_ROWS, DATA_LENGTH, INDEX_LENGTH";
    if names.is_empty() {
        return Ok(HashMap::new());
    }
    // MariaDB opens every table of the database to answer for any thousand of them, so more are asked for by one statement
    // without names: ten of a thousand names each took it 4 to 7 s where that one took 1 to 2.
    let sql = if names.len() > NAMES_A_STATEMENT {
        let database = literal::quote(session.server.database.as_str());
        format!("SELECT {COLUMNS} FROM information_schema.TABLES WHERE TABLE_SCHEMA = {database}")
    } else {
        of_names(session, COLUMNS, "TABLES", "TABLE_SCHEMA", "TABLE_NAME", names)
    };
    let wanted: HashSet<Name> = names.iter().map(|name| session.server.fold(name)).collect();
    let rows = session.query(&sql).await.map_err(CatalogError::Sizes)?;
    let mut sizes = HashMap::with_capacity(names.len());
    for row in &rows {
        let (name, size) = size(row).map_err(CatalogError::Sizes)?;
        if wanted.contains(&session.server.fold(&name)) {
            sizes.insert(name, size);
        }
    }
    Ok(sizes)
}

fn entry(row: &mysql_async::Row) -> Result<Entry, QueryError> {
    Ok(Entry { name: row::name(row, 0)?, kind: Kind::from_server(&row::text(row, 1)?) })
}

fn size(row: &mysql_async::Row) -> Result<(Name, Size), QueryError> {
    let data = row::optional_number(row, 2)?;
    let index = row::optional_number(row, 3)?;
    let bytes = data.map(|data| data.saturating_add(index.unwrap_or(0)));
    Ok((row::name(row, 0)?, Size { rows: row::optional_number(row, 1)?, bytes }))
}

/// A question to an information_schema view about these names in the session's database.
pub(crate) fn of_names(
    session: &Session,
    columns: &str,
    view: &str,
    schema_column: &str,
    name_column: &str,
    names: &[Name],
) -> String {
    let mut sql = format!("SELECT {columns} FROM information_schema.{view} WHERE {schema_column} = ");
    literal::quote_into(session.server.database.as_str(), &mut sql);
    sql.push_str(" AND ");
    sql.push_str(name_column);
    sql.push_str(" IN (");
    list_into(names, &mut sql);
    sql.push(')');
    sql
}

/// Appends names as string literals separated by commas.
pub(crate) fn list_into(names: &[Name], sql: &mut String) {
    for (index, name) in names.iter().enumerate() {
        if index > 0 {
            sql.push(',');
        }
        literal::quote_into(name.as_str(), sql);
    }
}
