//! OceanBase: one change an ALTER, since it refuses most combinations (1235, 4179), and often only later versions know
//! which. What was run and worked may stand together: dropping and adding a primary key.

use super::bounds::{cuts_rows, is_in, methods};
use super::{Step, prefixed, remade, step};
use shadowtable_schema::model::{
    Column, ColumnClause, Index, IndexKind, IndexOption, KeyTarget, Table, TableOption,
};
use shadowtable_schema::render::{alter::COLUMN_GROUP, column_group};
use shadowtable_schema::{Change, Dialect, Name};

/// The steps, in an order in which each leaves a table that the server accepts.
pub fn steps(
    changes: Vec<Change>,
    current: &Table,
    wanted: &Table,
    dialect: Dialect,
) -> Result<Vec<Step>, String> {
    let changes = prefixed::with_keys_apart(changes, current, wanted, dialect)?;
    changes.iter().try_for_each(|change| refused(change, current, wanted, dialect))?;
    let changes = with_checks_of_columns(changes, current, wanted);
    let changes = remade::with_forgotten(changes, current, wanted, dialect)?;
    let mut sorted: Vec<(Place, Change)> =
        changes.into_iter().map(|change| (place(&change), change)).collect();
    sorted.sort_by_key(|(place, _)| *place);
    let mut steps: Vec<Step> = Vec::new();
    for (place, change) in sorted {
        match (place, steps.last_mut()) {
            (Place::PrimaryKey, Some(Step(last))) if last.iter().any(is_primary) => last.push(change),
            _ => steps.extend(split(change, dialect).into_iter().map(|change| Step(vec![change]))),
        }
    }
    Ok(steps)
}

/// A column of another type must be free of CHECKs meanwhile ("Alter column with check constraint not supported", 1235). A
/// roaring bitmap that comes to refuse NULL takes all CHECKs of the table with it (seen on 4.3.5).
fn with_checks_of_columns(mut changes: Vec<Change>, current: &Table, wanted: &Table) -> Vec<Change> {
    let retyped: Vec<String> = changes
        .iter()
        .filter_map(|change| match change {
            Change::ModifyColumn { from, to, .. } if is_retyped((from, current), (to, wanted)) => {
                Some(from.name.quoted().to_lowercase())
            }
            _ => None,
        })
        .collect();
    let loses_all = changes.iter().any(is_bitmap_without_null);
    for check in &current.checks {
        let expression = check.expression.as_str().to_lowercase();
        let dropped = Change::DropCheck(check.clone());
        let is_touched = loses_all || retyped.iter().any(|name| expression.contains(name));
        if changes.contains(&dropped) || !is_touched {
            continue;
        }
        // It stays, so the wanted table has it too, but maybe under another name.
        let added = wanted.checks.iter().find(|one| {
            one.expression == check.expression && !changes.contains(&Change::AddCheck((*one).clone()))
        });
        let mut added = added.unwrap_or(check).clone();
        added.name.clone_from(&check.name);
        changes.push(dropped);
        changes.push(Change::AddCheck(added));
    }
    changes
}

fn is_bitmap_without_null(change: &Change) -> bool {
    match change {
        Change::ModifyColumn { from, to, position: _ } => {
            to.is_not_null() && !from.is_not_null() && to.data_type.is("roaringbitmap")
        }
        _ => false,
    }
}

/// Whether a column of a table gets another type, character set or collation; what it does not name is its table's.
pub fn is_retyped((from, current): (&Column, &Table), (to, wanted): (&Column, &Table)) -> bool {
    from.data_type != to.data_type || has_other_text((from, current), (to, wanted))
}

/// Whether a column gets another character set or collation.
pub fn has_other_text((from, current): (&Column, &Table), (to, wanted): (&Column, &Table)) -> bool {
    let inherited = (current.charset(), current.collation()) != (wanted.charset(), wanted.collation());
    from.charset() != to.charset()
        || from.collation() != to.collation()
        || inherited && from.data_type.has_charset() && from.charset().is_none() && from.collation().is_none()
}

/// Where a change stands in the order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Constraints,
    Keys,
    PrimaryKey,
    GeneratedColumns,
    DroppedColumns,
    Options,
    Columns,
    Partitions,
    NewKeys,
    NewConstraints,
}

