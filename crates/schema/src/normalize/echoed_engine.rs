//! MySQL and MariaDB print the table's engine behind every partition, whether it was written there or not.

use super::Surroundings;
use crate::model::{Partition, Table};

pub fn rule(table: &mut Table, _: Surroundings<'_>) {
    let Some(partitioning) = &mut table.partitioning else { return };
    partitioning.partitions.iter_mut().for_each(forget_engine);
}

fn forget_engine(partition: &mut Partition) {
    partition.options.retain(|option| !option.as_str().to_ascii_uppercase().starts_with("ENGINE"));
    partition.subpartitions.iter_mut().for_each(forget_engine);
}
