//! Changes of keys.

use super::super::column::Column;
use super::super::features::Features;
use super::super::index::{Index, IndexKind, Part, PartBase, column_part};
use super::super::rng::Rng;
use super::super::table::Table;
use super::super::text;

fn any<'a>(table: &'a mut Table, rng: &mut Rng) -> Option<&'a mut Index> {
    let at = rng.below(table.indexes.len());
    table.indexes.get_mut(at)
}

/// A new key.
pub(super) fn add(table: &mut Table, next: &mut u32, rng: &mut Rng, features: &Features) {
    *next += 1;
    let index = Index::random(format!("k{next}"), &table.columns, rng, features);
    let at = rng.below(table.indexes.len() + 1);
    table.indexes.splice(at..at, index);
}

/// A key goes.
pub(super) fn drop(table: &mut Table, _next: &mut u32, rng: &mut Rng, _features: &Features) {
    if !table.indexes.is_empty() {
        table.indexes.remove(rng.below(table.indexes.len()));
    }
}

/// A part more, a part less, another order, or another prefix or direction.
pub(super) fn parts(table: &mut Table, _next: &mut u32, rng: &mut Rng, features: &Features) {
    let columns = table.columns.clone();
    let Some(column) = rng.pick(&columns) else { return };
    let Some(index) = any(table, rng) else { return };
    let at = rng.below(index.parts.len());
    match rng.below(6) {
        0 => index.parts.insert(at, column_part(column, rng, features)),
        1 if index.parts.len() > 1 => {
            index.parts.remove(at);
        }
        2 => index.parts.rotate_left(1),
        3 => {
            if let Some(part) = index.parts.get_mut(at) {
                part.descending = !part.descending;
            }
        }
        _ => {
            if let Some(part) = index.parts.get_mut(at) {
                change_base(part, &columns, rng, features);
            }
        }
    }
}

fn change_base(part: &mut Part, columns: &[Column], rng: &mut Rng, features: &Features) {
    match &mut part.base {
        PartBase::Expression(expression) => *expression = expression.changed(rng),
        PartBase::Column { name, .. } => {
            if let Some(column) = columns.iter().find(|column| column.name == *name) {
                *part = column_part(column, rng, features);
            }
        }
    }
}

/// UNIQUE, or not.
pub(super) fn kind(table: &mut Table, _next: &mut u32, rng: &mut Rng, _features: &Features) {
    if let Some(index) = any(table, rng) {
        index.kind = match index.kind {
            IndexKind::Unique => IndexKind::Plain,
            IndexKind::Plain => IndexKind::Unique,
            other => other,
        };
    }
}

/// Hidden, comment, parser and other clauses.
pub(super) fn options(table: &mut Table, _next: &mut u32, rng: &mut Rng, features: &Features) {
    let Some(index) = any(table, rng) else { return };
    match rng.below(5) {
        0 => index.hidden = !index.hidden,
        1 => index.comment = rng.maybe(70, |rng| text::comment(rng, features)),
        2 => index.parser = rng.maybe(60, |rng| rng.pick(features.indexes.parsers).copied()).flatten(),
        3 if index.kind == IndexKind::Vector => index.option = rng.pick(features.indexes.vector).copied(),
        3 => index.option = rng.maybe(60, |rng| rng.pick(features.indexes.options).copied()).flatten(),
        _ => index.global = rng.maybe(60, |rng| rng.chance(50)),
    }
}

/// Another name.
pub(super) fn rename(table: &mut Table, next: &mut u32, rng: &mut Rng, _features: &Features) {
    *next += 1;
    if let Some(index) = any(table, rng)
        && index.kind != IndexKind::Primary
    {
        index.name = format!("k{next}");
    }
}

/// Another primary key, or none, or one for the first time.
pub(super) fn primary(table: &mut Table, _next: &mut u32, rng: &mut Rng, _features: &Features) {
    let columns: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    let count = 1 + rng.below(2);
    let chosen = rng.sample(&columns, count);
    let names: Vec<&str> = chosen.iter().map(String::as_str).collect();
    let fresh = Index::over("PRIMARY".to_owned(), IndexKind::Primary, &names);
    let had = table.primary().is_some();
    if rng.chance(70) || !had {
        table.indexes.retain(|index| index.kind != IndexKind::Primary);
        table.indexes.insert(0, fresh);
    } else {
        table.indexes.retain(|index| index.kind != IndexKind::Primary);
    }
}
