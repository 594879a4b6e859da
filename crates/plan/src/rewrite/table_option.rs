//! Table options: the same, but for those that would reach out of the shadow or wipe it.
//!
//! Places (`DATA DIRECTORY`, `TABLESPACE`, a tablegroup, a placement policy) are kept: the server gives each table its
//! own files there.

use super::Notice;
use shadowtable_schema::Sql;
use shadowtable_schema::model::TableOption;

/// The options of the shadow, in the source's order.
pub fn rewrite(options: &[TableOption], notices: &mut Vec<Notice>) -> Vec<TableOption> {
    options.iter().filter(|option| is_kept(option, notices)).cloned().collect()
}

fn is_kept(option: &TableOption, notices: &mut Vec<Notice>) -> bool {
    match option.name.as_str() {
        // Where numbering has come to, not how a table is made; the second is TiDB's.
        "AUTO_INCREMENT" | "AUTO_RANDOM_BASE" => false,
        "TTL" => {
            notices.push(Notice::TtlOmitted { ttl: without_parentheses(&option.value) });
            false
        }
        // TiDB's settings of it, which mean nothing on their own.
        "TTL_ENABLE" | "TTL_JOB_INTERVAL" => false,
        // A MERGE table without tables is empty and takes no rows; INSERT_METHOD may stay.
        "UNION" => {
            notices.push(Notice::UnionOmitted { tables: option.value.clone() });
            false
        }
        _ => true,
    }
}

/// OceanBase prints `TTL = (a + interval 1 day)`, TiDB no parentheses.
fn without_parentheses(value: &Sql) -> Sql {
    let inside = value.as_str().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inside.map_or_else(|| value.clone(), Sql::new)
}
