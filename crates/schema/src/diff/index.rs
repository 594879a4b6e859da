//! Keys: matched by name; one that differs is dropped and made again.

use super::Side;
use crate::change::Change;
use crate::model::{Index, IndexOption, KeyPart, KeyTarget};

pub fn dropped(from: &Side<'_>, to: &Side<'_>, changes: &mut Vec<Change>) {
    for index in keys(from) {
        match twin(index, to) {
            None => changes.push(Change::DropIndex(index.given.clone())),
            Some(wanted)
                if !same(index.normal, wanted.normal) && !only_hidden(index.normal, wanted.normal) =>
            {
                changes.push(Change::DropIndex(index.given.clone()));
            }
            Some(_) => {}
        }
    }
}

pub fn added(from: &Side<'_>, to: &Side<'_>, changes: &mut Vec<Change>) {
    for wanted in keys(to) {
        match twin(wanted, from) {
            None => changes.push(Change::AddIndex(wanted.given.clone())),
            Some(index) if same(index.normal, wanted.normal) => {}
            Some(index) if only_hidden(index.normal, wanted.normal) => {
                changes.push(Change::HideIndex { from: index.given.clone(), to: wanted.given.clone() });
            }
            Some(_) => changes.push(Change::AddIndex(wanted.given.clone())),
        }
    }
}

/// A key as it was given and in its normal form.
#[derive(Clone, Copy)]
struct Key<'a> {
    given: &'a Index,
    normal: &'a Index,
}

fn keys<'a>(side: &'a Side<'_>) -> impl Iterator<Item = Key<'a>> {
    side.given.indexes.iter().zip(&side.normal.indexes).map(|(given, normal)| Key { given, normal })
}

/// The key of the same name on the other side.
fn twin<'a>(key: Key<'_>, other: &'a Side<'_>) -> Option<Key<'a>> {
    let same_name = |one: &Key<'_>| match (&key.given.name, &one.given.name) {
        (Some(left), Some(right)) => left.same_folded(right),
        (None, None) => one.given.kind == key.given.kind,
        _ => false,
    };
    keys(other).find(same_name)
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
