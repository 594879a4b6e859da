//! The families of servers that speak MySQL's language.

use std::fmt;

/// A family of servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flavor {
    /// OceanBase in MySQL mode; its single-process build (seekdb) too.
    OceanBase,
    /// MySQL, and builds that keep its version numbers (Percona Server).
    MySql,
    /// MariaDB.
    MariaDb,
    /// TiDB.
    TiDb,
}

impl Flavor {
    /// The word used in output, options and stored plans.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OceanBase => "oceanbase",
            Self::MySql => "mysql",
            Self::MariaDb => "mariadb",
            Self::TiDb => "tidb",
        }
    }
}

impl fmt::Display for Flavor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
