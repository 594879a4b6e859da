//! The server and the database on it that a session found: facts that never change while we work.

use shadowtable_schema::{Dialect, Name, Version};
use std::fmt;

/// What is known of a server and of the session's database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Flavor and version.
    pub dialect: Dialect,
    /// The version of seekdb, OceanBase's single-process build, when it is one.
    pub seekdb: Option<Version>,
    /// What `version()` says.
    pub version_text: String,
    /// What `@@version_comment` says.
    pub comment: String,
    /// 0: table names differ by case; 1: they are stored in lower case; 2: stored as written, compared without case.
    pub lower_case_table_names: u8,
    /// The database as the server spells it.
    pub database: Name,
    /// Which server this is.
    pub identity: Identity,
    /// The database's default character set.
    pub charset: String,
    /// The database's default collation.
    pub collation: String,
    /// The `sql_mode` a session gets when it asks for none.
    pub sql_mode: String,
}

impl Server {
    /// A table name as the server compares it: folded unless case makes a difference there.
    #[must_use]
    pub fn fold(&self, name: &Name) -> Name {
        if self.folds_names() { name.folded() } else { name.clone() }
    }

    /// Whether two table names that differ by case only are one table.
    pub const fn folds_names(&self) -> bool {
        self.lower_case_table_names != 0
    }
}

/// One server among all: its `server_uuid`, or where there is none a hash of host, port and data directory.
///
/// A plan made on one server is refused on another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Identity(String);

impl Identity {
    /// The identity stored as this text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text to store.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
