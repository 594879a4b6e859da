//! The address of a store: a file, the memory of this process, or a database of a MySQL-protocol server.

use crate::error::StoreError;
use std::path::PathBuf;
use std::str::FromStr;

/// Where the store is.
#[derive(Clone, Debug)]
pub enum StoreAddress {
    /// One SQLite file.
    File(PathBuf),
    /// The memory of this process, for tests.
    Memory,
}

impl FromStr for StoreAddress {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        Ok(match text {
            ":memory:" => Self::Memory,
            path => Self::File(path.into()),
        })
    }
}
