//! The bounds of partitions that are cut by columns, when such a column becomes of another type.

use shadowtable_schema::model::{Column, Partitioning, Table};
use shadowtable_schema::{Change, Name};

/// `changes` with those of partitions put together into one, where a column changes whose values are bounds: a server holds
/// the old bounds against the new type first (1654 on MariaDB 10.11 and MySQL 9.7), and takes both in one ALTER.
pub fn with_new_type(changes: Vec<Change>, current: &Table, wanted: &Table) -> Vec<Change> {
    let (Some(from), Some(to)) = (&current.partitioning, &wanted.partitioning) else { return changes };
    let retypes = |change: &Change| match change {
        Change::ModifyColumn { from: column, to, position: _ } => {
            column.data_type != to.data_type && cuts_rows(column, from)
        }
        _ => false,
    };
    // The rows of a partition that goes would have no place in the others (1526).
    let drops = |change: &Change| matches!(change, Change::DropPartitions(_));
    if !changes.iter().any(is_of_bounds) || !changes.iter().any(retypes) || changes.iter().any(drops) {
        return changes;
    }
    let mut together: Vec<Change> = changes.into_iter().filter(|change| !is_of_bounds(change)).collect();
    together.push(Change::Repartition { from: Box::new(from.clone()), to: Box::new(to.clone()) });
    together
}

const fn is_of_bounds(change: &Change) -> bool {
    matches!(change, Change::AddPartitions(_) | Change::ReorganizePartitions { .. })
}

fn cuts_rows(column: &Column, partitioning: &Partitioning) -> bool {
    // MariaDB quotes the names here, MySQL does not where it need not.
    let names = partitioning.method.operand.iter().flat_map(|operand| operand.as_str().split(','));
    let mut names = names.map(|name| name.trim().trim_matches('`'));
    partitioning.method.columns && names.any(|name| column.name.same_folded(&Name::new(name)))
}
