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

    /// The fingerprint of a table without its foreign keys: dropping these is part of dropping the table.
    pub fn without_keys(table: &Table, dialect: Dialect) -> Self {
        let mut table = table.clone();
        table.foreign_keys.clear();
        Self::of(&table, dialect)
    }

    /// The fingerprint of a definition that nobody understands.
    pub fn of_text(text: &str) -> Self {
        let text = match text.split_once(" AUTO_INCREMENT=") {
            Some((before, behind)) => {
                format!("{before}{}", behind.trim_start_matches(|one: char| one.is_ascii_digit()))
            }
            None => text.to_owned(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use shadowtable_schema::{Flavor, read};

    #[test]
    fn rows_that_come_are_no_change() {
        let text = |next: &str| format!("CREATE TABLE `a` (odd) ENGINE=X{next} COMMENT='1'");
        let print = |next| Fingerprint::of_text(&text(next));
        assert_eq!(print(" AUTO_INCREMENT=7"), print(""));
        assert_eq!(print(" AUTO_INCREMENT=7"), print(" AUTO_INCREMENT=12"));
        assert_ne!(print(" AUTO_INCREMENT=7"), print(" ROW_FORMAT=FIXED"));
    }

    #[test]
    fn keys_count_only_where_they_are_asked_for() {
        let dialect = Dialect::new(Flavor::MySql, 9, 7, 0);
        let table = |keys: &str| {
            let text = format!(
                "CREATE TABLE `a` (\n  `id` int NOT NULL,\n  PRIMARY KEY (`id`){keys}\n) ENGINE=InnoDB"
            );
            read(&text, dialect).unwrap()
        };
        let bare = table("");
        let keyed = table(",\n  CONSTRAINT `f` FOREIGN KEY (`id`) REFERENCES `b` (`id`)");
        assert_ne!(Fingerprint::of(&bare, dialect), Fingerprint::of(&keyed, dialect));
        assert_eq!(Fingerprint::without_keys(&keyed, dialect), Fingerprint::of(&bare, dialect));
    }
}
