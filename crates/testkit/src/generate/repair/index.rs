//! What a key may not have.

use super::super::column::Column;
use super::super::data_type::{DataType, Family};
use super::super::default::DefaultValue;
use super::super::expression::Purpose;
use super::super::features::{Features, Flavor};
use super::super::index::{Index, IndexKind, Part, PartBase};
use super::super::table::Table;
use super::column::depends_on_session;

/// More keys than any real table has only make things slow.
const MOST_KEYS: usize = 9;
/// MyISAM and Aria have shorter keys.
const OTHER_ENGINE_BYTES: u32 = 900;

pub(super) fn repair(table: &mut Table, features: &Features) {
    let mut repaired: Vec<Index> = Vec::new();
    for mut index in std::mem::take(&mut table.indexes) {
        let second_primary =
            index.kind == IndexKind::Primary && repaired.iter().any(|other| other.kind == index.kind);
        let second_vector =
            index.kind == IndexKind::Vector && repaired.iter().any(|other| other.kind == index.kind);
        let same_place = index.kind == IndexKind::Spatial
            && repaired.iter().any(|other| other.kind == index.kind && other.parts == index.parts);
        let taken = repaired.iter().any(|other| other.name.eq_ignore_ascii_case(&index.name));
        if second_primary || second_vector || same_place || taken || repaired.len() >= MOST_KEYS {
            continue;
        }
        repair_parts(&mut index, table, features);
        if features.flavor == Flavor::OceanBase {
            forget_repeated(&mut index, &repaired);
        }
        if !index.parts.is_empty() {
            repair_options(&mut index, table, features);
            repaired.push(index);
        }
    }
    table.indexes = repaired;
    forbid_null(table);
}

/// OceanBase computes an expression in a hidden column, which a second key can't have made in the same CREATE (4200).
fn forget_repeated(index: &mut Index, others: &[Index]) {
    let taken = |part: &Part| {
        part.column_name().is_none()
            && others.iter().flat_map(|other| &other.parts).any(|other| other.base == part.base)
    };
    index.parts.retain(|part| !taken(part));
}

fn repair_parts(index: &mut Index, table: &Table, features: &Features) {
    let mut seen: Vec<String> = Vec::new();
    let mut bytes = 0;
    let most = if table.options.engine.is_some() { OTHER_ENGINE_BYTES } else { features.indexes.total_bytes };
    let mut parts: Vec<Part> = Vec::new();
    for mut part in std::mem::take(&mut index.parts) {
        let Some(size) = repair_part(&mut part, index.kind, table, features) else { continue };
        let name = part.column_name().unwrap_or_default().to_owned();
        if bytes + size <= most && (name.is_empty() || !seen.contains(&name)) {
            bytes += size;
            seen.push(name);
            parts.push(part);
        }
    }
    if matches!(index.kind, IndexKind::Spatial | IndexKind::Vector) {
        parts.truncate(1);
    }
    let multi_valued = |part: &Part| match &part.base {
        PartBase::Expression(expression) => expression.is_for(Purpose::MultiValued),
        PartBase::Column { .. } => false,
    };
    if parts.iter().any(multi_valued) {
        parts.retain(multi_valued);
        parts.truncate(1);
        index.kind = IndexKind::Plain;
    }
    index.parts = parts;
    if index.kind == IndexKind::Fulltext {
        one_collation(index, table);
    }
    if index.kind.is_unique() && !index.parts.iter().any(|part| tells_rows_apart(part, table)) {
        if index.kind == IndexKind::Primary {
            index.parts.clear();
        }
        index.kind = IndexKind::Plain;
    }
}

/// The bytes the part takes; none if it can't be.
fn repair_part(part: &mut Part, kind: IndexKind, table: &Table, features: &Features) -> Option<u32> {
    part.descending &= features.indexes.descending
        && table.options.engine.is_none()
        && matches!(kind, IndexKind::Unique | IndexKind::Plain | IndexKind::Primary)
        && (kind != IndexKind::Primary || features.indexes.descending_primary);
    match &mut part.base {
        PartBase::Expression(expression) => {
            let short = expression.columns.iter().filter_map(|name| table.column(name)).all(|column| {
                let bytes = column.data_type.key_bytes(table.character_bytes(column));
                expression.is_for(Purpose::MultiValued)
                    || bytes.is_some_and(|bytes| bytes <= features.indexes.part_bytes)
            });
            let possible = short
                && features.indexes.functional
                && table.options.engine.is_none()
                && matches!(kind, IndexKind::Unique | IndexKind::Plain)
                && expression.is_over(&table.columns);
            if possible { Some(features.indexes.part_bytes) } else { None }
        }
        PartBase::Column { name, prefix } => {
            let column = table.column(name)?;
            match kind {
                IndexKind::Fulltext => {
                    *prefix = None;
                    let text = matches!(column.data_type.family(), Family::Text | Family::LongText);
                    let collation = column.collation(table.options.effective_collation());
                    let possible = text && collation.charset.fulltext && is_stored(column);
                    if possible { Some(0) } else { None }
                }
                IndexKind::Spatial | IndexKind::Vector => {
                    *prefix = None;
                    let family = if kind == IndexKind::Spatial { Family::Spatial } else { Family::Vector };
                    if column.data_type.family() == family { Some(0) } else { None }
                }
                _ => ordinary(column, prefix, kind, table, features),
            }
        }
    }
}

fn is_stored(column: &Column) -> bool {
    column.generated.is_none() && !column.compressed
}

