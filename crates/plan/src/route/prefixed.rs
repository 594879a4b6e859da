//! Keys over the beginning of a column. OceanBase computes it in a column that it hides, and gives no other type or character
//! set to one that such a column depends on (1235, seen on 4.3.5); only a VARCHAR may grow.

use super::oceanbase::{has_other_text, is_retyped};
use shadowtable_schema::model::{Arguments, Column, Index, KeyTarget, Table};
use shadowtable_schema::{Change, Dialect, Name};

/// `changes` with the keys that are in the way dropped before and added after.
///
/// # Errors
/// The reason, if it is the primary key.
pub fn with_keys_apart(
    mut changes: Vec<Change>,
    current: &Table,
    wanted: &Table,
    dialect: Dialect,
) -> Result<Vec<Change>, String> {
    let retyped = changes.iter().filter_map(|change| retyped(change, current, wanted));
    let retyped: Vec<Name> = retyped.cloned().collect();
    for index in current.indexes.iter().filter(|index| is_over_beginning(index, &retyped)) {
        let dropped = Change::DropIndex(index.clone());
        if changes.contains(&dropped) {
            continue;
        }
        if index.is_primary() {
            return Err(format!(
                "{dialect} alters no column that the primary key holds the beginning of (1235)"
            ));
        }
        let added = Change::AddIndex(as_it_will_be(index, &mut changes));
        changes.extend([dropped, added]);
    }
    Ok(changes)
}

fn retyped<'a>(change: &'a Change, current: &Table, wanted: &Table) -> Option<&'a Name> {
    let Change::ModifyColumn { from, to, position: _ } = change else { return None };
    let (old, new) = ((from, current), (to, wanted));
    let only_grows = !has_other_text(old, new) && grows(from, to);
    (is_retyped(old, new) && !only_grows).then_some(&from.name)
}

fn grows(from: &Column, to: &Column) -> bool {
    let length = |column: &Column| match &column.data_type.arguments {
        Arguments::Plain(sql) if column.data_type.is("varchar") => sql.as_str().parse::<u32>().ok(),
        _ => None,
    };
    length(from).zip(length(to)).is_some_and(|(from, to)| from <= to)
}

fn is_over_beginning(index: &Index, columns: &[Name]) -> bool {
    index.parts.iter().any(|part| match &part.target {
        KeyTarget::Column(name) => {
            part.length.is_some() && columns.iter().any(|column| column.same_folded(name))
        }
        KeyTarget::Expression(_) => false,
    })
}

/// The key with its new name, hidden or not; what would have given it these is taken out.
fn as_it_will_be(index: &Index, changes: &mut Vec<Change>) -> Index {
    let mut index = index.clone();
    while let Some(at) = changes.iter().position(|change| match change {
        Change::RenameIndex { from, to: _ } | Change::HideIndex { from, to: _ } => *from == index,
        _ => false,
    }) {
        if let Change::RenameIndex { from: _, to } | Change::HideIndex { from: _, to } = changes.remove(at) {
            index = to;
        }
    }
    index
}
