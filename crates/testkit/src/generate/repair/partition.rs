//! What a partitioned table may not have, and what its partitions must be like.

use super::super::column::Column;
use super::super::data_type::Family;
use super::super::features::{Features, Flavor};
use super::super::index::{IndexKind, Part, PartBase};
use super::super::partition::{Bound, By, Layout, Partition, Partitioning, Subpartitioning};
use super::super::table::Table;

/// TINYINT columns must hold the bounds, too.
const HIGHEST_BOUND: u32 = 100;

pub(super) fn repair(table: &mut Table, features: &Features) {
    let Some(mut partitioning) = table.partitioning.take() else { return };
    if !is_possible(&mut partitioning, table, features) {
        return;
    }
    repair_bounds(&partitioning.by, &mut partitioning.partitions);
    repair_layout(&mut partitioning, features);
    repair_names(&mut partitioning);
    partitioning.count = if partitioning.partitions.is_empty() { partitioning.count.max(1) } else { 0 };
    let both = [Bound::History, Bound::Current]
        .iter()
        .all(|bound| partitioning.partitions.iter().any(|partition| partition.bound == *bound));
    if (partitioning.partitions.is_empty() && !partitioning.by.is_counted())
        || (partitioning.by == By::SystemTime && !both)
    {
        return;
    }
    if !features.partitions.special_keys {
        table
            .indexes
            .retain(|index| matches!(index.kind, IndexKind::Primary | IndexKind::Unique | IndexKind::Plain));
    }
    if extend_unique_keys(&partitioning, table, features) {
        table.partitioning = Some(partitioning);
    }
}

fn is_possible(partitioning: &mut Partitioning, table: &Table, features: &Features) -> bool {
    let default = table.options.effective_collation();
    let wide = |column: &Column| {
        !column.collation(default).charset.fulltext && column.data_type.family() == Family::Text
            || column.compressed
    };
    if let Some(sub) = &partitioning.sub {
        let needs_bounds = features.partitions.free_subpartitions;
        let parent = needs_bounds || partitioning.by.is_range() || partitioning.by.is_list();
        if !parent || !sub.by.is_possible(&table.columns, &wide) || sub.by.columns().is_empty() {
            partitioning.sub = None;
        }
    }
    let spatial = table.has_family(&[Family::Spatial]) && !features.partitions.special_keys;
    let by_key = matches!(&partitioning.by, By::Key { columns, .. } if columns.is_empty());
    partitioning.by.is_possible(&table.columns, &wide)
        && !spatial
        && table.options.engine.is_none()
        && (!by_key || key_columns(table, features, &wide).is_some())
        && (!by_key || features.flavor != Flavor::MySql || !has_prefix(table))
        && (partitioning.by != By::SystemTime || table.options.versioned)
        && (!table.options.versioned || partitioning.by == By::SystemTime)
}

/// MySQL takes no prefix in any key beside PARTITION BY KEY () (6123 "Column 't.b' having prefix key part 'b(10)' in the
/// PARTITION BY KEY() clause is not supported", whichever key it is).
fn has_prefix(table: &Table) -> bool {
    let is_prefix = |part: &Part| matches!(part.base, PartBase::Column { prefix: Some(_), .. });
    table.indexes.iter().any(|index| index.parts.iter().any(is_prefix))
}

/// The columns that PARTITION BY KEY () stands for.
fn key_columns(table: &Table, features: &Features, wide: &dyn Fn(&Column) -> bool) -> Option<Vec<String>> {
    let names: Vec<String> =
        table.primary()?.parts.iter().filter_map(|part| part.column_name().map(str::to_owned)).collect();
    let counted = |name: &String| table.column(name).is_some_and(|column| column.auto_increment);
    if features.flavor == Flavor::OceanBase && names.iter().any(counted) {
        return None;
    }
    let by = By::Key { linear: false, algorithm: false, columns: names.clone() };
    if by.is_possible(&table.columns, wide) { Some(names) } else { None }
}

