//! Changes applied to a table in memory: what a server is expected to have after the statements ran.

use crate::change::{Change, Position, TableCharset};
use crate::model::{Column, ColumnClause, Partition, Partitioning, Table, TableOption};
use crate::{Name, Sql};

/// The table after all `changes`, in order. What a change refers to and is not there is passed over.
#[must_use]
pub fn apply(table: &Table, changes: &[Change]) -> Table {
    let mut table = table.clone();
    for change in changes {
        one(&mut table, change);
    }
    table
}

fn one(table: &mut Table, change: &Change) {
    match change {
        Change::AddColumn { column, position } => insert(table, column.clone(), position),
        Change::DropColumn(column) => drop(take(table, &column.name)),
        Change::ModifyColumn { from, to, position: Some(position) } => {
            drop(take(table, &from.name));
            insert(table, to.clone(), position);
        }
        Change::ModifyColumn { from: _, to, position: None } => {
            if let Some(column) = table.columns.iter_mut().find(|one| one.name.same_folded(&to.name)) {
                *column = to.clone();
            }
        }
        Change::MoveColumn { column, position } => {
            if let Some(column) = take(table, &column.name) {
                insert(table, column, position);
            }
        }
        Change::AddIndex(index) => table.indexes.push(index.clone()),
        Change::DropIndex(index) => remove(&mut table.indexes, |one| one == index),
        Change::HideIndex { from, to } | Change::RenameIndex { from, to } => {
            if let Some(index) = table.indexes.iter_mut().find(|one| *one == from) {
                *index = to.clone();
            }
        }
        Change::AddForeignKey(key) => table.foreign_keys.push(key.clone()),
        Change::DropForeignKey(key) => remove(&mut table.foreign_keys, |one| one == key),
        Change::AddCheck(check) => table.checks.push(check.clone()),
        Change::DropCheck(check) => remove(&mut table.checks, |one| one == check),
        Change::AddPeriod(period) => table.periods.push(period.clone()),
        Change::DropPeriod(period) => remove(&mut table.periods, |one| one == period),
        Change::SetCharset { from: _, to } => set_charset(table, to),
        Change::SetOption { from: _, to } => set_option(table, to),
        Change::ResetOption(option) => table.options.retain(|one| one.name != option.name),
        Change::Verbatim { from: _, to } => table.verbatim.clone_from(to),
        Change::PartitionTable(to)
        | Change::Repartition { from: _, to }
        | Change::AddHashPartitions { from: _, to: _, wanted: to }
        | Change::CoalescePartitions { from: _, to: _, wanted: to } => {
            table.partitioning = Some(Partitioning::clone(to));
        }
        Change::RemovePartitioning(_) => table.partitioning = None,
        Change::AddPartitions(new) => with_partitions(table, |all| all.extend(new.iter().cloned())),
        Change::DropPartitions(old) => {
            with_partitions(table, |all| all.retain(|one| !old.iter().any(|gone| gone.name == one.name)))
        }
        Change::ReorganizePartitions { from, to } => with_partitions(table, |all| reorganize(all, from, to)),
    }
}

/// Takes out the first member that fits.
fn remove<T>(all: &mut Vec<T>, fits: impl Fn(&T) -> bool) {
    if let Some(at) = all.iter().position(fits) {
        all.remove(at);
    }
}

fn take(table: &mut Table, name: &Name) -> Option<Column> {
    let at = table.columns.iter().position(|column| column.name.same_folded(name))?;
    Some(table.columns.remove(at))
}

fn insert(table: &mut Table, column: Column, position: &Position) {
    let at = match position {
        Position::First => 0,
        Position::After(name) => table
            .columns
            .iter()
            .position(|column| column.name.same_folded(name))
            .map_or(table.columns.len(), |at| at + 1),
    };
    table.columns.insert(at, column);
}

/// A new default leaves the columns as they are: those that had the old one by inheritance name it from now on.
fn set_charset(table: &mut Table, to: &TableCharset) {
    let TableCharset { charset, collation } = to;
    let old = (table.charset().map(Name::new), table.collation().map(Name::new));
    for column in table.columns.iter_mut().filter(|column| column.data_type.has_charset()) {
        let names_none = column.charset().is_none() && column.collation().is_none();
        if names_none {
            let named = old.0.clone().map(ColumnClause::CharacterSet);
            column.clauses.splice(0..0, named.into_iter().chain(old.1.clone().map(ColumnClause::Collate)));
        }
    }
    table.options.retain(|one| !matches!(one.name.as_str(), "DEFAULT CHARSET" | "COLLATE"));
    let mut set = |name: &str, value: &Option<Sql>| {
        if let Some(value) = value {
            let option = TableOption { name: name.into(), value: value.clone(), equals: true, marker: None };
            table.options.push(option);
        }
    };
    set("DEFAULT CHARSET", charset);
    set("COLLATE", collation);
}

fn set_option(table: &mut Table, to: &TableOption) {
    table.options.retain(|one| one.name != to.name);
    table.options.push(to.clone());
}

fn with_partitions(table: &mut Table, change: impl FnOnce(&mut Vec<Partition>)) {
    if let Some(Partitioning { partitions, .. }) = &mut table.partitioning {
        change(partitions);
    }
}

fn reorganize(all: &mut Vec<Partition>, from: &[Partition], to: &[Partition]) {
    let is_old = |one: &Partition| from.iter().any(|old| old.name == one.name);
    let Some(at) = all.iter().position(is_old) else { return };
    all.retain(|one| !is_old(one));
    let at = at.min(all.len());
    all.splice(at..at, to.iter().cloned());
}