fn ordinary(
    column: &Column,
    prefix: &mut Option<u32>,
    kind: IndexKind,
    table: &Table,
    features: &Features,
) -> Option<u32> {
    let character = table.character_bytes(column);
    let limit = features.indexes.part_bytes;
    let whole = column.data_type.key_bytes(character);
    if column.compressed || depends_on_session(column, &table.columns, features) {
        return None;
    }
    if kind == IndexKind::Primary {
        *prefix = None;
        return whole.filter(|bytes| *bytes <= limit && column.generated.is_none());
    }
    if !column.data_type.can_have_prefix() {
        *prefix = None;
        return whole;
    }
    // OceanBase computes the first characters in a column of its own, which can't be over a computed one (1235).
    let whole_only = features.flavor == Flavor::OceanBase && column.generated.is_some();
    if whole_only && whole.is_none_or(|bytes| bytes > limit) {
        return None;
    }
    if whole_only {
        *prefix = None;
    }
    let length = column.data_type.length().unwrap_or(0);
    let unit =
        if matches!(column.data_type.family(), Family::Text | Family::LongText) { character } else { 1 };
    if prefix.is_some_and(|prefix| prefix >= length || prefix * unit > limit) {
        *prefix = None;
    }
    if prefix.is_none() && whole.is_none_or(|bytes| bytes > limit) {
        *prefix = Some(10.min(length.saturating_sub(1)));
    }
    Some(prefix.map_or(whole.unwrap_or(limit), |prefix| prefix * unit))
}

/// All columns of a FULLTEXT key have the collation of the first one.
fn one_collation(index: &mut Index, table: &Table) {
    let default = table.options.effective_collation();
    let of = |part: &Part| {
        part.column_name().and_then(|name| table.column(name)).map(|column| column.collation(default))
    };
    let first = index.parts.first().and_then(of);
    index.parts.retain(|part| of(part) == first);
}

/// Whether all rows that we make differ in it.
fn tells_rows_apart(part: &Part, table: &Table) -> bool {
    match &part.base {
        PartBase::Expression(_) => true,
        PartBase::Column { name, .. } => table
            .column(name)
            .is_some_and(|column| column.generated.is_none() && column.data_type.has_many_values()),
    }
}

fn repair_options(index: &mut Index, table: &Table, features: &Features) {
    // A unique key takes the place of a primary key that is not there, and then can't be hidden.
    let may_hide = match index.kind {
        IndexKind::Primary => false,
        IndexKind::Unique => table.primary().is_some(),
        // OceanBase can't delete a row any more (4016).
        IndexKind::Fulltext => features.flavor != Flavor::OceanBase,
        _ => true,
    };
    index.hidden &= features.indexes.hidden.is_some() && may_hide;
    let no_hash = table.options.engine.is_some() || index.parts.iter().any(|part| part.descending);
    if index.option == Some("USING HASH") && no_hash {
        index.option = None;
    }
    if index.kind != IndexKind::Fulltext {
        index.parser = None;
    }
    if matches!(index.kind, IndexKind::Primary | IndexKind::Fulltext | IndexKind::Spatial) {
        index.option = None;
    }
    // MariaDB's unique hash is a hidden generated column, which can't be over AUTO_INCREMENT.
    let counts = |part: &Part| {
        part.column_name().and_then(|name| table.column(name)).is_some_and(|c| c.auto_increment)
    };
    if index.kind == IndexKind::Unique && index.option == Some("USING HASH") && index.parts.iter().any(counts)
    {
        index.option = None;
    }
    if !features.indexes.global || !matches!(index.kind, IndexKind::Unique | IndexKind::Plain) {
        index.global = None;
        index.storing.clear();
    }
    let parts = index.parts.clone();
    index.storing.retain(|name| {
        let in_key = parts.iter().any(|part| part.column_name() == Some(name));
        let in_primary = table.primary().is_some_and(|primary| primary.has_column(name));
        let keyable = table
            .column(name)
            .is_some_and(|column| column.generated.is_none() && column.data_type.key_bytes(4).is_some());
        keyable && !in_key && !in_primary
    });
}

/// Columns of primary, SPATIAL and MariaDB's vector keys are NOT NULL.
fn forbid_null(table: &mut Table) {
    let names: Vec<String> = table
        .indexes
        .iter()
        .filter(|index| matches!(index.kind, IndexKind::Primary | IndexKind::Spatial | IndexKind::Vector))
        .flat_map(|index| index.parts.iter().filter_map(|part| part.column_name().map(str::to_owned)))
        .collect();
    for name in names {
        if let Some(column) = table.column_mut(&name) {
            column.nullable = false;
            if column.default == Some(DefaultValue::Null) {
                column.default = None;
            }
            column.invisible &= column.default.is_some();
        }
    }
}

/// At most one column counts, and it is the first one of a key.
pub(super) fn repair_auto_increment(table: &mut Table) {
    let firsts: Vec<String> = table
        .indexes
        .iter()
        .filter(|index| matches!(index.kind, IndexKind::Primary | IndexKind::Unique | IndexKind::Plain))
        .filter_map(|index| index.parts.first())
        .filter_map(|part| part.column_name().map(str::to_owned))
        .collect();
    let mut found = false;
    for column in &mut table.columns {
        let whole = matches!(column.data_type, DataType::Integer { .. });
        column.auto_increment &= whole && !found && firsts.contains(&column.name);
        found |= column.auto_increment;
    }
}
