//! A period of time over two columns (MariaDB).

use crate::{Name, Sql};

/// `PERIOD FOR name (from, to)`: system time, or an application's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// `SYSTEM_TIME`, or the quoted name of an application period, as printed.
    pub name: Sql,
    /// Where it begins.
    pub from: Name,
    /// Where it ends.
    pub to: Name,
}

impl Period {
    /// Whether the server keeps it (system versioning).
    pub fn is_system_time(&self) -> bool {
        self.name.is_word("SYSTEM_TIME")
    }
}
