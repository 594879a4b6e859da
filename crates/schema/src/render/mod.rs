//! Rendering: the only place that writes DDL.
//!
//! There are two renderings. The echo is the server's own text and proves that the model lost nothing. The executable one
//! is what a server reads: OceanBase prints quotes in lists that it can't read back.

pub mod alter;
mod check;
mod column;
pub mod column_group;
mod data_type;
mod foreign_key;
mod index;
mod partition;
mod table;
mod table_option;
mod whole_table;
mod writer;

pub use whole_table::{copy_rows, drop_foreign_keys, drop_table, drop_table_if_exists, swap_tables};

use crate::Dialect;
use crate::model::Table;
use crate::parse::Member;
use writer::{Style, Writer};

/// The CREATE TABLE statement that `dialect` reads.
pub fn create_table(table: &Table, dialect: Dialect) -> String {
    let mut writer = Writer::new(dialect, Style::Executable);
    table::table(&mut writer, table);
    writer.finish()
}

/// The text that `dialect` itself would print for the table, but for white space and the order of its columns' and keys'
/// lines: what [`crate::read()`] reads back.
pub fn as_printed(table: &Table, dialect: Dialect) -> String {
    let mut writer = Writer::new(dialect, Style::Echo);
    table::table(&mut writer, table);
    writer.finish()
}

/// The text that `dialect` itself prints for the table, but for white space and the quotes around names; the members
/// of its parenthesis stand in the order of `layout`.
pub(crate) fn echo(table: &Table, layout: &[Member], dialect: Dialect) -> String {
    let mut writer = Writer::new(dialect, Style::Echo);
    table::table_in_order(&mut writer, table, layout);
    writer.finish()
}
