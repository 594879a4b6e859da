//! What foreign keys ask of both their tables.

use super::super::column::Column;
use super::super::data_type::{DataType, Family};
use super::super::database::Database;
use super::super::features::{Features, Flavor};
use super::super::foreign_key::ForeignKey;
use super::super::index::{Index, IndexKind, Part, PartBase};
use super::super::table::Table;
use super::check::{LONG_NAME, short_name};

/// Removes keys that can't be, and makes the columns of children like those of their parents; if `strict`, a key whose
/// columns differ is removed, too.
pub(super) fn repair(database: &mut Database, features: &Features, strict: bool) {
    for child in 0..database.tables.len() {
        let keys = database.tables.get(child).map(|table| table.foreign_keys.clone()).unwrap_or_default();
        let mut kept: Vec<ForeignKey> = Vec::new();
        for mut key in keys {
            let Some(table) = database.tables.get(child) else { continue };
            let overlaps =
                kept.iter().any(|other| other.columns.iter().any(|column| key.columns.contains(column)));
            let Some(types) = possible_types(&key, table, database, features) else { continue };
            if overlaps || (strict && !fits(&key, table, &types)) {
                continue;
            }
            if let Some(table) = database.tables.get_mut(child) {
                adapt(&mut key, table, types);
                kept.push(key);
            }
        }
        if let Some(table) = database.tables.get_mut(child) {
            table.foreign_keys = kept;
        }
    }
}

/// The types that the child's columns must have; none if the key can't be.
fn possible_types(
    key: &ForeignKey,
    child: &Table,
    database: &Database,
    features: &Features,
) -> Option<Vec<DataType>> {
    let parent = database.table(&key.parent)?;
    let ordinary = |table: &Table| {
        (features.partitions.foreign_keys || table.partitioning.is_none())
            && table.options.engine.is_none()
            && !table.options.versioned
    };
    let distinct =
        key.columns.iter().enumerate().all(|(at, name)| !key.columns.iter().skip(at + 1).any(|n| n == name));
    let same =
        child.name == parent.name && key.columns.iter().any(|column| key.parent_columns.contains(column));
    if !ordinary(child) || !ordinary(parent) || !distinct || same {
        return None;
    }
    if key.columns.is_empty() || key.columns.len() != key.parent_columns.len() {
        return None;
    }
    if !parent.indexes.iter().any(|index| is_referable(index, &key.parent_columns)) {
        return None;
    }
    if !key.columns.iter().all(|name| child.column(name).is_some_and(|column| may_refer(column, child))) {
        return None;
    }
    if confuses_server(key, child, features) {
        return None;
    }
    let pairs = key.columns.iter().zip(&key.parent_columns);
    pairs
        .map(|(name, parent_name)| {
            let (column, referred) = (child.column(name)?, parent.column(parent_name)?);
            let alike = column.data_type.family() == referred.data_type.family();
            if alike { type_for_child(referred, parent, child) } else { None }
        })
        .collect()
}

/// Whether the key is one to refer to: unique and over exactly these whole columns.
fn is_referable(index: &Index, columns: &[String]) -> bool {
    matches!(index.kind, IndexKind::Primary | IndexKind::Unique)
        && !index.hidden
        // MariaDB finds no key to refer to in a unique hash (1005).
        && index.option != Some("USING HASH")
        && index.parts.len() == columns.len()
        && index.parts.iter().zip(columns).all(|(part, column)| *part == Part::column(column))
}

/// Keys that a server trips over for reasons of its own.
fn confuses_server(key: &ForeignKey, child: &Table, features: &Features) -> bool {
    match features.flavor {
        // A FULLTEXT key, or one over the first characters of the column, is taken for one over the column (1005).
        Flavor::MariaDb => {
            child.indexes.iter().any(|index| match index.parts.first().map(|part| &part.base) {
                Some(PartBase::Column { name, prefix }) => {
                    (prefix.is_some() || index.kind == IndexKind::Fulltext) && key.columns.contains(name)
                }
                _ => false,
            })
        }
        _ => false,
    }
}

fn may_refer(column: &Column, table: &Table) -> bool {
    let partitioned = table.partitioning.as_ref().is_some_and(|by| by.columns().contains(&column.name));
    column.generated.is_none() && !column.auto_increment && !partitioned
}

/// The parent's type, with the parent's collation written out where the child's table has another one.
fn type_for_child(column: &Column, parent: &Table, child: &Table) -> Option<DataType> {
    let family = column.data_type.family();
    if !matches!(family, Family::Integer | Family::Text) || column.generated.is_some() {
        return None;
    }
    let mut data_type = column.data_type.clone();
    let default = parent.options.effective_collation();
    if let Some(collation) = data_type.collation_mut()
        && collation.is_none()
        && default != child.options.effective_collation()
    {
        *collation = Some(default);
    }
    Some(data_type)
}

fn fits(key: &ForeignKey, table: &Table, types: &[DataType]) -> bool {
    key.columns
        .iter()
        .zip(types)
        .all(|(name, data_type)| table.column(name).is_some_and(|column| column.data_type == *data_type))
}

fn adapt(key: &mut ForeignKey, table: &mut Table, types: Vec<DataType>) {
    let computed: Vec<String> = table
        .columns
        .iter()
        .filter_map(|column| column.generated.as_ref())
        .flat_map(|generated| generated.expression.columns.clone())
        .collect();
    if table.name.chars().count() > LONG_NAME && key.name.is_none() {
        let columns: String = key.columns.join("_").chars().take(20).collect();
        key.name = Some(format!("fk_{}_{columns}", short_name(table)));
    }
    let mut nullable = true;
    for (name, data_type) in key.columns.iter().zip(types) {
        if let Some(column) = table.column_mut(name) {
            column.data_type = data_type;
            column.compressed = false;
            nullable &= column.nullable;
        }
    }
    if key.writes() && key.columns.iter().any(|column| computed.contains(column)) {
        key.on_delete = None;
        key.on_update = None;
    }
    if !nullable && key.sets_null() {
        key.on_delete = key.on_delete.filter(|action| *action != "SET NULL");
        key.on_update = key.on_update.filter(|action| *action != "SET NULL");
    }
}
