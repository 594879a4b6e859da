//! The registry's table: where it is, and the one CREATE TABLE that this room writes.

use shadowtable_schema::{Flavor, Name};
use std::str::FromStr;

/// The registry's name when nothing else is said. It is never a source.
pub const TABLE: &str = "shadowtable_registry";

/// Where the registry is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// In the target database, as `shadowtable_registry`.
    #[default]
    InDatabase,
    /// This table, for several databases.
    At {
        /// Its database.
        schema: Name,
        /// Its name.
        table: Name,
    },
    /// Nowhere: no table is known to be a shadow.
    Nowhere,
}

/// A text that names no place for the registry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} names no table for the registry: write schema.table, or none")]
pub struct PlaceError {
    /// What was written.
    pub text: String,
}

impl FromStr for Place {
    type Err = PlaceError;

    fn from_str(text: &str) -> Result<Self, PlaceError> {
        if text.eq_ignore_ascii_case("none") {
            return Ok(Self::Nowhere);
        }
        match text.split_once('.') {
            Some((schema, table)) if !schema.is_empty() && !table.is_empty() && !table.contains('.') => {
                Ok(Self::At { schema: schema.into(), table: table.into() })
            }
            _ => Err(PlaceError { text: text.to_owned() }),
        }
    }
}

impl Place {
    /// The table's name if it lies in this database, so that it can be left out of the sources.
    pub fn table_in(&self, database: &Name) -> Option<Name> {
        match self {
            Self::InDatabase => Some(TABLE.into()),
            Self::At { schema, table } if schema.same_folded(database) => Some(table.clone()),
            Self::At { .. } | Self::Nowhere => None,
        }
    }

    /// The table, qualified and quoted; `None` when there is no registry.
    pub(super) fn quoted(&self, database: &Name) -> Option<String> {
        match self {
            Self::InDatabase => Some(format!("{}.{}", database.quoted(), Name::new(TABLE).quoted())),
            Self::At { schema, table } => Some(format!("{}.{}", schema.quoted(), table.quoted())),
            Self::Nowhere => None,
        }
    }
}

/// The statement that creates the table.
///
/// The key is 64 + 8 + 64 characters of at most 4 bytes: 544 bytes, below the 767 that MySQL 5.6 allows. Names compare by
/// bytes: they are stored as the server folds them.
pub(super) fn create_sql(table: &str, flavor: Flavor) -> String {
    let engine = match flavor {
        Flavor::MySql | Flavor::MariaDb => "ENGINE = InnoDB ",
        Flavor::OceanBase | Flavor::TiDb => "",
    };
    format!(
        "CREATE TABLE IF NOT EXISTS {table} (
  database_name varchar(64) NOT NULL,
  kind varchar(8) NOT NULL,
  name varchar(64) NOT NULL,
  source varchar(64) NOT NULL,
  rule varchar(8) NOT NULL,
  affix varchar(64) NOT NULL,
  policies varchar(1000) NOT NULL,
  origin varchar(8) NOT NULL,
  program varchar(255) NOT NULL,
  host varchar(255) NOT NULL,
  pid bigint NOT NULL,
  who varchar(255) NOT NULL,
  created_at datetime NOT NULL,
  updated_at datetime NOT NULL,
  PRIMARY KEY (database_name, kind, name)
) {engine}DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin \
         COMMENT = 'Shadowtable: which tables are shadows (kind shadow) and who changes them now (kind writer)'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read() {
        assert_eq!("none".parse(), Ok(Place::Nowhere));
        assert_eq!("ops.shadows".parse(), Ok(Place::At { schema: "ops".into(), table: "shadows".into() }));
        for text in ["shadows", "a.b.c", ".b", "a."] {
            assert!(text.parse::<Place>().is_err(), "{text}");
        }
    }

    #[test]
    fn it_knows_its_table_in_a_database() {
        assert_eq!(Place::InDatabase.table_in(&"shop".into()), Some(TABLE.into()));
        let place = Place::At { schema: "ops".into(), table: "shadows".into() };
        assert_eq!(place.table_in(&"shop".into()), None);
        assert_eq!(place.table_in(&"ops".into()), Some("shadows".into()));
    }
}
