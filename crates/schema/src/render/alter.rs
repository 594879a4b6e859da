//! The clauses of ALTER TABLE: one for each [`Change`] that a server can carry out so.

use super::writer::{Style, Writer};
use super::{check, column, column_group, foreign_key, index, partition, table, table_option};
use crate::change::{Change, Position, TableCharset};
use crate::model::{
    Check, Column, Index, IndexOption, Method, Partition, Partitioning, TableOption, Visibility,
};
use crate::{Dialect, Flavor, Name};
use std::borrow::Cow;

/// The option of OceanBase that says in which groups columns are stored.
pub const COLUMN_GROUP: &str = "WITH COLUMN GROUP";

/// `ALTER TABLE name clause, clause`. What says how the table is partitioned stands last and without a comma before it
/// (manual: "ALTER TABLE Statement").
pub fn alter_table(table: &Name, clauses: &[String]) -> String {
    let (partitioning, others): (Vec<&String>, Vec<&String>) =
        clauses.iter().partition(|clause| is_partitioning(clause));
    let mut sql = format!("ALTER TABLE {}", table.quoted());
    for (position, clause) in others.into_iter().enumerate() {
        sql.push_str(if position == 0 { " " } else { ", " });
        sql.push_str(clause);
    }
    for clause in partitioning {
        sql.push(' ');
        sql.push_str(clause.trim_start());
    }
    sql
}

fn is_partitioning(clause: &str) -> bool {
    let clause = clause.trim_start();
    clause.starts_with("PARTITION BY")
        || (clause.starts_with("/*!") && clause.contains("PARTITION BY"))
        || clause == "REMOVE PARTITIONING"
}

/// The clause that carries out `change` on `dialect`; `None` where no such clause exists.
pub fn clause(change: &Change, dialect: Dialect) -> Option<String> {
    let mut writer = Writer::new(dialect, Style::Executable);
    write(&mut writer, change)?;
    Some(writer.finish())
}

fn write(writer: &mut Writer, change: &Change) -> Option<()> {
    match change {
        Change::AddColumn { column, position } => add_column(writer, column, position),
        Change::DropColumn(column) => named(writer, "DROP COLUMN ", &column.name),
        Change::ModifyColumn { from, to, position } => modify(writer, from, to, position.as_ref()),
        Change::MoveColumn { column, position } => modify(writer, column, column, Some(position)),
        Change::AddIndex(index) => {
            writer.push("ADD ");
            index::index(writer, &as_added(index, writer.dialect()));
        }
        Change::DropIndex(index) => match &index.name {
            Some(name) => named(writer, "DROP KEY ", name),
            None => writer.push("DROP PRIMARY KEY"),
        },
        Change::RenameIndex { from, to } => {
            named(writer, "RENAME KEY ", from.name.as_ref()?);
            writer.push(" TO ");
            writer.name(to.name.as_ref()?);
        }
        Change::HideIndex { from: _, to } => hide(writer, to)?,
        Change::AddForeignKey(key) => {
            writer.push("ADD");
            foreign_key::foreign_key(writer, key);
        }
        Change::DropForeignKey(key) => named(writer, "DROP FOREIGN KEY ", key.name.as_ref()?),
        Change::AddCheck(check) => {
            writer.push("ADD");
            check::check(writer, check);
        }
        Change::DropCheck(check) => drop_check(writer, check)?,
        Change::AddPeriod(period) => {
            writer.push("ADD ");
            table::period(writer, period);
        }
        Change::DropPeriod(period) => {
            writer.push("DROP PERIOD FOR ");
            writer.push(period.name.as_str());
        }
        Change::SetCharset { from: _, to } => charset(writer, to)?,
        Change::SetOption { from, to } if to.name.as_str() == COLUMN_GROUP => {
            let from = from.as_ref().map(|option| &option.value);
            writer.push(&column_group::change(from, Some(&to.value))?);
        }
        Change::ResetOption(option) if option.name.as_str() == COLUMN_GROUP => {
            writer.push(&column_group::change(Some(&option.value), None)?);
        }
        Change::SetOption { from: _, to } => set_option(writer, to),
        Change::ResetOption(option) => writer.push(default_option(option)?),
        Change::Verbatim { .. } => return None,
        Change::PartitionTable(_)
        | Change::Repartition { .. }
        | Change::RemovePartitioning(_)
        | Change::AddPartitions(_)
        | Change::DropPartitions(_)
        | Change::ReorganizePartitions { .. }
        | Change::AddHashPartitions { .. }
        | Change::CoalescePartitions { .. } => write_partitioning(writer, change),
    }
    Some(())
}

