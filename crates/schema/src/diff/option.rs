//! Table options, and the parts of a table that are only kept as text.

use super::Side;
use crate::change::{Change, TableCharset};
use crate::model::{Table, TableOption};

/// The default character set: a column that names none gets the default that holds when it is added or modified.
pub fn charset(from: &Side<'_>, to: &Side<'_>, changes: &mut Vec<Change>) {
    let charset = |table: &Table| table.option("DEFAULT CHARSET").map(|option| option.value.clone());
    if charset(&from.normal) != charset(&to.normal) {
        changes.push(Change::SetCharset { from: charset_of(from.given), to: charset_of(to.given) });
    }
}

pub fn changes(from: &Side<'_>, to: &Side<'_>, changes: &mut Vec<Change>) {
    for wanted in own_options(&to.normal) {
        let is = from.normal.option(wanted.name.as_str());
        if is != Some(wanted) {
            changes.push(Change::SetOption { from: is.cloned(), to: wanted.clone() });
        }
    }
    for option in own_options(&from.normal) {
        if to.normal.option(option.name.as_str()).is_none() {
            changes.push(Change::ResetOption(option.clone()));
        }
    }
    if from.normal.verbatim != to.normal.verbatim {
        let (from, to) = (from.given.verbatim.clone(), to.given.verbatim.clone());
        changes.push(Change::Verbatim { from, to });
    }
}

fn own_options(table: &Table) -> impl Iterator<Item = &TableOption> {
    table.options.iter().filter(|option| option.name.as_str() != "DEFAULT CHARSET")
}

fn charset_of(table: &Table) -> TableCharset {
    let value = |name| table.option(name).map(|option| option.value.clone());
    TableCharset { charset: value("DEFAULT CHARSET"), collation: value("COLLATE") }
}
