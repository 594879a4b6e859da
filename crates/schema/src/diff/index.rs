//! Keys: matched by name; one that differs is dropped and made again. One that has no match and differs from another
//! without match in its name only is renamed.

use super::Side;
use crate::Dialect;
use crate::change::Change;
use crate::model::{Index, IndexOption, KeyPart, KeyTarget};
use std::cell::LazyCell;

pub fn dropped(from: &Side<'_>, to: &Side<'_>, dialect: Dialect, changes: &mut Vec<Change>) {
    let renamed = LazyCell::new(|| renamed(from, to, dialect));
    for index in keys(from) {
        match twin(index, to) {
            None if renamed.iter().any(|(old, _)| old.given == index.given) => {}
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

pub fn added(from: &Side<'_>, to: &Side<'_>, dialect: Dialect, changes: &mut Vec<Change>) {
    let renamed = LazyCell::new(|| renamed(from, to, dialect));
    for wanted in keys(to) {
        match twin(wanted, from) {
            None => match renamed.iter().find(|(_, new)| new.given == wanted.given) {
                Some((old, _)) => {
                    changes.push(Change::RenameIndex { from: old.given.clone(), to: wanted.given.clone() })
                }
                None => changes.push(Change::AddIndex(wanted.given.clone())),
            },
            Some(index) if same(index.normal, wanted.normal) => {}
            Some(index) if only_hidden(index.normal, wanted.normal) => {
                changes.push(Change::HideIndex { from: index.given.clone(), to: wanted.given.clone() });
            }
            Some(_) => changes.push(Change::AddIndex(wanted.given.clone())),
        }
    }
}

/// The keys without match that differ in their names only, as they are and as wanted, on servers that rename keys.
fn renamed<'a>(from: &'a Side<'_>, to: &'a Side<'_>, dialect: Dialect) -> Vec<(Key<'a>, Key<'a>)> {
    if !dialect.renames_keys() {
        return Vec::new();
    }
    let alone = |side: &'a Side<'_>, other: &'a Side<'_>| -> Vec<Key<'a>> {
        keys(side).filter(|key| key.given.name.is_some() && twin(*key, other).is_none()).collect()
    };
    let (old, new) = (alone(from, to), alone(to, from));
    let pairs = super::matched(&old, &new, |old, new| same(old.normal, new.normal));
    pairs.into_iter().map(|(at, other)| (old[at], new[other])).collect()
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
