//! The hazards of a list of changes.

use super::known::Phrases;
use super::{Hazard, HazardCode, Known, Question, Severity, column};
use shadowtable_schema::Change;
use shadowtable_schema::model::{Column, Index, Partition, Storage, Table};

const SAME_VALUES: Phrases = Phrases {
    unknown: "rows with the same values fail the statement",
    none: "no value stands in two rows",
    one: "value stands in several rows and fails the statement",
    several: "values stand in several rows and fail the statement",
};

const UNFIT: Phrases = Phrases {
    unknown: "a row that does not fit fails the statement",
    none: "every row fits",
    one: "row does not fit and fails the statement",
    several: "rows do not fit and fail the statement",
};

const ORPHANED: Phrases = Phrases {
    unknown: "a row without a parent fails the statement",
    none: "every row has its parent",
    one: "row has no parent and fails the statement",
    several: "rows have no parent and fail the statement",
};

/// The hazards of the changes that one statement carries out on `current`, a shadow of which this is `known`.
///
/// On an empty shadow every one of them is a notice: nothing can be lost, and the statement is checked again right
/// before it runs.
pub fn assess(changes: &[Change], current: &Table, wanted: &Table, known: Known<'_>) -> Vec<Hazard> {
    let rows = known.rows;
    let mut hazards: Vec<Hazard> =
        changes.iter().flat_map(|change| of_change(change, changes, (current, wanted), known)).collect();
    if rows.is_large() && known.online.is_none() && changes.iter().any(copies_rows) {
        hazards.push(Hazard::gate(
            HazardCode::BlocksWrites,
            format!("writes to the table may wait while {} altered", rows.that_are()),
        ));
    }
    if rows.is_empty() {
        hazards.iter_mut().for_each(|hazard| hazard.severity = Severity::Notice);
    }
    hazards
}

fn of_change(change: &Change, all: &[Change], tables: (&Table, &Table), known: Known<'_>) -> Vec<Hazard> {
    let words = known.rows.in_words();
    let question = Question::of(change, tables.0, tables.1);
    let misfits = |code, what: &str, phrases| vec![known.misfits(code, what, question.as_ref(), phrases)];
    match change {
        Change::DropColumn(column) if column.generated().is_some() => {
            no_longer_computed(column, tables.1, &words)
        }
        Change::DropColumn(column) => {
            let sentence = format!("column {} and its values are dropped ({words})", column.name);
            vec![Hazard::gate(HazardCode::DropsColumn, sentence)]
        }
        Change::ModifyColumn { from, to, position: _ } => column::modified(from, to, tables, known),
        Change::DropIndex(index) => dropped(index, all),
        Change::AddIndex(index) if index.is_unique() && !same_or_looser(index, tables.0) => {
            misfits(HazardCode::AddsUnique, &format!("{} is added", named(index)), &SAME_VALUES)
        }
        Change::AddCheck(check) if check.is_enforced() => {
            misfits(HazardCode::AddsCheck, &format!("a CHECK ({}) is added", check.expression), &UNFIT)
        }
        Change::AddForeignKey(key) => {
            let what = format!("a foreign key to {} is added", key.parent.name);
            misfits(HazardCode::AddsForeignKey, &what, &ORPHANED)
        }
        Change::DropPartitions(partitions) => {
            let sentence = format!("partitions {} and their rows are dropped", names(partitions));
            vec![Hazard::gate(HazardCode::DropsPartition, sentence)]
        }
        Change::PartitionTable(_) | Change::Repartition { .. } => {
            let sentence = format!(
                "rows are cut into other partitions: one that fits none fails the statement ({words})"
            );
            vec![Hazard::gate(HazardCode::Repartitions, sentence)]
        }
        Change::AddColumn { .. }
        | Change::MoveColumn { .. }
        | Change::AddIndex(_)
        | Change::RenameIndex { .. }
        | Change::HideIndex { .. }
        | Change::DropForeignKey(_)
        | Change::AddCheck(_)
        | Change::DropCheck(_)
        | Change::AddPeriod(_)
        | Change::DropPeriod(_)
        | Change::SetCharset { .. }
        | Change::SetOption { .. }
        | Change::ResetOption(_)
        | Change::Verbatim { .. }
        | Change::RemovePartitioning(_)
        | Change::AddPartitions(_)
        | Change::ReorganizePartitions { .. }
        | Change::AddHashPartitions { .. }
        | Change::CoalescePartitions { .. } => Vec::new(),
    }
}

/// A dropped key is a hazard when it enforces something that no key enforces afterwards.
fn dropped(index: &Index, all: &[Change]) -> Vec<Hazard> {
    let comes_back = all.iter().any(|change| match change {
        Change::AddIndex(new) => new.is_unique() && covers(index, new),
        _ => false,
    });
    if !index.is_unique() || comes_back {
        return Vec::new();
    }
    let (code, what) = if index.is_primary() {
        (HazardCode::DropsPrimaryKey, "the primary key is dropped".to_owned())
    } else {
        (HazardCode::DropsUnique, format!("{} is dropped: duplicates may come", named(index)))
    };
    vec![Hazard::gate(code, what)]
}

/// Whether all rows that `new` accepts, `old` accepts too: it has no column that `old` lacks.
fn covers(old: &Index, new: &Index) -> bool {
    new.parts.len() == new.columns().count()
        && new.columns().all(|column| old.columns().any(|other| other.same_folded(column)))
}

/// Whether some unique key of the table already refuses every pair of rows that the new key would refuse.
fn same_or_looser(index: &Index, current: &Table) -> bool {
    current.indexes.iter().any(|old| {
        old.is_unique()
            && old.parts.len() == old.columns().count()
            && old.parts.iter().all(|part| part.length.is_none() && index.parts.contains(part))
    })
}

/// What was computed can be computed again, unless the column is a plain one from now on.
fn no_longer_computed(column: &Column, wanted: &Table, words: &str) -> Vec<Hazard> {
    let becomes_plain = wanted.column(&column.name).is_some_and(|to| to.generated().is_none());
    let sentence = format!(
        "column {} is no longer computed: it is dropped with its values and added ({words})",
        column.name
    );
    if becomes_plain { vec![Hazard::gate(HazardCode::DropsColumn, sentence)] } else { Vec::new() }
}

fn named(index: &Index) -> String {
    index.name.as_ref().map_or_else(|| "the primary key".to_owned(), |name| format!("unique key {name}"))
}

fn names(partitions: &[Partition]) -> String {
    partitions.iter().map(|one| one.name.to_string()).collect::<Vec<_>>().join(", ")
}

/// Whether a server goes through all rows for the change. Dropping a key, adding a column (instant or in place, unless its
/// values are computed and stored) and changing a comment do not.
fn copies_rows(change: &Change) -> bool {
    let is_stored =
        |column: &Column| column.generated().is_some_and(|generated| generated.storage == Storage::Stored);
    matches!(change, Change::AddColumn { column, .. } if is_stored(column))
        || matches!(
            change,
            Change::ModifyColumn { .. }
                | Change::MoveColumn { .. }
                | Change::DropColumn(_)
                | Change::AddIndex(_)
                | Change::AddForeignKey(_)
                | Change::AddCheck(_)
                | Change::SetOption { .. }
                | Change::PartitionTable(_)
                | Change::Repartition { .. }
                | Change::RemovePartitioning(_)
                | Change::ReorganizePartitions { .. }
                | Change::AddHashPartitions { .. }
                | Change::CoalescePartitions { .. }
        )
}
