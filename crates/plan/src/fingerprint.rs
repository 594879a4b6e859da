//! Fingerprints: the hash of a table's canonical definition.

use crate::digest::digest;
use shadowtable_schema::model::Table;
use shadowtable_schema::{Dialect, render};
use std::fmt;

/// The hash of a definition without its AUTO_INCREMENT value. Two reads of an unchanged table have the same; any other
/// difference that the server prints gives another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint(String);

/// How many hexadecimal digits a fingerprint has: 128 bits.
const DIGITS: usize = 32;

impl Fingerprint {
    /// The fingerprint of a table that `dialect` printed.
    pub fn of(table: &Table, dialect: Dialect) -> Self {
        let counts =
            |table: &Table| table.options.iter().any(|option| option.name.as_str() == "AUTO_INCREMENT");
        let text = if counts(table) {
            let mut table = table.clone();
            table.options.retain(|option| option.name.as_str() != "AUTO_INCREMENT");
            render::create_table(&table, dialect)
        } else {
            render::create_table(table, dialect)
        };
        Self(digest(&[&text], DIGITS))
    }

    /// The fingerprint that was written as this text.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Its hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
