//! What a server can do: one question a function, each with the source of its answer.

use super::{Dialect, Flavor, Version};

/// Where a constraint's name must be unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConstraintScope {
    /// In its table.
    Table,
    /// In its database.
    Database,
}

impl Dialect {
    const fn is(self, flavor: Flavor) -> bool {
        // PartialEq is not const.
        self.flavor as u8 == flavor as u8
    }

    pub(super) fn at_least(self, flavor: Flavor, version: Version) -> bool {
        self.is(flavor) && self.version >= version
    }

    /// Whether strings in ENUM, SET and LIST partitions are printed without escapes (seen on OceanBase 4.3.5).
    pub const fn prints_members_unescaped(self) -> bool {
        matches!(self.flavor, Flavor::OceanBase)
    }

    /// Whether the names and columns of foreign keys may be printed without doubling the backquotes in them (seen on
    /// MariaDB 10.11, not on 11.8).
    pub const fn prints_key_columns_unescaped(self) -> bool {
        matches!(self.flavor, Flavor::MariaDb)
    }

    /// Whether HASH and KEY partitions are added and merged by number; OceanBase 4.3.5 answers 1064 and wants the whole
    /// `PARTITION BY … PARTITIONS n`.
    pub const fn changes_partition_count(self) -> bool {
        !matches!(self.flavor, Flavor::OceanBase)
    }

    /// Where CHECK names are unique (3822 on MySQL 9.7 and OceanBase; MariaDB 10.11 allows twins).
    pub const fn check_name_scope(self) -> ConstraintScope {
        match self.flavor {
            Flavor::MariaDb => ConstraintScope::Table,
            Flavor::MySql | Flavor::OceanBase | Flavor::TiDb => ConstraintScope::Database,
        }
    }

    /// Whether CHECK constraints are stored: MySQL parsed and forgot them before 8.0.16, MariaDB before 10.2.
    pub fn stores_checks(self) -> bool {
        match self.flavor {
            Flavor::MySql => self.version >= Version::new(8, 0, 16),
            Flavor::MariaDb => self.version >= Version::new(10, 2, 1),
            Flavor::OceanBase => true,
            Flavor::TiDb => self.version >= Version::new(7, 2, 0),
        }
    }

    /// Whether an ALTER may give a key another name (MySQL 5.7.1, MariaDB 10.5.2; seen on OceanBase 4.3.5, not run on TiDB).
    pub fn renames_keys(self) -> bool {
        match self.flavor {
            Flavor::MySql => self.version >= Version::new(5, 7, 1),
            Flavor::MariaDb => self.version >= Version::new(10, 5, 2),
            Flavor::OceanBase => true,
            Flavor::TiDb => false,
        }
    }

    /// Whether an ALTER may combine clauses freely; OceanBase refuses many combinations with 1235 or 4179.
    pub const fn combines_alter_clauses(self) -> bool {
        matches!(self.flavor, Flavor::MySql | Flavor::MariaDb)
    }
}
