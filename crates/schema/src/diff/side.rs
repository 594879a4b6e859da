//! One side of a comparison: a table as it was given and in its normal form.

use super::same_options;
use crate::model::{Column, DataType, Index, Table};
use crate::normalize::{Surroundings, normalize};

/// One side of a comparison: the table as given and in its normal form. Both have the same columns, keys and constraints
/// in the same order.
///
/// Of a column, a key or a partitioning that is on both sides to the letter the normal form has an outline only: whatever
/// it would be, it is the same on both, and most of a table is the same when something in it has changed.
pub struct Side<'a> {
    pub given: &'a Table,
    pub normal: Table,
}

/// Both sides of a comparison.
pub fn sides<'a>(
    current: &'a Table,
    wanted: &'a Table,
    surroundings: Surroundings<'_>,
) -> (Side<'a>, Side<'a>) {
    let side = |given, other| Side { given, normal: normalize(outlined(given, other), surroundings) };
    (side(current, wanted), side(wanted, current))
}

/// The table with outlines of what `other` has as well. What stands in a column or a key may mean another thing in a table
/// with other options: the character set that it does not name.
fn outlined(table: &Table, other: &Table) -> Table {
    if !same_options(&table.options, &other.options) {
        return table.clone();
    }
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
    } = table;
    Table {
        modifier: modifier.clone(),
        name: name.clone(),
        columns: outlines(columns, &other.columns, outline_of_column),
        indexes: outlines(indexes, &other.indexes, outline_of_index),
        periods: periods.clone(),
        foreign_keys: foreign_keys.clone(),
        checks: checks.clone(),
        verbatim: verbatim.clone(),
        options: options.clone(),
        partitioning: if *partitioning == other.partitioning { None } else { partitioning.clone() },
    }
}

/// Copies of `own`, with the outline of each that is among the `others`. Both are walked side by side, since a change
/// leaves the order of nearly all.
fn outlines<T: Clone + PartialEq>(own: &[T], others: &[T], outline: fn(&T) -> T) -> Vec<T> {
    let mut next = 0;
    let outlined = own.iter().map(|one| {
        let near = [next, next + 1].into_iter().find(|&at| others.get(at) == Some(one));
        let found = near.or_else(|| others.iter().position(|other| other == one));
        next = found.map_or(next, |at| at + 1);
        if found.is_some() { outline(one) } else { one.clone() }
    });
    outlined.collect()
}

fn outline_of_column(column: &Column) -> Column {
    Column { name: column.name.clone(), data_type: DataType::default(), clauses: Vec::new() }
}

fn outline_of_index(index: &Index) -> Index {
    Index { kind: index.kind.clone(), name: index.name.clone(), parts: Vec::new(), options: Vec::new() }
}
