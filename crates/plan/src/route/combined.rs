//! MySQL and MariaDB: one ALTER where one will do, and others for what can't be combined.

use super::{Step, apart, bounds};
use shadowtable_schema::model::{Index, IndexKind, KeyTarget, Table};
use shadowtable_schema::{Change, Dialect, Flavor, Name, Version};

/// The steps: first the one ALTER with everything that may stand together, then the rest one by one.
pub fn steps(
    changes: Vec<Change>,
    current: &Table,
    wanted: &Table,
    dialect: Dialect,
) -> Result<Vec<Step>, String> {
    refused(&changes, current, wanted, dialect)?;
    let changes = with_keys_of_new_block_size(changes, current, wanted);
    let changes = bounds::with_new_type(changes, current, wanted);
    let (first, changes) = match dialect.flavor {
        Flavor::MariaDb => apart::first(changes, current)?,
        _ => (Vec::new(), changes),
    };
    let changes = match dialect.flavor {
        Flavor::MySql => with_one_fulltext(changes, current),
        _ => changes,
    };
    let mut main = Vec::new();
    let mut alone = Vec::new();
    let mut has_fulltext = current.indexes.iter().any(|index| index.kind == IndexKind::Fulltext);
    for change in &changes {
        match change {
            Change::AddPartitions(_)
            | Change::DropPartitions(_)
            | Change::ReorganizePartitions { .. }
            | Change::AddHashPartitions { .. }
            | Change::CoalescePartitions { .. } => alone.push(change.clone()),
            // A key that is dropped and added again with nothing but an option changed is left as it is: a parser on
            // 9.7, a comment on 5.6.
            Change::AddIndex(index)
                if dialect.flavor == Flavor::MySql && only_options_differ(&changes, index) =>
            {
                alone.insert(0, change.clone());
            }
            Change::AddIndex(index)
                if dialect.flavor == Flavor::MySql && index.kind == IndexKind::Fulltext =>
            {
                // InnoDB adds one FULLTEXT key at a time, and one that is there is added again when the rest of the
                // ALTER makes the table anew (1795).
                if has_fulltext {
                    alone.insert(0, change.clone());
                } else {
                    has_fulltext = true;
                    main.push(change.clone());
                }
            }
            _ if dialect.flavor == Flavor::MariaDb && apart::is_last(change, &changes) => {
                alone.push(change.clone())
            }
            _ => main.push(change.clone()),
        }
    }
    // The manual wants partition options behind all other clauses.
    main.sort_by_key(is_partitioning);
    let mut steps: Vec<Step> = first.into_iter().map(|change| Step(vec![change])).collect();
    if !main.is_empty() {
        steps.push(Step(main));
    }
    steps.extend(alone.into_iter().map(|change| Step(vec![change])));
    Ok(steps)
}

/// What MySQL reports as done and leaves as it was: a primary key that is dropped and added again with nothing but an
/// option changed (a comment on 5.6), or, in a table that is not InnoDB's, with nothing changed but the table's block size.
/// And a new column whose default would be another on a replica, which it refuses whether it has replicas or not (1674).
fn refused(changes: &[Change], current: &Table, wanted: &Table, dialect: Dialect) -> Result<(), String> {
    if dialect.flavor != Flavor::MySql {
        return Ok(());
    }
    let is_innodb = |table: &Table| table.engine().is_none_or(|engine| engine.eq_ignore_ascii_case("InnoDB"));
    if changes.iter().any(is_block_size) && !is_innodb(current) && !is_innodb(wanted) {
        return Err(format!("{dialect} lets keys keep the block size that the table had"));
    }
    if let Some(index) = changes.iter().find_map(|change| only_key_of_numbers(change, changes, current)) {
        return Err(format!("{dialect} numbers rows by {index}, which can't go and come back (1075)"));
    }
    let is_kept = |change: &Change| match change {
        Change::AddIndex(new) if new.is_primary() => {
            let same = |old: &Index| old.parts == new.parts && old.options != new.options;
            current.primary_key().is_some_and(same)
        }
        _ => false,
    };
    if let Some(name) = changes.iter().find_map(differs_on_replicas) {
        return Err(format!(
            "{dialect} adds no column with a default that is another on each server, as {name} (1674)"
        ));
    }
    if dialect.version < Version::new(8, 0, 0) && changes.iter().any(is_kept) {
        return Err(format!("{dialect} keeps the options that a primary key of the same columns had"));
    }
    Ok(())
}

