//! A place for one chapter: a new file, or a new database on a server.

use anyhow::{Context, Result};
use mysql_async::prelude::Queryable as _;
use shadowtable_store::backend::Backend;
use shadowtable_store::backend::faulty::{Faults, Faulty};
use shadowtable_store::{Clock, MasterKey, Store, StoreAddress};
use shadowtable_testkit::connect::connect;
use shadowtable_testkit::kind::Kind;
use shadowtable_testkit::tally;
use std::sync::Arc;
use tempfile::TempDir;

/// Where a chapter is told.
#[derive(Clone, Copy)]
pub enum Place {
    Sqlite,
    Server(Kind),
}

impl Place {
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Sqlite).chain(Kind::ALL.map(Self::Server))
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Server(kind) => kind.name(),
        }
    }

    pub fn is_there(self) -> bool {
        match self {
            Self::Sqlite => true,
            Self::Server(kind) => kind.url_from_env().is_some(),
        }
    }

    /// Says that a chapter was told here, for the count at the end of a run of all tests.
    pub fn told(self, chapter: &str) -> Result<()> {
        match self {
            Self::Sqlite => Ok(()),
            Self::Server(kind) => tally::record(kind, &format!("store {chapter}")),
        }
    }
}

/// An empty store's address, its key, and what has to live as long.
pub struct World {
    pub address: StoreAddress,
    pub key: MasterKey,
    pub directory: TempDir,
    server: Option<(String, String)>,
}

/// Drops what the chapter made.
pub struct Cleaner(Option<(String, String)>);

impl World {
    pub async fn new(place: Place, chapter: &str) -> Result<Self> {
        let directory = tempfile::tempdir()?;
        let (address, server) = match place {
            Place::Sqlite => (StoreAddress::File(directory.path().join("store.db")), None),
            Place::Server(kind) => {
                let url = kind.url_from_env().context("the server's URL is not set")?;
                let database = format!("s_{}_{chapter}", std::process::id());
                let mut conn = connect(&url).await?;
                conn.query_drop(format!("DROP DATABASE IF EXISTS `{database}`")).await?;
                conn.query_drop(format!("CREATE DATABASE `{database}`")).await?;
                conn.disconnect().await?;
                let address = format!("{}/{database}", url.trim_end_matches('/')).parse()?;
                (address, Some((url, database)))
            }
        };
        Ok(Self { address, key: MasterKey::generate(), directory, server })
    }

    pub fn cleaner(&self) -> Cleaner {
        Cleaner(self.server.clone())
    }

    /// Opens the store, as a node does when it starts.
    pub async fn open(&self) -> Result<Store> {
        Ok(Store::open(&self.address, self.key.clone()).await?)
    }

    /// The bare database.
    pub fn backend(&self) -> Result<Arc<dyn Backend>> {
        Ok(self.address.connect()?)
    }

    /// A new store of the same kind and key: the old one is gone.
    pub async fn emptied(&self) -> Result<Store> {
        match &self.server {
            None => {
                let beside = StoreAddress::File(self.directory.path().join("beside.db"));
                Ok(Store::open(&beside, self.key.clone()).await?)
            }
            Some((url, database)) => {
                let mut conn = connect(url).await?;
                conn.query_drop(format!("DROP DATABASE `{database}`")).await?;
                conn.query_drop(format!("CREATE DATABASE `{database}`")).await?;
                conn.disconnect().await?;
                self.open().await
            }
        }
    }

    /// Opens the store on a database that fails when `faults` says so.
    pub async fn open_faulty(&self, faults: &Faults) -> Result<Store, shadowtable_store::StoreError> {
        let backend = Arc::new(Faulty::new(self.address.connect()?, faults.clone()));
        Store::open_with(backend, self.key.clone(), Clock::Database).await
    }
}

impl Cleaner {
    pub async fn clean(self) {
        if let Some((url, database)) = self.0
            && let Ok(mut conn) = connect(&url).await
        {
            let _ = conn.query_drop(format!("DROP DATABASE IF EXISTS `{database}`")).await;
            let _ = conn.disconnect().await;
        }
    }
}
