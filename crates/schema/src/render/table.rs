//! A whole CREATE TABLE statement.

use super::writer::Writer;
use super::{check, column, foreign_key, index, partition, table_option};
use crate::model::{Period, Table, TableOption};
use crate::parse::Member;
use std::iter::repeat_n;

/// The statement with its members in the order that every server reads: columns first, then keys, then constraints.
pub fn table(writer: &mut Writer, table: &Table) {
    let order = [
        (Member::Column, table.columns.len()),
        (Member::Index, table.indexes.len()),
        (Member::Period, table.periods.len()),
        (Member::ForeignKey, table.foreign_keys.len()),
        (Member::Check, table.checks.len()),
        (Member::Verbatim, table.verbatim.len()),
    ];
    let layout: Vec<_> = order.iter().flat_map(|&(member, count)| repeat_n(member, count)).collect();
    table_in_order(writer, table, &layout);
}

/// The statement with its members in the order of `layout`.
pub fn table_in_order(writer: &mut Writer, table: &Table, layout: &[Member]) {
    let Table {
        modifier,
        name,
        columns,
        indexes,
        periods,
        foreign_keys,
        checks,
        verbatim,
        options,
        partitioning,
    } = table;
    writer.push("CREATE");
    if let Some(modifier) = modifier {
        writer.word(modifier.as_str());
    }
    writer.word("TABLE ");
    writer.name(name);
    let (mut columns, mut indexes, mut periods) = (columns.iter(), indexes.iter(), periods.iter());
    let (mut foreign_keys, mut checks, mut verbatim) = (foreign_keys.iter(), checks.iter(), verbatim.iter());
    for (position, member) in layout.iter().enumerate() {
        writer.push(if position == 0 { " (\n  " } else { ",\n  " });
        match member {
            Member::Column => columns.next().into_iter().for_each(|one| column::column(writer, one)),
            Member::Index => indexes.next().into_iter().for_each(|one| index::index(writer, one)),
            Member::Period => periods.next().into_iter().for_each(|one| period(writer, one)),
            Member::ForeignKey => {
                foreign_keys.next().into_iter().for_each(|one| foreign_key::foreign_key(writer, one))
            }
            Member::Check => checks.next().into_iter().for_each(|one| check::check(writer, one)),
            Member::Verbatim => verbatim.next().into_iter().for_each(|one| writer.push(one.as_str())),
        }
    }
    writer.push("\n)");
    options
        .iter()
        .filter(|one| !follows_partitions(one))
        .for_each(|one| table_option::table_option(writer, one));
    if let Some(partitioning) = partitioning {
        partition::partitioning(writer, partitioning);
    }
    options
        .iter()
        .filter(|one| follows_partitions(one))
        .for_each(|one| table_option::table_option(writer, one));
}

/// OceanBase prints and reads column groups behind the partitions.
fn follows_partitions(option: &TableOption) -> bool {
    option.name.as_str() == "WITH COLUMN GROUP"
}

pub fn period(writer: &mut Writer, period: &Period) {
    let Period { name, from, to } = period;
    writer.push("PERIOD FOR ");
    writer.push(name.as_str());
    writer.push(" ");
    writer.list(&[from, to], |writer, name| writer.name(name));
}