fn place(change: &Change) -> Place {
    match change {
        Change::DropForeignKey(_) | Change::DropCheck(_) | Change::DropPeriod(_) => Place::Constraints,
        Change::DropIndex(index) if index.is_primary() => Place::PrimaryKey,
        Change::DropIndex(_) | Change::RenameIndex { .. } => Place::Keys,
        Change::DropColumn(column) if column.generated().is_some() => Place::GeneratedColumns,
        Change::DropColumn(_) => Place::DroppedColumns,
        Change::SetCharset { .. }
        | Change::SetOption { .. }
        | Change::ResetOption(_)
        | Change::Verbatim { .. } => Place::Options,
        Change::AddColumn { .. } | Change::ModifyColumn { .. } | Change::MoveColumn { .. } => Place::Columns,
        Change::AddIndex(index) if index.is_primary() => Place::PrimaryKey,
        Change::AddIndex(_) | Change::HideIndex { .. } => Place::NewKeys,
        Change::AddForeignKey(_) | Change::AddCheck(_) | Change::AddPeriod(_) => Place::NewConstraints,
        Change::PartitionTable(_)
        | Change::RemovePartitioning(_)
        | Change::Repartition { .. }
        | Change::AddPartitions(_)
        | Change::DropPartitions(_)
        | Change::ReorganizePartitions { .. }
        | Change::AddHashPartitions { .. }
        | Change::CoalescePartitions { .. } => Place::Partitions,
    }
}

fn is_primary(change: &Change) -> bool {
    matches!(change, Change::DropIndex(index) | Change::AddIndex(index) if index.is_primary())
}

/// What the server refuses in any ALTER, with its own answer.
fn refused(change: &Change, current: &Table, wanted: &Table, dialect: Dialect) -> Result<(), String> {
    match change {
        Change::DropColumn(column) if in_primary_key(&column.name, current) => {
            Err(format!("column {} is in the primary key, and {dialect} can't drop it (1235)", column.name))
        }
        Change::ModifyColumn { from, to, .. } if from.srid() != to.srid() => {
            Err(format!("{dialect} can't change the reference system of column {} (1235)", to.name))
        }
        Change::ModifyColumn { from, to, .. } if is_other_kind(from, to) => {
            Err(format!("{dialect} can't make column {} of another kind of type (1235)", to.name))
        }
        Change::AddIndex(index) | Change::DropIndex(index) if index.is_primary() && is_heap(current) => {
            Err(format!("{dialect} can't change the primary key of a heap (1235)"))
        }
        Change::AddIndex(index) if index.is_primary() && index.comment() != comment_of_primary(current) => {
            Err(format!("{dialect} keeps the comment that a primary key had"))
        }
        Change::AddIndex(index) if index.is_primary() && leaves_partitioning(index, current) => {
            Err(format!("the new primary key lacks a column by which {dialect} still cuts the table (1503)"))
        }
        Change::AddIndex(index) if index.is_primary() && adds_column_of(index, current) => {
            Err(format!("the new primary key has a new column, which {dialect} can't add so (1235)"))
        }
        Change::AddIndex(index) if matches!(index.kind, IndexKind::Other(_)) => {
            Err(format!("{dialect} has no ALTER that adds such a key (1064)"))
        }
        Change::AddIndex(index) if remade::has_own_block_size(index, wanted) => {
            Err(format!("{dialect} gives the block size of an added key to the whole table"))
        }
        Change::AddIndex(index) if is_multi_valued(index) => {
            Err(format!("{dialect} makes a multi-valued key only with its table (1235)"))
        }
        Change::ModifyColumn { from: _, to: column, position: _ }
        | Change::MoveColumn { column, position: _ }
            if column.is_not_null() && has_no_first_value(column) =>
        {
            Err(format!("{dialect} takes the values of column {} for NULL (1138)", column.name))
        }
        Change::ModifyColumn { from, to, position: _ }
            if (from.charset() != to.charset() || from.collation() != to.collation())
                && cuts_rows(&from.name, current) =>
        {
            Err(format!("{dialect} can't convert {}, whose values are bounds (1654)", to.name))
        }
        Change::RemovePartitioning(_) => Err(format!("{dialect} has no REMOVE PARTITIONING (1064)")),
        Change::ReorganizePartitions { .. } => {
            Err(format!("{dialect} can't merge partitions or cut them anew"))
        }
        Change::SetOption { from: _, to } if to.name.as_str() == "ORGANIZATION" => {
            Err(format!("{dialect} can't change how a table is organized"))
        }
        Change::AddColumn { column, .. } if has_no_first_value(column) => Err(format!(
            "{dialect} can't add column {}: it refuses NULL and has no default (1138)",
            column.name
        )),
        Change::AddColumn { column, .. } if computed_from_later(column, wanted) => {
            Err(format!("generated column {} stands before the columns it is computed from", column.name))
        }
        _ => Ok(()),
    }
}

/// Whether the type has no value of its own for rows that have none. In ALTER, the server then takes every row's for NULL,
/// even if there are no rows.
fn has_no_first_value(column: &Column) -> bool {
    const SHAPES: [&str; 9] = [
        "geometry",
        "point",
        "linestring",
        "polygon",
        "multipoint",
        "multilinestring",
        "multipolygon",
        "geometrycollection",
        "geomcollection",
    ];
    let is = |name: &&str| column.data_type.is(name);
    is(&"vector") || is(&"array") || SHAPES.iter().any(is)
}

