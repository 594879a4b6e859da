//! The server's memory, opened: its directory, its key, its database.

use crate::args::StoreArguments;
use anyhow::{Context, Result, bail};
use shadowtable_server::config::{Configuration, StoreUrl};
use shadowtable_store::key::VARIABLE;
use shadowtable_store::{MasterKey, Store, StoreAddress};
use std::env;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::PathBuf;

/// The configuration, with what the command line says about the store in it.
pub fn configuration(arguments: &StoreArguments) -> Result<Configuration> {
    let mut configuration = match &arguments.config {
        Some(file) => Configuration::read(file)?,
        None => Configuration::default(),
    };
    if arguments.data_dir.is_some() {
        configuration.data_dir.clone_from(&arguments.data_dir);
    }
    if let Some(url) = &arguments.store {
        configuration.store = Some(StoreUrl::new(url.expose()));
    }
    Ok(configuration)
}

/// Where a store and its key are.
pub struct Place {
    /// The store.
    pub address: StoreAddress,
    directory: PathBuf,
}

impl Place {
    /// Where the configuration says.
    pub fn of(configuration: &Configuration) -> Result<Self> {
        let directory = match &configuration.data_dir {
            Some(directory) => directory.clone(),
            None => usual_directory()?,
        };
        let address = match &configuration.store {
            Some(url) => url.expose().parse()?,
            None => StoreAddress::File(directory.join("shadowtable.db")),
        };
        Ok(Self { address, directory })
    }

    /// Opens the store, and makes it at the first start.
    pub async fn open(&self) -> Result<Store> {
        // The store holds hashes of passwords, and the key lies beside it: nobody else looks in.
        let mut builder = DirBuilder::new();
        builder.recursive(true).mode(0o700);
        builder
            .create(&self.directory)
            .with_context(|| format!("can't make the directory {}", self.directory.display()))?;
        let key = match key_from(VARIABLE)? {
            Some(key) => key,
            None => MasterKey::load_or_create(&self.key_file())?,
        };
        self.open_with(key).await
    }

    /// Opens the store that is there.
    pub async fn open_existing(&self) -> Result<Store> {
        if let StoreAddress::File(file) = &self.address
            && !file.try_exists()?
        {
            bail!("there is no store at {}", file.display());
        }
        self.open_with(self.existing_key()?).await
    }

    /// Opens the store with this key.
    pub async fn open_with(&self, key: MasterKey) -> Result<Store> {
        Ok(Store::open(&self.address, key).await?)
    }

    /// The key that is there.
    pub fn existing_key(&self) -> Result<MasterKey> {
        match key_from(VARIABLE)? {
            Some(key) => Ok(key),
            None => Ok(MasterKey::load(&self.key_file())?),
        }
    }

    /// Where the key is, if it does not come from the environment.
    pub fn key_file(&self) -> PathBuf {
        self.directory.join("master.key")
    }
}

/// Opens the store, and makes it at the first start.
pub async fn open(configuration: &Configuration) -> Result<Store> {
    Place::of(configuration)?.open().await
}

/// The key in a variable of the environment, if it is set.
pub fn key_from(variable: &str) -> Result<Option<MasterKey>> {
    match env::var(variable) {
        Ok(text) => MasterKey::from_base64(&text).map(Some).with_context(|| format!("{variable} is no key")),
        Err(env::VarError::NotPresent) => Ok(None),
        Err(env::VarError::NotUnicode(_)) => bail!("{variable} is no text"),
    }
}

fn usual_directory() -> Result<PathBuf> {
    let base = env::var_os("XDG_DATA_HOME").map(PathBuf::from);
    let base = base.or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share")));
    let base = base.context("there is no home directory: say where the store is with --data-dir")?;
    Ok(base.join("shadowtable"))
}