/// OceanBase gives the block size that a new key names to the table and to all its keys; a key that names none has the
/// table's, and the others keep theirs (seen on 4.3.5). It prints one for every key. No ALTER adds a key with one of its own.
fn as_added(index: &Index, dialect: Dialect) -> Cow<'_, Index> {
    if dialect.flavor != Flavor::OceanBase {
        return Cow::Borrowed(index);
    }
    let mut index = index.clone();
    index.options.retain(
        |option| !matches!(option, IndexOption::Verbatim(sql) if sql.as_str().starts_with("BLOCK_SIZE ")),
    );
    Cow::Owned(index)
}

fn write_partitioning(writer: &mut Writer, change: &Change) {
    match change {
        Change::PartitionTable(to) => partition_by(writer, to),
        Change::Repartition { from: _, to } => partition_by(writer, to),
        Change::RemovePartitioning(_) => writer.push("REMOVE PARTITIONING"),
        Change::AddPartitions(partitions) => {
            writer.push("ADD PARTITION ");
            list(writer, partitions);
        }
        Change::DropPartitions(partitions) => names(writer, "DROP PARTITION ", partitions),
        Change::ReorganizePartitions { from, to } => {
            names(writer, "REORGANIZE PARTITION ", from);
            writer.push(" INTO ");
            list(writer, to);
        }
        Change::AddHashPartitions { from, to, wanted } => {
            if writer.dialect().changes_partition_count() {
                writer.push(&format!("ADD PARTITION PARTITIONS {}", to.saturating_sub(*from)));
            } else {
                partition_by(writer, wanted);
            }
        }
        Change::CoalescePartitions { from, to, wanted } => {
            if writer.dialect().changes_partition_count() {
                writer.push(&format!("COALESCE PARTITION {}", from.saturating_sub(*to)));
            } else {
                partition_by(writer, wanted);
            }
        }
        _ => {}
    }
}

fn named(writer: &mut Writer, words: &str, name: &Name) {
    writer.push(words);
    writer.name(name);
}

fn add_column(writer: &mut Writer, column: &Column, position: &Position) {
    writer.push("ADD COLUMN ");
    column::column(writer, column);
    self::position(writer, position);
}

/// A name that differs in case only is another name: CHANGE is the clause that gives one.
fn modify(writer: &mut Writer, from: &Column, to: &Column, position: Option<&Position>) {
    if from.name == to.name {
        writer.push("MODIFY COLUMN ");
    } else {
        named(writer, "CHANGE COLUMN ", &from.name);
        writer.push(" ");
    }
    column::column(writer, to);
    // OceanBase keeps a column invisible until it is told otherwise (seen on 4.3.5).
    if writer.dialect().flavor == Flavor::OceanBase && from.is_invisible() && !to.is_invisible() {
        writer.word("VISIBLE");
    }
    if let Some(position) = position {
        self::position(writer, position);
    }
}

fn position(writer: &mut Writer, position: &Position) {
    match position {
        Position::First => writer.word("FIRST"),
        Position::After(name) => {
            writer.word("AFTER ");
            writer.name(name);
        }
    }
}

/// MySQL 8.0 and OceanBase say `ALTER INDEX … INVISIBLE`, MariaDB 10.6 `ALTER INDEX … IGNORED`.
fn hide(writer: &mut Writer, to: &Index) -> Option<()> {
    let word =
        if writer.dialect().flavor == Flavor::MariaDb { Visibility::Ignored } else { Visibility::Invisible };
    named(writer, "ALTER INDEX ", to.name.as_ref()?);
    writer.word(match (word, to.is_hidden()) {
        (Visibility::Invisible, true) => "INVISIBLE",
        (Visibility::Invisible, false) => "VISIBLE",
        (Visibility::Ignored, true) => "IGNORED",
        (Visibility::Ignored, false) => "NOT IGNORED",
    });
    Some(())
}

