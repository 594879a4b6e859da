//! Completing a definition with what its server leaves out of SHOW CREATE TABLE.

use crate::model::{Bound, ColumnClause, MethodKind, Partition, Table};
use crate::{Name, Sql};

/// Gives a spatial column its reference system, which MariaDB never prints. 0 is what a column without one has.
pub fn set_reference_system(table: &mut Table, column: &Name, id: u32) {
    let Some(column) = table.columns.iter_mut().find(|one| one.name.same_folded(column)) else { return };
    if id != 0 {
        column.clauses.insert(0, ColumnClause::RefSystemId(id));
    }
}

/// Gives a RANGE or LIST subpartition its bound if OceanBase did not print it; `values` stand without parentheses. With
/// a template, the subpartition's name is the partition's, `s` and the template's.
pub fn set_subpartition_bound(table: &mut Table, partition: &Name, subpartition: &Name, values: &str) {
    let Some(partitioning) = &mut table.partitioning else { return };
    let Some(subpartitioning) = &mut partitioning.subpartitioning else { return };
    let bound = match subpartitioning.method.kind {
        MethodKind::Range => Bound::LessThan(split(values)),
        MethodKind::List => Bound::In(split(values)),
        _ => return,
    };
    let template_name =
        subpartition.as_str().strip_prefix(partition.as_str()).and_then(|rest| rest.strip_prefix('s'));
    let template = template_name.and_then(|name| find(&mut subpartitioning.template, &Name::new(name)));
    if let Some(one) = template {
        one.bound.get_or_insert(bound);
        return;
    }
    let parent = find(&mut partitioning.partitions, partition);
    if let Some(one) = parent.and_then(|parent| find(&mut parent.subpartitions, subpartition)) {
        one.bound.get_or_insert(bound);
    }
}

fn find<'a>(partitions: &'a mut [Partition], name: &Name) -> Option<&'a mut Partition> {
    partitions.iter_mut().find(|one| one.name.same_folded(name))
}

/// The values of a list at its outer commas.
fn split(values: &str) -> Vec<Sql> {
    let (mut depth, mut quoted, mut start) = (0_usize, false, 0);
    let mut parts = Vec::new();
    for (at, byte) in values.bytes().enumerate() {
        match byte {
            b'\'' => quoted = !quoted,
            b'(' if !quoted => depth += 1,
            b')' if !quoted => depth = depth.saturating_sub(1),
            b',' if !quoted && depth == 0 => {
                parts.push(Sql::new(&values[start..at]));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(Sql::new(&values[start..]));
    parts
}
