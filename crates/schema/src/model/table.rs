//! A table: its columns, keys, constraints, options and partitions.

use super::{Check, Column, ForeignKey, Index, Partitioning, Period, TableOption};
use crate::{Name, Sql, literal};

/// A table's whole definition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// `TEMPORARY`, `GLOBAL TEMPORARY`; no shadow is made of such a table.
    pub modifier: Option<Sql>,
    /// The name, without its database.
    pub name: Name,
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// All keys, the primary key among them.
    pub indexes: Vec<Index>,
    /// `PERIOD FOR …` (MariaDB).
    pub periods: Vec<Period>,
    /// The foreign keys.
    pub foreign_keys: Vec<ForeignKey>,
    /// The CHECK constraints that stand on their own; a column's own are among its clauses.
    pub checks: Vec<Check>,
    /// Members of the parenthesis that no rule knows.
    pub verbatim: Vec<Sql>,
    /// The options behind the parenthesis, in order.
    pub options: Vec<TableOption>,
    /// The partitioning, if there is one.
    pub partitioning: Option<Partitioning>,
}

impl Table {
    /// The column of that name; column names ignore case on every server.
    pub fn column(&self, name: &Name) -> Option<&Column> {
        self.columns.iter().find(|column| column.name.same_folded(name))
    }

    /// The foreign key of that name; names of constraints ignore case on every server.
    pub fn foreign_key(&self, name: &Name) -> Option<&ForeignKey> {
        self.foreign_keys.iter().find(|key| key.name.as_ref().is_some_and(|own| own.same_folded(name)))
    }

    /// The primary key, if there is one.
    pub fn primary_key(&self) -> Option<&Index> {
        self.indexes.iter().find(|index| index.is_primary())
    }

    /// The key of that name; key names ignore case on every server.
    pub fn index(&self, name: &Name) -> Option<&Index> {
        self.indexes.iter().find(|index| index.name.as_ref().is_some_and(|own| own.same_folded(name)))
    }

    /// The option of that name (`ENGINE`, `DEFAULT CHARSET`, …), written in upper case.
    pub fn option(&self, name: &str) -> Option<&TableOption> {
        self.options.iter().find(|option| option.name.as_str() == name)
    }

    /// The default character set of columns that name none.
    pub fn charset(&self) -> Option<&str> {
        self.option("DEFAULT CHARSET").map(|option| option.value.as_str())
    }

    /// The default collation, if it is printed.
    pub fn collation(&self) -> Option<&str> {
        self.option("COLLATE").map(|option| option.value.as_str())
    }

    /// The storage engine, if it is printed (OceanBase has none).
    pub fn engine(&self) -> Option<&str> {
        self.option("ENGINE").map(|option| option.value.as_str())
    }

    /// The table's comment.
    pub fn comment(&self) -> Option<String> {
        self.option("COMMENT").map(|option| literal::unquote(option.value.as_str()))
    }
}