fn is_heap(table: &Table) -> bool {
    table.option("ORGANIZATION").is_some_and(|option| option.value.is_word("HEAP"))
}

fn comment_of_primary(table: &Table) -> Option<&str> {
    table.primary_key().and_then(Index::comment)
}

/// Whether the table is partitioned by a column that is not in the key.
fn leaves_partitioning(key: &Index, table: &Table) -> bool {
    let outside = |column: &&Column| !key.columns().any(|name| name.same_folded(&column.name));
    table
        .columns
        .iter()
        .filter(outside)
        .any(|column| methods(table).any(|method| is_in(&column.name, method)))
}

/// Types other than numbers, points in time, texts and bytes are not altered into others ("Alter non string type not
/// supported").
fn is_other_kind(from: &Column, to: &Column) -> bool {
    const PLAIN: [&str; 26] = [
        "tinyint",
        "smallint",
        "mediumint",
        "int",
        "bigint",
        "decimal",
        "float",
        "double",
        "bit",
        "date",
        "datetime",
        "timestamp",
        "time",
        "year",
        "char",
        "varchar",
        "binary",
        "varbinary",
        "tinytext",
        "text",
        "mediumtext",
        "longtext",
        "tinyblob",
        "blob",
        "mediumblob",
        "longblob",
    ];
    let is_plain = |column: &Column| {
        column.data_type.has_members() || PLAIN.iter().any(|name| column.data_type.is(name))
    };
    let same = from.data_type.name.as_str().eq_ignore_ascii_case(to.data_type.name.as_str());
    !(same || (is_plain(from) && is_plain(to)))
}

fn in_primary_key(name: &Name, table: &Table) -> bool {
    table.primary_key().is_some_and(|key| key.columns().any(|column| column.same_folded(name)))
}

fn adds_column_of(index: &Index, current: &Table) -> bool {
    index.columns().any(|column| current.column(column).is_none())
}

fn is_multi_valued(index: &Index) -> bool {
    index.kind == IndexKind::Plain { index_word: true }
        && index.parts.iter().any(|part| matches!(part.target, KeyTarget::Expression(_)))
}

fn computed_from_later(column: &Column, wanted: &Table) -> bool {
    let Some(generated) = column.generated() else { return false };
    let behind = wanted.columns.iter().skip_while(|one| one.name != column.name).skip(1);
    let text = generated.expression.as_str().to_lowercase();
    behind.into_iter().any(|later| text.contains(&later.name.quoted().to_lowercase()))
}

/// What the server reports as done but does only half, or takes only in halves: each half alone works.
fn split(change: Change, dialect: Dialect) -> Vec<Change> {
    match change {
        // `MODIFY id bigint AUTO_INCREMENT COMMENT 'x'` on an int without them leaves type and comment as they were (seen
        // on 4.3.5).
        Change::ModifyColumn { from, to, position }
            if to.is_auto_increment() && !from.is_auto_increment() =>
        {
            let mut typed = to.clone();
            typed.clauses.retain(|clause| *clause != ColumnClause::AutoIncrement);
            if typed == from {
                return vec![Change::ModifyColumn { from, to, position }];
            }
            vec![
                Change::ModifyColumn { from, to: typed.clone(), position },
                Change::ModifyColumn { from: typed, to, position: None },
            ]
        }
        // INVISIBLE is accepted when a key is added, and lost (seen on 4.3.5).
        Change::AddIndex(index) if index.is_hidden() => {
            let mut shown = index.clone();
            shown.options.retain(|option| !matches!(option, IndexOption::Hidden(..)));
            vec![Change::AddIndex(shown.clone()), Change::HideIndex { from: shown, to: index }]
        }
        // Groups are added, or dropped, but not both at once.
        Change::SetOption { from: Some(from), to } if to.name.as_str() == COLUMN_GROUP => {
            let whole = Change::SetOption { from: Some(from.clone()), to: to.clone() };
            if step::clause(&whole, dialect).is_some() {
                return vec![whole];
            }
            let both = TableOption { value: column_group::union(&from.value, &to.value), ..to.clone() };
            vec![
                Change::SetOption { from: Some(from), to: both.clone() },
                Change::SetOption { from: Some(both), to },
            ]
        }
        change => vec![change],
    }
}

/// Whether a change has no clause of its own but those of its halves.
pub fn takes_in_halves(change: &Change) -> bool {
    matches!(change, Change::SetOption { from: Some(_), to } if to.name.as_str() == COLUMN_GROUP)
}