/// MariaDB has no `DROP CHECK` (1064 on 10.11), the others no need of more than that.
fn drop_check(writer: &mut Writer, check: &Check) -> Option<()> {
    let words = if writer.dialect().flavor == Flavor::MariaDb { "DROP CONSTRAINT " } else { "DROP CHECK " };
    named(writer, words, check.name.as_ref()?);
    Some(())
}

fn charset(writer: &mut Writer, to: &TableCharset) -> Option<()> {
    let TableCharset { charset, collation } = to;
    writer.push("DEFAULT CHARACTER SET ");
    writer.push(charset.as_ref()?.as_str());
    if let Some(collation) = collation {
        writer.word("COLLATE");
        writer.word(collation.as_str());
    }
    Some(())
}

fn set_option(writer: &mut Writer, option: &TableOption) {
    if option.name.as_str() == "WITH SYSTEM VERSIONING" {
        writer.push("ADD SYSTEM VERSIONING");
    } else {
        table_option::table_option(writer, &TableOption { marker: None, ..option.clone() });
    }
}

/// How an option that was set is given its default again; `None` where no server documents a way.
fn default_option(option: &TableOption) -> Option<&'static str> {
    Some(match option.name.as_str() {
        "COMMENT" => "COMMENT=''",
        "ROW_FORMAT" => "ROW_FORMAT=DEFAULT",
        "KEY_BLOCK_SIZE" => "KEY_BLOCK_SIZE=0",
        "MIN_ROWS" => "MIN_ROWS=0",
        "MAX_ROWS" => "MAX_ROWS=0",
        "AVG_ROW_LENGTH" => "AVG_ROW_LENGTH=0",
        "PACK_KEYS" => "PACK_KEYS=DEFAULT",
        "CHECKSUM" => "CHECKSUM=0",
        "DELAY_KEY_WRITE" => "DELAY_KEY_WRITE=0",
        "STATS_PERSISTENT" => "STATS_PERSISTENT=DEFAULT",
        "STATS_AUTO_RECALC" => "STATS_AUTO_RECALC=DEFAULT",
        "STATS_SAMPLE_PAGES" => "STATS_SAMPLE_PAGES=DEFAULT",
        // MySQL goes on printing 'none'.
        "COMPRESSION" => "COMPRESSION=''",
        "ENCRYPTION" => "ENCRYPTION='N'",
        "TRANSACTIONAL" => "TRANSACTIONAL=DEFAULT",
        "PAGE_CHECKSUM" => "PAGE_CHECKSUM=DEFAULT",
        "UNION" => "UNION=()",
        "TTL" => "REMOVE TTL",
        "WITH SYSTEM VERSIONING" => "DROP SYSTEM VERSIONING",
        _ => return None,
    })
}

/// The executable comment is for dumps that another server reads; here we know who reads. It must stay where the
/// algorithm of KEY closes and opens it again.
fn partition_by(writer: &mut Writer, partitioning: &Partitioning) {
    let split = |method: &Method| method.algorithm.as_ref().is_some_and(|sql| sql.as_str().contains("*/"));
    if split(&partitioning.method) {
        partition::partitioning(writer, partitioning);
    } else {
        partition::partitioning(writer, &Partitioning { marker: None, ..partitioning.clone() });
    }
}

fn list(writer: &mut Writer, partitions: &[Partition]) {
    writer.list(partitions, |writer, one| partition::partition(writer, one, "PARTITION"));
}

fn names(writer: &mut Writer, words: &str, partitions: &[Partition]) {
    writer.push(words);
    for (at, one) in partitions.iter().enumerate() {
        if at > 0 {
            writer.push(", ");
        }
        writer.name(&one.name);
    }
}
