//! Rewriting: of a source's definition becomes the shadow as it should be.
//!
//! One file a noun. What may differ on purpose between a source and its shadow is decided here and nowhere else.
//!
//! Expressions (generated columns, CHECK, defaults, keys, partitions) are taken over as they are. MySQL and MariaDB let a
//! user write the table's own name into them, even with its database, and print them without; OceanBase refuses to read
//! such an expression (1054). `tests/rewrite.rs` looks for one in everything that servers have printed.

mod check;
mod column;
mod foreign_key;
mod notice;
mod table_option;
mod unsuitable;

pub use foreign_key::ForeignKeyPolicy;
pub use notice::{Notice, Omission};
pub use unsuitable::{Unsuitable, unsuitable};

use crate::{Folding, Rule};
use shadowtable_schema::model::Table;
use shadowtable_schema::{Dialect, Name};

/// What rewriting needs to know besides the source; the same for all pairs of a plan.
#[derive(Clone, Copy)]
pub struct RewriteInput<'a> {
    /// The server that printed the source.
    pub dialect: Dialect,
    /// The database that source and shadow are in; `None` where nobody knows (a dump's text).
    pub database: Option<&'a Name>,
    /// How shadows are named.
    pub rule: &'a Rule,
    /// How the server compares names of tables.
    pub folding: Folding,
    /// What becomes of foreign keys.
    pub foreign_keys: ForeignKeyPolicy,
    /// The shadow of the parent of that name in the same database, if it is usable.
    pub usable_shadow: &'a (dyn Fn(&Name) -> Option<Name> + Sync),
    /// Whether a foreign key of this database has that name already; without case, as servers compare these names.
    pub taken_foreign_keys: &'a (dyn Fn(&Name) -> bool + Sync),
    /// The same for CHECK constraints; asked only where their names are unique in the database.
    pub taken_checks: &'a (dyn Fn(&Name) -> bool + Sync),
}

/// The shadow as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its definition.
    pub table: Table,
    /// In what it differs from its source more than in names, and which keys reference real tables.
    pub notices: Vec<Notice>,
}

/// Makes of `source` the table that its shadow, named `shadow`, should be. The same inputs give the same table.
pub fn rewrite(source: &Table, shadow: &Name, input: &RewriteInput<'_>) -> Wanted {
    let Table {
        modifier,
        name,
        columns,
        indexes,
        periods,
        foreign_keys,
        checks,
        verbatim,
        options,
        partitioning,
    } = source;
    let mut notices = Vec::new();
    let own = foreign_key::Own { source: name, shadow };
    let renamed = check::Checks::new(name, input);
    let table = Table {
        modifier: modifier.clone(),
        name: shadow.clone(),
        columns: columns.iter().map(|one| renamed.in_column(column::rewrite(one, &mut notices))).collect(),
        indexes: indexes.clone(),
        periods: periods.clone(),
        foreign_keys: foreign_key::rewrite(foreign_keys, own, source, input, &mut notices),
        checks: renamed.rewrite(checks),
        verbatim: verbatim.clone(),
        options: table_option::rewrite(options, &mut notices),
        partitioning: partitioning.clone(),
    };
    Wanted { table, notices }
}
