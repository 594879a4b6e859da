//! A place for one story: a new file.

use anyhow::Result;
use shadowtable_store::{MasterKey, Store, StoreAddress};
use tempfile::TempDir;

/// Where a story is told.
#[derive(Clone, Copy)]
pub enum Place {
    Sqlite,
}

impl Place {
    pub const ALL: [Self; 1] = [Self::Sqlite];

    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
        }
    }

    pub fn is_there(self) -> bool {
        true
    }
}

/// An empty store's address, its key, and what has to live as long.
pub struct World {
    pub address: StoreAddress,
    pub key: MasterKey,
    _directory: TempDir,
}

impl World {
    pub async fn new(_place: Place) -> Result<Self> {
        let directory = tempfile::tempdir()?;
        let address = StoreAddress::File(directory.path().join("store.db"));
        Ok(Self { address, key: MasterKey::generate(), _directory: directory })
    }

    /// Opens the store, as a node does when it starts.
    pub async fn open(&self) -> Result<Store> {
        Ok(Store::open(&self.address, self.key.clone()).await?)
    }
}