/// Bounds ascend, values are disjoint, and what takes everything else comes last.
fn repair_bounds(by: &By, partitions: &mut Vec<Partition>) {
    let mut lowest = 0;
    let mut seen: Vec<u32> = Vec::new();
    let mut null_seen = false;
    let mut closed = false;
    partitions.retain_mut(|partition| {
        let keep = match &mut partition.bound {
            Bound::None => by.is_counted(),
            Bound::LessThan(limit) => {
                let ascends = by.is_range() && *limit > lowest && *limit <= HIGHEST_BOUND;
                lowest = lowest.max(*limit);
                ascends
            }
            Bound::MaxValue => by.is_range(),
            Bound::In { numbers, null } => {
                numbers.retain(|number| !seen.contains(number) && *number <= HIGHEST_BOUND);
                numbers.dedup();
                seen.extend(numbers.iter().copied());
                *null &= !null_seen && by.columns().len() == 1;
                null_seen |= *null;
                by.is_list() && !numbers.is_empty()
            }
            Bound::Default => by.is_list() && by.columns().len() == 1,
            Bound::History | Bound::Current => *by == By::SystemTime,
        };
        let keep = keep && !closed;
        closed |= keep && matches!(partition.bound, Bound::MaxValue | Bound::Default | Bound::Current);
        keep
    });
}

fn repair_layout(partitioning: &mut Partitioning, features: &Features) {
    let Some(Subpartitioning { by, layout }) = &mut partitioning.sub else {
        partitioning.partitions.iter_mut().for_each(|partition| partition.children.clear());
        return;
    };
    let mut possible = by.is_counted() || features.partitions.free_subpartitions;
    match layout {
        Layout::Count(_) => possible &= by.is_counted(),
        Layout::Template(template) => {
            repair_bounds(by, template);
            possible &= !template.is_empty() && features.partitions.free_subpartitions;
        }
        Layout::Each => {
            let fewest = partitioning.partitions.iter().map(|partition| partition.children.len()).min();
            for partition in &mut partitioning.partitions {
                repair_bounds(by, &mut partition.children);
                if !features.partitions.free_subpartitions {
                    partition.children.truncate(fewest.unwrap_or(0));
                }
                possible &= !partition.children.is_empty();
            }
            possible &= !partitioning.partitions.is_empty();
        }
    }
    let each = *layout == Layout::Each;
    if !possible {
        partitioning.sub = None;
    }
    for partition in &mut partitioning.partitions {
        if !possible || !each {
            partition.children.clear();
        } else if !features.partitions.comments {
            partition.comment = None;
        }
    }
}

/// No two partitions have one name, subpartitions included.
fn repair_names(partitioning: &mut Partitioning) {
    let mut seen: Vec<String> = Vec::new();
    let mut unique = |name: &mut String| {
        while seen.contains(name) {
            name.push('x');
        }
        seen.push(name.clone());
    };
    if let Some(Subpartitioning { layout: Layout::Template(template), .. }) = &mut partitioning.sub {
        template.iter_mut().for_each(|child| unique(&mut child.name));
    }
    for partition in &mut partitioning.partitions {
        unique(&mut partition.name);
        partition.children.iter_mut().for_each(|child| unique(&mut child.name));
    }
}

/// Every unique key has all the columns of the partitioning; false if one can't.
fn extend_unique_keys(partitioning: &Partitioning, table: &mut Table, features: &Features) -> bool {
    let mut names = partitioning.columns();
    let by_primary = names.is_empty() && partitioning.by.is_counted();
    if let By::Key { columns, .. } = &partitioning.by
        && columns.is_empty()
        && let Some(primary) = table.primary()
    {
        names.extend(primary.parts.iter().filter_map(|part| part.column_name().map(str::to_owned)));
    }
    let fits = |name: &String| {
        table.column(name).is_some_and(|column| {
            let bytes = column.data_type.key_bytes(table.character_bytes(column));
            bytes.is_some_and(|bytes| bytes <= features.indexes.part_bytes)
        })
    };
    if !names.iter().all(fits) {
        return !table.indexes.iter().any(|index| index.kind.is_unique());
    }
    for index in &mut table.indexes {
        for name in &names {
            if index.kind.is_unique() && index.global != Some(true) && !index.has_column(name) {
                index.parts.push(Part::column(name));
            }
        }
        // MySQL wants no key over the first characters of a column it partitions by (6123).
        // With KEY () it wants none in a unique key at all.
        let unique = index.kind.is_unique() && by_primary;
        index.parts.retain(|part| !(unique && matches!(part.base, PartBase::Column { prefix: Some(_), .. })));
        for part in &mut index.parts {
            if let PartBase::Column { name, prefix } = &mut part.base
                && names.contains(name)
            {
                *prefix = None;
            }
        }
    }
    true
}
