//! OceanBase prints LIST partitions and their values in an order of its own, which flips when a table is made again from
//! what was printed (seen on 4.3.5); the order says nothing, since no value is in two partitions.

use super::Surroundings;
use crate::Flavor;
use crate::model::{Bound, MethodKind, Partition, Partitioning, Table};

pub fn rule(table: &mut Table, surroundings: Surroundings<'_>) {
    if surroundings.dialect.flavor != Flavor::OceanBase {
        return;
    }
    if let Some(partitioning) = &mut table.partitioning {
        sort(partitioning);
    }
}

/// Puts all lists into the order of their names and values.
pub fn sort(partitioning: &mut Partitioning) {
    if partitioning.method.kind == MethodKind::List {
        sort_partitions(&mut partitioning.partitions);
    }
    let Some(subpartitioning) = &mut partitioning.subpartitioning else { return };
    if subpartitioning.method.kind == MethodKind::List {
        sort_partitions(&mut subpartitioning.template);
        for partition in &mut partitioning.partitions {
            sort_partitions(&mut partition.subpartitions);
        }
    }
}

fn sort_partitions(partitions: &mut [Partition]) {
    for partition in &mut *partitions {
        if let Some(Bound::In(values)) = &mut partition.bound {
            values.sort();
        }
    }
    partitions.sort_by(|left, right| left.name.cmp(&right.name));
}
