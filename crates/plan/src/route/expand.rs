//! Changes that no server makes in place are written as a drop and an add of the same thing.

use shadowtable_schema::model::{Column, Index, KeyPart, KeyTarget, Storage, Table};
use shadowtable_schema::{Change, Dialect, Flavor, Name, Position, Sql};

/// `changes` with every modification of a generated column that servers refuse turned into a drop and an add.
///
/// # Errors
/// The reason, if something else of the table is computed from such a column, so that it can't be dropped.
pub fn expand(
    changes: &[Change],
    current: &Table,
    wanted: &Table,
    dialect: Dialect,
) -> Result<Vec<Change>, String> {
    let replaced: Vec<&Name> = changes
        .iter()
        .filter_map(|change| match change {
            Change::ModifyColumn { from, to, .. } if must_be_replaced(from, to, dialect) => Some(&to.name),
            _ => None,
        })
        .collect();
    if replaced.is_empty() {
        return Ok(changes.to_vec());
    }
    for name in &replaced {
        if let Some(user) = user_of(name, current, wanted, &replaced) {
            return Err(format!("column {name} must be dropped and added, but {user} is computed from it"));
        }
    }
    if let Some(index) = key_of_one_value(&replaced, current, wanted) {
        let key =
            index.name.as_ref().map_or_else(|| "the primary key".to_owned(), |name| format!("key {name}"));
        return Err(format!("columns must be dropped and added, but {key} needs their values"));
    }
    let mut before = Vec::new();
    let mut middle = Vec::new();
    let mut after = Vec::new();
    replace_keys(&replaced, changes, (current, wanted), &mut before, &mut after);
    for change in changes {
        match change {
            Change::ModifyColumn { from, to, .. } if replaced.contains(&&to.name) => {
                before.push(Change::DropColumn(from.clone()));
                middle
                    .push(Change::AddColumn { column: to.clone(), position: position_of(&to.name, wanted) });
            }
            // Such a key was dropped as it was already, and is added as it will be: with its new name, hidden or not.
            Change::RenameIndex { from, .. } | Change::HideIndex { from, .. } if uses(from, &replaced) => {}
            _ => middle.push(change.clone()),
        }
    }
    before.append(&mut middle);
    before.append(&mut after);
    Ok(before)
}

/// VIRTUAL becomes STORED or back (3106 on MySQL and OceanBase, 1907 on MariaDB), a plain column becomes generated or
/// back, or an expression changes on OceanBase (1235). Only from STORED to plain MySQL 9.7, MariaDB 10.11 and 11.8 alter the
/// column where it is and keep what was computed in it, even if what it was computed from goes in the same statement.
fn must_be_replaced(from: &Column, to: &Column, dialect: Dialect) -> bool {
    match (from.generated(), to.generated()) {
        (None, None) => false,
        (Some(from), Some(to)) => {
            from.storage != to.storage
                || dialect.flavor == Flavor::OceanBase
                || dialect.flavor == Flavor::TiDb
                // MariaDB answers 1901 or recomputes nothing when the expression of a stored column changes in place.
                || (dialect.flavor == Flavor::MariaDb && from.storage == Storage::Stored && from.expression != to.expression)
        }
        (Some(from), None) => {
            from.storage == Storage::Virtual || !matches!(dialect.flavor, Flavor::MySql | Flavor::MariaDb)
        }
        (None, Some(_)) => true,
    }
}

/// A unique key over nothing but columns that are no longer computed and refuse NULL: added anew, they would be the same in
/// all rows (1062).
fn key_of_one_value<'a>(replaced: &[&Name], current: &Table, wanted: &'a Table) -> Option<&'a Index> {
    let is_computed =
        |table: &Table, name: &Name| table.column(name).is_some_and(|one| one.generated().is_some());
    let has_one_value = |part: &KeyPart| match &part.target {
        KeyTarget::Column(name) => {
            let is_replaced = replaced.iter().any(|one| one.same_folded(name));
            let refuses_null = wanted.column(name).is_some_and(Column::is_not_null);
            is_replaced && refuses_null && is_computed(current, name) && !is_computed(wanted, name)
        }
        KeyTarget::Expression(_) => false,
    };
    let mut unique = wanted.indexes.iter().filter(|index| index.is_unique());
    unique.find(|index| index.parts.iter().all(has_one_value))
}

/// What else is computed from the column and stays, in words.
fn user_of(name: &Name, current: &Table, wanted: &Table, replaced: &[&Name]) -> Option<String> {
    let quoted = name.quoted().to_lowercase();
    let mentions = |sql: &Sql| sql.as_str().to_lowercase().contains(&quoted);
    for table in [current, wanted] {
        for column in &table.columns {
            let computed = column.generated().is_some_and(|generated| mentions(&generated.expression));
            if computed && !replaced.contains(&&column.name) {
                return Some(format!("column {}", column.name));
            }
        }
        if table.checks.iter().any(|check| mentions(&check.expression)) {
            return Some("a CHECK".to_owned());
        }
        let of_expression = |index: &Index| {
            index.parts.iter().any(|part| matches!(&part.target, KeyTarget::Expression(sql) if mentions(sql)))
        };
        if table.indexes.iter().any(of_expression) {
            return Some("a key".to_owned());
        }
        let bare = name.as_str().to_lowercase();
        if let Some(partitioning) = &table.partitioning
            && partitioning
                .method
                .operand
                .as_ref()
                .is_some_and(|sql| sql.as_str().to_lowercase().contains(&bare))
        {
            return Some("the partitioning".to_owned());
        }
    }
    None
}

fn uses(index: &Index, replaced: &[&Name]) -> bool {
    index.columns().any(|column| replaced.iter().any(|name| name.same_folded(column)))
}

/// A key dies with its column, or loses it: keys over a replaced column are dropped before and added after.
fn replace_keys(
    replaced: &[&Name],
    changes: &[Change],
    (current, wanted): (&Table, &Table),
    before: &mut Vec<Change>,
    after: &mut Vec<Change>,
) {
    for index in current.indexes.iter().filter(|index| uses(index, replaced)) {
        let dropped = Change::DropIndex(index.clone());
        if !changes.contains(&dropped) {
            before.push(dropped);
        }
    }
    for index in wanted.indexes.iter().filter(|index| uses(index, replaced)) {
        let added = Change::AddIndex(index.clone());
        if !changes.contains(&added) {
            after.push(added);
        }
    }
}

fn position_of(name: &Name, table: &Table) -> Position {
    let at = table.columns.iter().position(|column| column.name.same_folded(name)).unwrap_or(0);
    match at.checked_sub(1).and_then(|before| table.columns.get(before)) {
        Some(before) => Position::After(before.name.clone()),
        None => Position::First,
    }
}
