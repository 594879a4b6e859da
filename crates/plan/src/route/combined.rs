//! MySQL and MariaDB: one ALTER where one will do, and others for what can't be combined.

use super::Step;
use shadowtable_schema::model::{IndexKind, IndexOption};
use shadowtable_schema::{Change, Dialect, Flavor};

/// The steps: first the one ALTER with everything that may stand together, then the rest one by one.
pub fn steps(changes: Vec<Change>, dialect: Dialect) -> Result<Vec<Step>, String> {
    let mut main = Vec::new();
    let mut alone = Vec::new();
    let mut has_fulltext = false;
    for change in &changes {
        match change {
            Change::AddPartitions(_)
            | Change::DropPartitions(_)
            | Change::ReorganizePartitions { .. }
            | Change::AddHashPartitions { .. }
            | Change::CoalescePartitions { .. } => alone.push(change.clone()),
            Change::AddIndex(index)
                if index.kind == IndexKind::Fulltext && dialect.flavor == Flavor::MySql =>
            {
                // InnoDB adds one FULLTEXT key at a time (1795); and a change of the parser alone is ignored when the
                // key is dropped and added in one ALTER (seen on 9.7).
                if has_fulltext || drops_same_name(&changes, change) {
                    alone.insert(0, change.clone());
                } else {
                    has_fulltext = true;
                    main.push(change.clone());
                }
            }
            _ => main.push(change.clone()),
        }
    }
    // The manual wants partition options behind all other clauses.
    main.sort_by_key(is_partitioning);
    let mut steps = Vec::new();
    if !main.is_empty() {
        steps.push(Step(main));
    }
    steps.extend(alone.into_iter().map(|change| Step(vec![change])));
    Ok(steps)
}

fn is_partitioning(change: &Change) -> bool {
    matches!(change, Change::PartitionTable(_) | Change::Repartition { .. } | Change::RemovePartitioning(_))
}

/// Whether the same ALTER drops a FULLTEXT key of the added one's name that has another parser.
fn drops_same_name(changes: &[Change], added: &Change) -> bool {
    let Change::AddIndex(new) = added else { return false };
    let parser = |options: &[IndexOption]| {
        options.iter().find_map(|option| match option {
            IndexOption::Parser(name, _) => Some(name.clone()),
            _ => None,
        })
    };
    changes.iter().any(|change| match change {
        Change::DropIndex(old) => old.name == new.name && parser(&old.options) != parser(&new.options),
        _ => false,
    })
}
