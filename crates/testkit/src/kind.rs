//! The list of servers the project is tested on.

use std::fmt;
use std::str::FromStr;

use anyhow::{Result, bail};

/// One of the servers `scripts/servers/fetch` can get.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// MariaDB 10.11, the long-term release most distributions carry.
    MariaDb1011,
    /// MariaDB 11.8, the newest long-term release.
    MariaDb118,
    /// MySQL 9.7, the newest long-term release.
    MySql97,
    /// MySQL 5.6, the oldest dialect supported: no generated columns, no CHECK, no JSON.
    MySql56,
    /// The engine of OceanBase 4.3.5, in one process.
    OceanBase435,
    /// The slimmer engine of `seekdb` 1.4, which refuses more.
    OceanBaseSeekDb14,
}

impl Kind {
    /// All of them, in the order in which they are reported.
    pub const ALL: [Self; 6] = [
        Self::MariaDb1011,
        Self::MariaDb118,
        Self::MySql97,
        Self::MySql56,
        Self::OceanBase435,
        Self::OceanBaseSeekDb14,
    ];

    /// Its name: of its cache directory, on the command line and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::MariaDb1011 => "mariadb-10.11",
            Self::MariaDb118 => "mariadb-11.8",
            Self::MySql97 => "mysql-9.7",
            Self::MySql56 => "mysql-5.6",
            Self::OceanBase435 => "oceanbase-4.3.5",
            Self::OceanBaseSeekDb14 => "oceanbase-seekdb-1.4",
        }
    }

    /// Who made it, which is what most of its behaviour follows from.
    pub fn family(self) -> Family {
        match self {
            Self::MariaDb1011 | Self::MariaDb118 => Family::MariaDb,
            Self::MySql97 | Self::MySql56 => Family::MySql,
            Self::OceanBase435 | Self::OceanBaseSeekDb14 => Family::OceanBase,
        }
    }

    /// Whether a run of the tests without it counts as failed. The others come from places that move on by themselves.
    pub fn is_required(self) -> bool {
        matches!(self, Self::MariaDb1011 | Self::MySql56 | Self::OceanBase435)
    }

    /// The environment variable that tells the tests where it runs.
    pub fn env_var(self) -> String {
        let name = self.name().to_ascii_uppercase().replace(['.', '-'], "_");
        format!("SHADOWTABLE_TEST_{name}_URL")
    }

    /// Where it runs according to the environment, if it says so.
    pub fn url_from_env(self) -> Option<String> {
        std::env::var(self.env_var()).ok().filter(|url| !url.is_empty())
    }
}

/// The makers of servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// MariaDB.
    MariaDb,
    /// MySQL.
    MySql,
    /// OceanBase.
    OceanBase,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Kind {
    type Err = anyhow::Error;

    fn from_str(name: &str) -> Result<Self> {
        match Self::ALL.into_iter().find(|kind| kind.name() == name) {
            Some(kind) => Ok(kind),
            None => bail!("no server is called {name}; known are {}", Self::ALL.map(Self::name).join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_back() {
        for kind in Kind::ALL {
            assert_eq!(kind.name().parse::<Kind>().unwrap(), kind);
        }
    }

    #[test]
    fn the_variable_has_no_dots_or_dashes() {
        assert_eq!(Kind::MariaDb1011.env_var(), "SHADOWTABLE_TEST_MARIADB_10_11_URL");
        assert_eq!(Kind::OceanBaseSeekDb14.env_var(), "SHADOWTABLE_TEST_OCEANBASE_SEEKDB_1_4_URL");
    }
}
