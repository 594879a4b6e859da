//! What SHOW CREATE TABLE leaves out: MariaDB's spatial references, OceanBase's bounds of subpartitions.

use crate::catalog::list_into;
use crate::query::QueryError;
use crate::row;
use crate::session::Session;
use mysql_async::Row;
use shadowtable_schema::{Flavor, Name, literal};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::OnceCell;

/// What one table's definition leaves out. Empty for nearly every table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// MariaDB: the `REF_SYSTEM_ID` of each spatial column; 0 when none was given.
    pub spatial_references: Vec<SpatialReference>,
    /// OceanBase: the bounds of RANGE and LIST subpartitions, by partition and position.
    pub subpartition_bounds: Vec<SubpartitionBound>,
}

/// A spatial column's reference system, from `information_schema.GEOMETRY_COLUMNS`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpatialReference {
    /// The column.
    pub column: Name,
    /// The reference system's id.
    pub ref_system_id: u32,
}

/// A subpartition's bound, from `oceanbase.DBA_TAB_SUBPARTITIONS`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubpartitionBound {
    /// The partition.
    pub partition: Name,
    /// The subpartition: with a template, the partition's name, `s` and the template's name.
    pub subpartition: Name,
    /// The values, without parentheses, as OceanBase prints them.
    pub high_value: String,
}

/// The extras of some or all tables of the database.
pub type ByTable = HashMap<Name, Extras>;

/// Questions about a few tables before one about all: on MariaDB with 10,000 tables the former takes 0.1 s, the latter
/// opens every table and takes 0.7 s.
const QUESTIONS_ABOUT_FEW: usize = 6;

/// How extras are come by in one reading: asked for table by table at first, for the whole database once that pays.
#[derive(Default)]
pub struct Source {
    asked: AtomicUsize,
    all: OnceCell<ByTable>,
}

impl Source {
    /// The extras of these tables; of others too, perhaps.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn of<'a>(
        &'a self,
        session: &mut Session,
        names: &[Name],
    ) -> Result<Cow<'a, ByTable>, QueryError> {
        if self.asked.fetch_add(1, Ordering::Relaxed) < QUESTIONS_ABOUT_FEW {
            return read(session, Some(names)).await.map(Cow::Owned);
        }
        self.all.get_or_try_init(|| read(session, None)).await.map(Cow::Borrowed)
    }
}

/// Whether this text is of a table that may have extras.
pub fn may_have(flavor: Flavor, text: &str) -> bool {
    match flavor {
        Flavor::MariaDb => {
            // Column types print in lower case; `point` is in `multipoint`, `geometry` in `geometrycollection`.
            ["` point", "` geometry", "` linestring", "` polygon", "` multi"]
                .iter()
                .any(|word| text.contains(word))
        }
        Flavor::OceanBase => text.contains("subpartition by range") || text.contains("subpartition by list"),
        Flavor::MySql | Flavor::TiDb => false,
    }
}

/// Reads the extras of these tables, or of all tables of the database, in one statement. Neither view has an index: a
/// question costs at least the whole list of names.
async fn read(session: &mut Session, names: Option<&[Name]>) -> Result<ByTable, QueryError> {
    match session.server.dialect.flavor {
        Flavor::MariaDb => {
            let columns = "G_TABLE_NAME, G_GEOMETRY_COLUMN, SRID FROM information_schema.GEOMETRY_COLUMNS";
            let sql = question(session, columns, "G_TABLE_SCHEMA", "G_TABLE_NAME", names, "");
            collect(&session.query(&sql).await?, spatial)
        }
        Flavor::OceanBase => {
            let columns = "TABLE_NAME, PARTITION_NAME, SUBPARTITION_NAME, HIGH_VALUE \
                           FROM oceanbase.DBA_TAB_SUBPARTITIONS";
            let order = " ORDER BY TABLE_NAME, PARTITION_POSITION, SUBPARTITION_POSITION";
            let sql = question(session, columns, "TABLE_OWNER", "TABLE_NAME", names, order);
            collect(&session.query(&sql).await?, bound)
        }
        Flavor::MySql | Flavor::TiDb => Ok(ByTable::new()),
    }
}

fn question(
    session: &Session,
    columns: &str,
    schema_column: &str,
    name_column: &str,
    names: Option<&[Name]>,
    order: &str,
) -> String {
    let database = literal::quote(session.server.database.as_str());
    let mut sql = format!("SELECT {columns} WHERE {schema_column} = {database}");
    if let Some(names) = names {
        sql.push_str(" AND ");
        sql.push_str(name_column);
        sql.push_str(" IN (");
        list_into(names, &mut sql);
        sql.push(')');
    }
    sql.push_str(order);
    sql
}

fn collect(
    rows: &[Row],
    add: impl Fn(&Row, &mut Extras) -> Result<(), QueryError>,
) -> Result<ByTable, QueryError> {
    let mut tables = ByTable::new();
    for row in rows {
        add(row, tables.entry(row::name(row, 0)?).or_default())?;
    }
    Ok(tables)
}

fn spatial(row: &Row, extras: &mut Extras) -> Result<(), QueryError> {
    let id = row::optional_number(row, 2)?.unwrap_or(0);
    let ref_system_id = u32::try_from(id)
        .map_err(|_| QueryError::Malformed { what: "a reference system's id was expected" })?;
    extras.spatial_references.push(SpatialReference { column: row::name(row, 1)?, ref_system_id });
    Ok(())
}

fn bound(row: &Row, extras: &mut Extras) -> Result<(), QueryError> {
    extras.subpartition_bounds.push(SubpartitionBound {
        partition: row::name(row, 1)?,
        subpartition: row::name(row, 2)?,
        high_value: row::text(row, 3)?,
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_texts_that_leave_something_out_cost_a_question() {
        assert!(may_have(Flavor::MariaDb, "  `p` multipolygon NOT NULL,"));
        assert!(!may_have(Flavor::MariaDb, "  `point` int(11) NOT NULL,"));
        assert!(!may_have(Flavor::MySql, "  `p` point NOT NULL,"));
        assert!(may_have(Flavor::OceanBase, " partition by range(a) subpartition by list columns(b)"));
        assert!(!may_have(Flavor::OceanBase, " partition by range(a) subpartition by hash(b)"));
    }
}
