//! Which columns partitions are cut by, and what becomes of their bounds when such a column becomes of another type.

use shadowtable_schema::model::{Method, Table};
use shadowtable_schema::{Change, Name};

/// `changes` with those of partitions put together into one, where a column changes whose values are bounds: a server holds
/// the old bounds against the new type first (1654 on MariaDB 10.11 and MySQL 9.7), and takes both in one ALTER.
pub fn with_new_type(changes: Vec<Change>, current: &Table, wanted: &Table) -> Vec<Change> {
    let (Some(from), Some(to)) = (&current.partitioning, &wanted.partitioning) else { return changes };
    let retypes = |change: &Change| match change {
        Change::ModifyColumn { from: column, to, position: _ } => {
            column.data_type != to.data_type && cuts_rows(&column.name, current)
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

/// How the table is cut into partitions, and they into subpartitions.
pub fn methods(table: &Table) -> impl Iterator<Item = &Method> {
    table.partitioning.iter().flat_map(|partitioning| {
        let sub = partitioning.subpartitioning.as_ref().map(|sub| &sub.method);
        [Some(&partitioning.method), sub].into_iter().flatten()
    })
}

/// Whether a column is in what rows are cut by. OceanBase prints it as it was written, with quotes or without; MariaDB quotes
/// it, MySQL where it must.
pub fn is_in(column: &Name, method: &Method) -> bool {
    let Some(operand) = &method.operand else { return false };
    let (text, name) = (operand.as_str().to_lowercase(), column.as_str().to_lowercase());
    let mut words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$')));
    text.contains(&column.quoted().to_lowercase()) || words.any(|word| word == name)
}

/// Whether bounds of partitions or subpartitions are values of the column.
pub fn cuts_rows(column: &Name, table: &Table) -> bool {
    methods(table).filter(|method| method.columns).any(|method| is_in(column, method))
}
