//! What MariaDB does not do together with the rest of an ALTER, and must have done before or after it.

use shadowtable_schema::Change;
use shadowtable_schema::model::{Column, ColumnClause, MethodKind, Partitioning, Table};

/// The changes to be made before, one an ALTER, and those that are left.
///
/// # Errors
/// The reason, if no ALTER leads there.
pub fn first(changes: Vec<Change>, current: &Table) -> Result<(Vec<Change>, Vec<Change>), String> {
    let unversioned = changes.iter().any(drops_versioning);
    let other_engine = changes.iter().any(changes_engine);
    if other_engine && !unversioned && current.option(VERSIONING).is_some() {
        return Err("MariaDB can't change the engine of a table with system versioning (4120)".to_owned());
    }
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    for change in changes {
        match change {
            // 4131 while the table is partitioned by the system's time.
            Change::RemovePartitioning(from) if unversioned && is_by_system_time(&from) => {
                first.insert(0, Change::RemovePartitioning(from));
            }
            Change::Repartition { from, to } if unversioned && is_by_system_time(&from) => {
                first.insert(0, Change::RemovePartitioning(from));
                rest.push(Change::PartitionTable(to));
            }
            // 4120 when the engine changes in the same ALTER.
            change if other_engine && drops_versioning(&change) => first.push(change),
            // 1911 from an engine that does not know it, such as MyISAM: it goes while the old one has the table.
            change if other_engine && resets(&change, "TRANSACTIONAL") && takes_transactional(current) => {
                first.push(change);
            }
            // Converting compressed values to a number or a point in time reads their header (1292 on 10.11).
            Change::ModifyColumn { from, to, position } if is_compressed(&from) && !holds_bytes(&to) => {
                let mut plain = from.clone();
                plain.clauses.retain(|clause| !is_word_compressed(clause));
                first.push(Change::ModifyColumn { from, to: plain.clone(), position: None });
                rest.push(Change::ModifyColumn { from: plain, to, position });
            }
            change => rest.push(change),
        }
    }
    Ok((first, rest))
}

/// Whether a change must be made after the rest. While a table is Aria's, PAGE_CHECKSUM=DEFAULT is what it has, also in the
/// ALTER that gives it to another engine: that engine goes on printing it (seen on 10.11 and 11.8).
pub fn is_last(change: &Change, changes: &[Change]) -> bool {
    resets(change, "PAGE_CHECKSUM") && changes.iter().any(changes_engine)
}

fn resets(change: &Change, option: &str) -> bool {
    matches!(change, Change::ResetOption(reset) if reset.name.as_str() == option)
}

fn takes_transactional(table: &Table) -> bool {
    table.engine().is_some_and(|engine| ["Aria", "InnoDB"].iter().any(|one| engine.eq_ignore_ascii_case(one)))
}

const VERSIONING: &str = "WITH SYSTEM VERSIONING";

fn drops_versioning(change: &Change) -> bool {
    resets(change, VERSIONING)
}

fn changes_engine(change: &Change) -> bool {
    matches!(change, Change::SetOption { from: _, to } if to.name.as_str() == "ENGINE")
}

fn is_by_system_time(partitioning: &Partitioning) -> bool {
    partitioning.method.kind == MethodKind::SystemTime
}

fn is_compressed(column: &Column) -> bool {
    column.clauses.iter().any(is_word_compressed)
}

fn is_word_compressed(clause: &ColumnClause) -> bool {
    matches!(clause, ColumnClause::Verbatim(sql) if sql.as_str().to_ascii_uppercase().contains("COMPRESSED"))
}

/// Whether the type is a text or bytes of any length.
fn holds_bytes(column: &Column) -> bool {
    let name = column.data_type.name.as_str().to_ascii_lowercase();
    name.ends_with("char") || name.ends_with("text") || name.ends_with("binary") || name.ends_with("blob")
}
