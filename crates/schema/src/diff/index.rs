//! Keys: matched by name; one that differs is dropped and made again.

use super::Side;
use crate::change::Change;
use crate::model::{Index, IndexOption, KeyPart, KeyTarget};

pub fn dropped(from: &Side<'_>, to: &Side<'_>, changes: &mut Vec<Change>) {
    for index in &from.given.indexes {
        match twin(index, to) {
            None => changes.push(Change::DropIndex(index.clone())),
            Some(wanted) if !same(index, wanted) && !only_hidden(index, wanted) => {
                changes.push(Change::DropIndex(index.clone()));
            }
            Some(_) => {}
        }
    }
}

pub fn added(from: &Side<'_>, to: &Side<'_>, changes: &mut Vec<Change>) {
    for wanted in &to.given.indexes {
        match twin(wanted, from) {
            None => changes.push(Change::AddIndex(wanted.clone())),
            Some(index) if same(index, wanted) => {}
            Some(index) if only_hidden(index, wanted) => {
                changes.push(Change::HideIndex { from: index.clone(), to: wanted.clone() });
            }
            Some(_) => changes.push(Change::AddIndex(wanted.clone())),
        }
    }
}

/// The key of the same name on the other side.
fn twin<'a>(index: &Index, other: &'a Side<'_>) -> Option<&'a Index> {
    match &index.name {
        Some(name) => other.given.index(name),
        None => other.given.indexes.iter().find(|one| one.name.is_none() && one.kind == index.kind),
    }
}

fn same(left: &Index, right: &Index) -> bool {
    let Index { kind, name: _, parts, options } = left;
    kind == &right.kind && options == &right.options && same_parts(parts, &right.parts)
}

/// Column names in keys ignore case: a key keeps the case it was written in.
fn same_parts(left: &[KeyPart], right: &[KeyPart]) -> bool {
    left.len() == right.len()
        && left.iter().zip(right).all(|(left, right)| {
            let KeyPart { target, length, suffix } = left;
            let same_target = match (target, &right.target) {
                (KeyTarget::Column(left), KeyTarget::Column(right)) => left.same_folded(right),
                (left, right) => left == right,
            };
            same_target && length == &right.length && suffix == &right.suffix
        })
}

/// Whether two keys differ in nothing but being hidden.
fn only_hidden(left: &Index, right: &Index) -> bool {
    let shown = |index: &Index| {
        let mut index = index.clone();
        index.options.retain(|option| !matches!(option, IndexOption::Hidden(..)));
        index
    };
    same(&shown(left), &shown(right))
}