/// The name of a key that would have to be dropped in one ALTER and added in the next, and that the table can't do without
/// meanwhile: no other key begins with the column that numbers its rows.
fn only_key_of_numbers<'a>(change: &'a Change, changes: &[Change], current: &Table) -> Option<&'a Name> {
    let Change::AddIndex(index) = change else { return None };
    let number = current.columns.iter().find(|column| column.is_auto_increment())?;
    let begins = |index: &Index| {
        index.parts.first().is_some_and(
            |part| matches!(&part.target, KeyTarget::Column(name) if name.same_folded(&number.name)),
        )
    };
    if !begins(index) || !only_options_differ(changes, index) {
        return None;
    }
    let stays = |index: &&Index| begins(index) && !changes.contains(&Change::DropIndex((*index).clone()));
    let comes = |change: &Change| match change {
        Change::AddIndex(other) => begins(other) && !only_options_differ(changes, other),
        _ => false,
    };
    let has_another = current.indexes.iter().any(|index| stays(&index)) || changes.iter().any(comes);
    if has_another { None } else { index.name.as_ref() }
}

/// Functions that MySQL 9.7 allows in a default and not in the default of a new column.
const UNSAFE: [&str; 6] = ["uuid(", "uuid_short(", "rand(", "random_bytes(", "sysdate(", "user("];

/// The new column that has such a default.
fn differs_on_replicas(change: &Change) -> Option<&Name> {
    let Change::AddColumn { column, position: _ } = change else { return None };
    // An expression stands in parentheses; a text may hold anything.
    let default =
        column.default().filter(|default| default.as_str().starts_with('('))?.as_str().to_lowercase();
    UNSAFE.iter().any(|function| default.contains(function)).then_some(&column.name)
}

fn is_block_size(change: &Change) -> bool {
    match change {
        Change::SetOption { from: _, to } => to.name.as_str() == "KEY_BLOCK_SIZE",
        Change::ResetOption(option) => option.name.as_str() == "KEY_BLOCK_SIZE",
        _ => false,
    }
}

/// When the block size of a table changes, MariaDB and MySQL give every key that stays the old one, written out: so all
/// keys are made again in the same ALTER, which copies the table anyway.
fn with_keys_of_new_block_size(mut changes: Vec<Change>, current: &Table, wanted: &Table) -> Vec<Change> {
    if !changes.iter().any(is_block_size) {
        return changes;
    }
    changes = changes.into_iter().flat_map(made_again).collect();
    for index in &current.indexes {
        let dropped = Change::DropIndex(index.clone());
        let stays = wanted.indexes.contains(index) && !changes.contains(&dropped);
        if stays {
            changes.push(dropped);
            changes.push(Change::AddIndex(index.clone()));
        }
    }
    changes
}

/// A key with another name, dropped and added instead.
fn made_again(change: Change) -> Vec<Change> {
    match change {
        Change::RenameIndex { from, to } => vec![Change::DropIndex(from), Change::AddIndex(to)],
        change => vec![change],
    }
}

/// InnoDB can't number rows anew in a table with two FULLTEXT keys (1795 on 9.7): all but one go first and come back.
fn with_one_fulltext(mut changes: Vec<Change>, current: &Table) -> Vec<Change> {
    let numbers = |change: &Change| match change {
        Change::AddColumn { column, position: _ } => column.is_auto_increment(),
        _ => false,
    };
    if changes.iter().any(numbers) {
        changes = changes.into_iter().flat_map(made_again).collect();
        let staying: Vec<Index> = current
            .indexes
            .iter()
            .filter(|index| index.kind == IndexKind::Fulltext)
            .filter(|index| !changes.contains(&Change::DropIndex((*index).clone())))
            .skip(1)
            .cloned()
            .collect();
        for index in staying {
            changes.push(Change::DropIndex(index.clone()));
            changes.push(Change::AddIndex(index));
        }
    }
    changes
}

fn is_partitioning(change: &Change) -> bool {
    matches!(change, Change::PartitionTable(_) | Change::Repartition { .. } | Change::RemovePartitioning(_))
}

/// Whether the same ALTER drops a key of the added one's name and parts. A primary key is not taken apart: its column may
/// need it all the time.
fn only_options_differ(changes: &[Change], new: &Index) -> bool {
    let same = |old: &Index| {
        let Index { kind, name, parts, options } = old;
        kind == &new.kind && name == &new.name && parts == &new.parts && options != &new.options
    };
    !new.is_primary() && changes.iter().any(|change| matches!(change, Change::DropIndex(old) if same(old)))
}
