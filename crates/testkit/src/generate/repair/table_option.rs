//! Which options of a table exclude each other.

use super::super::data_type::Family;
use super::super::features::{Features, Flavor};
use super::super::table::Table;

pub(super) fn repair(table: &mut Table, features: &Features) {
    let compressed = matches!(table.options.value("ROW_FORMAT"), None | Some("COMPRESSED"));
    let options = &mut table.options;
    if options.engine.is_some() {
        options.remove("ROW_FORMAT");
        options.remove("KEY_BLOCK_SIZE");
        options.remove("PAGE_COMPRESSED");
        options.remove("COMPRESSION");
        options.remove("AUTOEXTEND_SIZE");
        options.versioned = false;
    }
    if !compressed {
        options.remove("KEY_BLOCK_SIZE");
    }
    if features.flavor != Flavor::OceanBase && options.value("ROW_FORMAT").is_some() {
        options.remove("PAGE_COMPRESSED");
        options.remove("COMPRESSION");
    }
    if options.value("KEY_BLOCK_SIZE").is_some() {
        options.remove("PAGE_COMPRESSED");
        options.remove("COMPRESSION");
    }
    options.versioned &= features.system_versioning;
    // Other engines have no spatial, vector or generated columns everywhere, and no transactions: keep them simple.
    let special = table.has_family(&[Family::Spatial, Family::Vector])
        || table.columns.iter().any(|column| column.generated.is_some());
    if special {
        table.options.engine = None;
    }
}
