//! Changes of columns.

use super::super::column::{Column, trailer};
use super::super::data_type::DataType;
use super::super::features::Features;
use super::super::index::PartBase;
use super::super::rng::Rng;
use super::super::table::Table;
use super::super::text;

fn any<'a>(table: &'a mut Table, rng: &mut Rng) -> Option<&'a mut Column> {
    let at = rng.below(table.columns.len());
    table.columns.get_mut(at)
}

/// A new column anywhere.
pub(super) fn add(table: &mut Table, next: &mut u32, rng: &mut Rng, features: &Features) {
    if table.columns.len() >= 14 {
        return;
    }
    *next += 1;
    let name = text::column(rng, features, *next);
    let column = Column::random(name, &table.columns, table.options.effective_collation(), rng, features);
    let at = if rng.chance(40) { table.columns.len() } else { rng.below(table.columns.len() + 1) };
    table.columns.insert(at, column);
}

/// A column goes.
pub(super) fn drop(table: &mut Table, _next: &mut u32, rng: &mut Rng, _features: &Features) {
    if table.columns.len() > 2 {
        table.columns.remove(rng.below(table.columns.len()));
    }
}

/// A column moves.
pub(super) fn shift(table: &mut Table, _next: &mut u32, rng: &mut Rng, _features: &Features) {
    let column = table.columns.remove(rng.below(table.columns.len()));
    table.columns.insert(rng.below(table.columns.len() + 1), column);
}

/// Another type that takes the values over.
pub(super) fn convert(table: &mut Table, _next: &mut u32, rng: &mut Rng, features: &Features) {
    if let Some(column) = any(table, rng)
        && column.generated.is_none()
    {
        column.data_type = column.data_type.converted(rng, features);
    }
}

/// Another column of the same name, whose type takes the values over but which has nothing else of the one before.
pub(super) fn replace(table: &mut Table, _next: &mut u32, rng: &mut Rng, features: &Features) {
    let collation = table.options.effective_collation();
    if let Some(column) = any(table, rng)
        && column.generated.is_none()
        && !column.auto_increment
    {
        let data_type = column.data_type.converted(rng, features);
        let fresh = Column::random(column.name.clone(), &[], collation, rng, features);
        *column = Column { data_type, ..fresh };
    }
}

/// Another name, in the keys too.
pub(super) fn rename(table: &mut Table, next: &mut u32, rng: &mut Rng, features: &Features) {
    *next += 1;
    let fresh = text::column(rng, features, *next);
    let Some(column) = any(table, rng) else { return };
    let old = std::mem::replace(&mut column.name, fresh.clone());
    for part in table.indexes.iter_mut().flat_map(|index| &mut index.parts) {
        if let PartBase::Column { name, .. } = &mut part.base
            && *name == old
        {
            *name = fresh.clone();
        }
    }
}

/// NULL or NOT NULL.
pub(super) fn nullability(table: &mut Table, _next: &mut u32, rng: &mut Rng, _features: &Features) {
    if let Some(column) = any(table, rng) {
        column.nullable = !column.nullable;
    }
}

/// Another default or none.
pub(super) fn default(table: &mut Table, _next: &mut u32, rng: &mut Rng, features: &Features) {
    let collation = table.options.effective_collation();
    if let Some(column) = any(table, rng)
        && column.generated.is_none()
    {
        column.give_default(collation, rng, features);
    }
}

/// Another comment or none.
pub(super) fn comment(table: &mut Table, _next: &mut u32, rng: &mut Rng, features: &Features) {
    if let Some(column) = any(table, rng) {
        column.comment = rng.maybe(75, |rng| text::comment(rng, features));
    }
}

/// Another character set or collation.
pub(super) fn collation(table: &mut Table, _next: &mut u32, rng: &mut Rng, features: &Features) {
    if let Some(column) = any(table, rng)
        && column.generated.is_none()
    {
        column.data_type = column.data_type.with_other_collation(rng, features);
    }
}

/// UNSIGNED, or not.
pub(super) fn sign(table: &mut Table, _next: &mut u32, rng: &mut Rng, _features: &Features) {
    if let Some(column) = any(table, rng) {
        match &mut column.data_type {
            DataType::Integer { unsigned, zerofill, .. } | DataType::Decimal { unsigned, zerofill, .. } => {
                *zerofill = false;
                *unsigned = !*unsigned;
            }
            DataType::Float { unsigned, .. } => *unsigned = !*unsigned,
            _ => {}
        }
    }
}

/// AUTO_INCREMENT, or not.
pub(super) fn count(table: &mut Table, _next: &mut u32, rng: &mut Rng, _features: &Features) {
    let first = table.primary().and_then(|key| key.parts.first()).and_then(|part| part.column_name());
    let Some(name) = first.map(str::to_owned) else { return };
    let other = table.columns.iter().any(|column| column.auto_increment && column.name != name);
    if let Some(column) = table.column_mut(&name)
        && (!other || rng.chance(10))
    {
        column.auto_increment = !column.auto_increment;
    }
}

/// A generated column is computed otherwise, stored or not, or becomes an ordinary one; an ordinary one is generated.
pub(super) fn generated(table: &mut Table, _next: &mut u32, rng: &mut Rng, features: &Features) {
    let others = table.columns.clone();
    let existing: Vec<usize> = (0..others.len())
        .filter(|at| others.get(*at).is_some_and(|column| column.generated.is_some()))
        .collect();
    let Some(at) = rng.pick(&existing) else { return };
    let Some(column) = table.columns.get_mut(*at) else { return };
    match rng.below(4) {
        0 => column.generate(&others, rng, features),
        1 => column.generated = None,
        2 => {
            if let Some(generated) = &mut column.generated {
                generated.stored = !generated.stored;
            }
        }
        _ => {
            if let Some(generated) = &mut column.generated {
                generated.expression = generated.expression.changed(rng);
            }
        }
    }
}

/// INVISIBLE, or not.
pub(super) fn visibility(table: &mut Table, _next: &mut u32, rng: &mut Rng, features: &Features) {
    if let Some(column) = any(table, rng)
        && features.columns.invisible
    {
        column.invisible = !column.invisible;
    }
}

/// ON UPDATE, COMPRESSED, CHECK and the clauses of vendors.
pub(super) fn attributes(table: &mut Table, _next: &mut u32, rng: &mut Rng, features: &Features) {
    let Some(column) = any(table, rng) else { return };
    match rng.below(4) {
        0 => column.on_update = !column.on_update,
        1 => column.compressed = features.columns.compressed && !column.compressed,
        2 => column.check = column.check.as_ref().map(|check| check.changed(rng)),
        _ => column.trailer = trailer(rng, features),
    }
}
