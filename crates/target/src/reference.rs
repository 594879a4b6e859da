//! Foreign keys that point at tables of the database, from any database, and the names that constraints have taken.

use crate::catalog::list_into;
use crate::query::QueryError;
use crate::row;
use crate::session::Session;
use mysql_async::Row;
use shadowtable_schema::{Flavor, Name, Version, literal};
use std::collections::HashSet;

/// With more names than this, all keys into the database are read and filtered here.
const NAMES_A_STATEMENT: usize = 200;

/// An account without PROCESS may not read InnoDB's own tables.
const PRIVILEGE_MISSING: u16 = 1227;

/// A foreign key that points at a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// The table it points at, in the session's database.
    pub parent: Name,
    /// The database of the table that has it.
    pub child_database: Name,
    /// The table that has it; the parent itself for a self-reference.
    pub child: Name,
    /// Its name.
    pub constraint: Name,
}

/// Names of constraints that are taken in the database. A MariaDB server has CHECK names per table, so none are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConstraintNames {
    /// Names of foreign keys.
    pub foreign_keys: HashSet<Name>,
    /// Names of CHECK constraints, where they are unique in a database.
    pub checks: HashSet<Name>,
}

/// Why references or names could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// Reading the foreign keys that point at tables failed.
    #[error("can't read which foreign keys point at the tables")]
    Incoming(#[source] QueryError),
    /// Reading the names of constraints failed.
    #[error("can't read the names of constraints")]
    Names(#[source] QueryError),
}

/// Where a server's list of foreign keys is quick to read: measured on 10,000 tables, where the other one takes 1.5 s on
/// MariaDB and 0.3 s on MySQL 9.7 (the right one 0.05 s each).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// `information_schema.INNODB_SYS_FOREIGN`: names are those of files there.
    Innodb,
    /// `information_schema.REFERENTIAL_CONSTRAINTS`.
    Standard,
}

fn place(session: &Session) -> Place {
    let dialect = session.server.dialect;
    match dialect.flavor {
        Flavor::MariaDb => Place::Innodb,
        Flavor::MySql if dialect.version < Version::new(8, 0, 0) => Place::Innodb,
        Flavor::MySql | Flavor::OceanBase | Flavor::TiDb => Place::Standard,
    }
}

/// The foreign keys that point at these tables, sorted; children in other databases included as far as the account may
/// see them.
///
/// # Errors
/// [`ReferenceError::Incoming`].
pub async fn references_to(session: &mut Session, names: &[Name]) -> Result<Vec<Reference>, ReferenceError> {
    let few = (names.len() <= NAMES_A_STATEMENT).then_some(names);
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let rows = rows(session, incoming_sql, few).await.map_err(ReferenceError::Incoming)?;
    let wanted: HashSet<Name> = names.iter().map(|name| session.server.fold(name)).collect();
    let mut references = Vec::new();
    for row in &rows {
        let reference = reference(row).map_err(ReferenceError::Incoming)?;
        // The server compares these without case, even where table names differ by it.
        if wanted.contains(&session.server.fold(&reference.parent)) {
            references.push(reference);
        }
    }
    references.sort_unstable();
    Ok(references)
}

/// The names that foreign keys and CHECK constraints have taken in the database.
///
/// # Errors
/// [`ReferenceError::Names`].
pub async fn constraint_names(session: &mut Session) -> Result<ConstraintNames, ReferenceError> {
    let keys = rows(session, names_sql, None).await.map_err(ReferenceError::Names)?;
    let mut names = ConstraintNames { foreign_keys: set(&keys)?, checks: HashSet::new() };
    let dialect = session.server.dialect;
    let unique_checks = dialect.stores_checks()
        && dialect.check_name_scope() == shadowtable_schema::dialect::ConstraintScope::Database;
    if unique_checks {
        let sql = format!(
            "SELECT CONSTRAINT_NAME FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = {}",
            literal::quote(session.server.database.as_str())
        );
        names.checks = set(&session.query(&sql).await.map_err(ReferenceError::Names)?)?;
    }
    Ok(names)
}

