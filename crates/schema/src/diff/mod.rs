//! The difference between a table as it is and as it is wanted, as a list of [`Change`]s.
//!
//! One file a noun. Two definitions are compared in their normal form ([`crate::normalize`]); the changes carry the
//! definitions as they were given, so that what is executed is what the source's server printed.

mod column;
mod constraint;
mod index;
mod option;
mod partition;
mod side;

use crate::change::Change;
use crate::model::{Table, TableOption};
use crate::normalize::{Surroundings, is_count};
use side::{Side, sides};

/// The changes that lead from `current` to `wanted`, in an order in which they can be read; empty when both mean the
/// same. Names of tables are not compared, names of constraints say nothing.
pub fn diff(current: &Table, wanted: &Table, surroundings: Surroundings<'_>) -> Vec<Change> {
    if identical(current, wanted) {
        return Vec::new();
    }
    let (from, to) = sides(current, wanted, surroundings);
    let mut changes = Vec::new();
    constraint::dropped(&from, &to, &mut changes);
    index::dropped(&from, &to, surroundings.dialect, &mut changes);
    option::charset(&from, &to, &mut changes);
    column::changes(&from, &to, &mut changes);
    index::added(&from, &to, surroundings.dialect, &mut changes);
    option::changes(&from, &to, &mut changes);
    partition::changes(&from, &to, &mut changes);
    constraint::added(&from, &to, &mut changes);
    changes
}

/// Whether everything but the name and the numbering is the same to the letter, as it is for most pairs of a healthy
/// database.
fn identical(left: &Table, right: &Table) -> bool {
    let Table {
        name: _,
        modifier,
        columns,
        indexes,
        periods,
        foreign_keys,
        checks,
        verbatim,
        options,
        partitioning,
    } = left;
    columns == &right.columns
        && modifier == &right.modifier
        && indexes == &right.indexes
        && periods == &right.periods
        && foreign_keys == &right.foreign_keys
        && checks == &right.checks
        && verbatim == &right.verbatim
        && same_options(options, &right.options)
        && partitioning == &right.partitioning
}

/// Sources count on while their shadows do not.
fn same_options(left: &[TableOption], right: &[TableOption]) -> bool {
    let counted = |one: &&TableOption| !is_count(one);
    left.iter().filter(counted).eq(right.iter().filter(counted))
}

/// Pairs of positions of equal things in two lists; each thing is used once.
fn matched<T>(left: &[T], right: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<(usize, usize)> {
    let mut free: Vec<usize> = (0..right.len()).collect();
    let mut pairs = Vec::new();
    for (position, one) in left.iter().enumerate() {
        if let Some(found) = free.iter().position(|&other| same(one, &right[other])) {
            pairs.push((position, free.remove(found)));
        }
    }
    pairs
}
