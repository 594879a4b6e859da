//! MySQL wraps partitioning in an executable comment whose number depends on the method; it says nothing by itself.

use super::Surroundings;
use crate::model::Table;

pub fn rule(table: &mut Table, _: Surroundings<'_>) {
    if let Some(partitioning) = &mut table.partitioning {
        partitioning.marker = None;
    }
}