fn set(rows: &[Row]) -> Result<HashSet<Name>, ReferenceError> {
    rows.iter().map(|row| row::name(row, 0)).collect::<Result<_, _>>().map_err(ReferenceError::Names)
}

/// Asks at the quick place, and at the standard one if the account may not.
async fn rows(
    session: &mut Session,
    sql: fn(&Name, Place, Option<&[Name]>) -> String,
    names: Option<&[Name]>,
) -> Result<Vec<Row>, QueryError> {
    let place = place(session);
    let database = session.server.database.clone();
    match session.query(&sql(&database, place, names)).await {
        Err(error) if place == Place::Innodb && error.is_refusal(PRIVILEGE_MISSING) => {
            session.query(&sql(&database, Place::Standard, names)).await
        }
        answer => answer,
    }
}

fn incoming_sql(database: &Name, place: Place, names: Option<&[Name]>) -> String {
    match place {
        Place::Standard => {
            let mut sql = format!(
                "SELECT REFERENCED_TABLE_NAME, CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME \
                 FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = {}",
                literal::quote(database.as_str())
            );
            if let Some(names) = names {
                sql.push_str(" AND REFERENCED_TABLE_NAME IN (");
                list_into(names, &mut sql);
                sql.push(')');
            }
            sql
        }
        Place::Innodb => {
            let mut sql = format!(
                "SELECT {}, {}, {}, SUBSTRING(ID, 1 + LOCATE('/', ID)) \
                 FROM information_schema.INNODB_SYS_FOREIGN WHERE ",
                from_file_name("SUBSTRING_INDEX(REF_NAME, '/', -1)"),
                from_file_name("SUBSTRING_INDEX(FOR_NAME, '/', 1)"),
                from_file_name("SUBSTRING_INDEX(FOR_NAME, '/', -1)"),
            );
            match names {
                None => in_database("REF_NAME", database, &mut sql),
                Some(names) => {
                    let files: Vec<String> = names
                        .iter()
                        .map(|name| format!("CONCAT({}, '/', {})", file_name(database), file_name(name)))
                        .collect();
                    sql.push_str("REF_NAME IN (");
                    sql.push_str(&files.join(", "));
                    sql.push(')');
                }
            }
            sql
        }
    }
}

fn names_sql(database: &Name, place: Place, _: Option<&[Name]>) -> String {
    match place {
        Place::Standard => format!(
            "SELECT CONSTRAINT_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = {}",
            literal::quote(database.as_str())
        ),
        Place::Innodb => {
            // Only the database's part of an id is a file's name; the constraint's is as written.
            let mut sql = "SELECT SUBSTRING(ID, 1 + LOCATE('/', ID)) \
                           FROM information_schema.INNODB_SYS_FOREIGN WHERE "
                .to_owned();
            in_database("ID", database, &mut sql);
            sql
        }
    }
}

fn in_database(column: &str, database: &Name, sql: &mut String) {
    use std::fmt::Write;
    let file = file_name(database);
    let _ = write!(sql, "SUBSTRING_INDEX({column}, '/', 1) = {file}");
}

/// A name as the server writes it in file names (`pa-rent` is `pa@002drent`), computed by the server itself.
fn file_name(name: &Name) -> String {
    format!("CAST(CONVERT({} USING filename) AS BINARY)", literal::quote(name.as_str()))
}

/// The name that a file's name stands for.
fn from_file_name(expression: &str) -> String {
    format!("CONVERT(CONVERT(CAST({expression} AS BINARY) USING filename) USING utf8)")
}

fn reference(row: &Row) -> Result<Reference, QueryError> {
    Ok(Reference {
        parent: row::name(row, 0)?,
        child_database: row::name(row, 1)?,
        child: row::name(row, 2)?,
        constraint: row::name(row, 3)?,
    })
}
