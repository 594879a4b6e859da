//! `--dialect`: the server that a dump comes from, when there is none to ask.

use clap::ValueEnum;
use shadowtable_plan::Folding;
use shadowtable_schema::{Dialect, Flavor};

/// A server that prints tables, by its release series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DialectName {
    /// MySQL 9.x
    #[value(name = "mysql-9")]
    MySql9,
    /// MySQL 8.x
    #[value(name = "mysql-8")]
    MySql8,
    /// MySQL 5.7
    #[value(name = "mysql-5.7")]
    MySql57,
    /// MySQL 5.6
    #[value(name = "mysql-5.6")]
    MySql56,
    /// MariaDB 10.6 to 10.11
    #[value(name = "mariadb-10.11")]
    MariaDb10,
    /// MariaDB 11.x
    #[value(name = "mariadb-11")]
    MariaDb11,
    /// OceanBase 4.3.5 in MySQL mode
    #[value(name = "oceanbase")]
    OceanBase,
    /// TiDB 8.x
    #[value(name = "tidb")]
    TiDb,
}

impl DialectName {
    /// The dialect: the last release of the series that we know.
    pub const fn dialect(self) -> Dialect {
        match self {
            Self::MySql9 => Dialect::new(Flavor::MySql, 9, 7, 0),
            Self::MySql8 => Dialect::new(Flavor::MySql, 8, 4, 0),
            Self::MySql57 => Dialect::new(Flavor::MySql, 5, 7, 44),
            Self::MySql56 => Dialect::new(Flavor::MySql, 5, 6, 51),
            Self::MariaDb10 => Dialect::new(Flavor::MariaDb, 10, 11, 14),
            Self::MariaDb11 => Dialect::new(Flavor::MariaDb, 11, 8, 3),
            Self::OceanBase => Dialect::new(Flavor::OceanBase, 4, 3, 5),
            Self::TiDb => Dialect::new(Flavor::TiDb, 8, 5, 0),
        }
    }

    /// How such a server compares names of tables, as it is set up by default on Linux. Names in a dump are taken as
    /// they are.
    pub const fn folding(self) -> Folding {
        match self {
            Self::OceanBase | Self::TiDb => Folding::IgnoreCase,
            _ => Folding::Exact,
        }
    }
}
