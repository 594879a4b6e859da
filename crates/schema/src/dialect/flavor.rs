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
    /// The family of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::OceanBase, Self::MySql, Self::MariaDb, Self::TiDb].into_iter().find(|one| one.as_str() == word)
    }

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
