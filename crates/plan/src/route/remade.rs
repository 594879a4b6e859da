//! What OceanBase forgets of keys when an ALTER makes their table anew: the order of a FULLTEXT key's columns, which become
//! that in which the columns were made, and a block size of their own, which becomes the table's (seen on 4.3.5).

use shadowtable_schema::model::{Index, IndexKind, IndexOption, Table};
use shadowtable_schema::{Change, Dialect};

/// `changes` with the keys that would be forgotten dropped before and added after.
///
/// # Errors
/// The reason, if a key can't be added again as it was.
pub fn with_forgotten(
    mut changes: Vec<Change>,
    current: &Table,
    wanted: &Table,
    dialect: Dialect,
) -> Result<Vec<Change>, String> {
    if !changes.iter().any(makes_anew) {
        return Ok(changes);
    }
    let kept: Vec<(Change, Index)> = wanted
        .indexes
        .iter()
        .filter(|index| current.indexes.contains(index))
        .map(|index| (Change::DropIndex(index.clone()), index.clone()))
        .filter(|(dropped, _)| !changes.contains(dropped))
        .collect();
    let renamed = |change: &Change| match change {
        Change::RenameIndex { from, to } => Some((Change::DropIndex(from.clone()), to.clone())),
        _ => None,
    };
    for (dropped, index) in kept.into_iter().chain(changes.clone().iter().filter_map(renamed)) {
        if has_own_block_size(&index, wanted) {
            return Err(format!("{dialect} gives keys the block size of a table that it alters"));
        }
        if index.kind == IndexKind::Fulltext && index.parts.len() > 1 {
            changes.retain(|change| !matches!(change, Change::RenameIndex { from: _, to } if *to == index));
            changes.extend([dropped, Change::AddIndex(index)]);
        }
    }
    Ok(changes)
}

fn makes_anew(change: &Change) -> bool {
    match change {
        Change::AddIndex(index) | Change::DropIndex(index) => index.is_primary(),
        Change::HideIndex { .. }
        | Change::RenameIndex { .. }
        | Change::AddForeignKey(_)
        | Change::DropForeignKey(_)
        | Change::AddCheck(_)
        | Change::DropCheck(_)
        | Change::AddPeriod(_)
        | Change::DropPeriod(_)
        | Change::AddPartitions(_)
        | Change::DropPartitions(_) => false,
        Change::AddColumn { .. }
        | Change::DropColumn(_)
        | Change::ModifyColumn { .. }
        | Change::MoveColumn { .. }
        | Change::SetCharset { .. }
        | Change::SetOption { .. }
        | Change::ResetOption(_)
        | Change::Verbatim { .. }
        | Change::PartitionTable(_)
        | Change::RemovePartitioning(_)
        | Change::Repartition { .. }
        | Change::ReorganizePartitions { .. }
        | Change::AddHashPartitions { .. }
        | Change::CoalescePartitions { .. } => true,
    }
}

/// Whether the key has another block size than its table.
pub fn has_own_block_size(index: &Index, table: &Table) -> bool {
    let of_table = table.option("BLOCK_SIZE").map(|option| option.value.as_str());
    index.options.iter().any(|option| match option {
        IndexOption::Verbatim(sql) => {
            sql.as_str().strip_prefix("BLOCK_SIZE ").is_some_and(|size| Some(size.trim()) != of_table)
        }
        _ => false,
    })
}
