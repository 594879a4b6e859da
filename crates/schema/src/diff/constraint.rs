//! Foreign keys, CHECKs and periods: matched by content, since their names differ between twins.

use super::{Side, matched};
use crate::Name;
use crate::change::Change;
use crate::model::{Check, ForeignKey, ParentTable};

pub fn dropped(from: &Side<'_>, to: &Side<'_>, changes: &mut Vec<Change>) {
    let keys = matched(&from.normal.foreign_keys, &to.normal.foreign_keys, same_key);
    let gone = left_over(&from.given.foreign_keys, keys.iter().map(|pair| pair.0));
    changes.extend(gone.map(Change::DropForeignKey));
    let checks = matched(&from.normal.checks, &to.normal.checks, same_check);
    changes.extend(left_over(&from.given.checks, checks.iter().map(|pair| pair.0)).map(Change::DropCheck));
    let periods = matched(&from.normal.periods, &to.normal.periods, PartialEq::eq);
    changes.extend(left_over(&from.given.periods, periods.iter().map(|pair| pair.0)).map(Change::DropPeriod));
}

pub fn added(from: &Side<'_>, to: &Side<'_>, changes: &mut Vec<Change>) {
    let periods = matched(&from.normal.periods, &to.normal.periods, PartialEq::eq);
    changes.extend(left_over(&to.given.periods, periods.iter().map(|pair| pair.1)).map(Change::AddPeriod));
    let checks = matched(&from.normal.checks, &to.normal.checks, same_check);
    changes.extend(left_over(&to.given.checks, checks.iter().map(|pair| pair.1)).map(Change::AddCheck));
    let keys = matched(&from.normal.foreign_keys, &to.normal.foreign_keys, same_key);
    let new = left_over(&to.given.foreign_keys, keys.iter().map(|pair| pair.1));
    changes.extend(new.map(Change::AddForeignKey));
}

/// Copies of the members whose positions are not taken.
fn left_over<T: Clone>(all: &[T], taken: impl Iterator<Item = usize>) -> impl Iterator<Item = T> {
    let taken: Vec<usize> = taken.collect();
    all.iter().enumerate().filter(move |(at, _)| !taken.contains(at)).map(|(_, one)| one.clone())
}

fn same_key(left: &ForeignKey, right: &ForeignKey) -> bool {
    let ForeignKey { name: _, columns, parent, parent_columns, on_delete, on_update, verbatim } = left;
    let ParentTable { database, name } = parent;
    same_names(columns, &right.columns)
        && database == &right.parent.database
        && name == &right.parent.name
        && same_names(parent_columns, &right.parent_columns)
        && on_delete == &right.on_delete
        && on_update == &right.on_update
        && verbatim == &right.verbatim
}

fn same_names(left: &[Name], right: &[Name]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(left, right)| left.same_folded(right))
}

fn same_check(left: &Check, right: &Check) -> bool {
    let Check { name: _, expression, not_enforced } = left;
    expression == &right.expression && not_enforced.is_some() == right.not_enforced.is_some()
}
