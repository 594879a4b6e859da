//! The server's memory, opened: its directory, its key, its database.

use crate::args::StoreArguments;
use anyhow::{Context, Result, bail};
use shadowtable_server::config::{Configuration, StoreUrl};
use shadowtable_store::{MasterKey, Store, StoreAddress};
use std::env;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

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

/// Opens the store, and makes it at the first start.
pub async fn open(configuration: &Configuration) -> Result<Store> {
    let directory = match &configuration.data_dir {
        Some(directory) => directory.clone(),
        None => usual_directory()?,
    };
    // The store holds hashes of passwords, and the key lies beside it: nobody else looks in.
    let mut builder = DirBuilder::new();
    builder.recursive(true).mode(0o700);
    builder
        .create(&directory)
        .with_context(|| format!("can't make the directory {}", directory.display()))?;
    let key = master_key(&directory)?;
    let address: StoreAddress = match &configuration.store {
        Some(url) => url.expose().parse()?,
        None => StoreAddress::File(directory.join("shadowtable.db")),
    };
    Ok(Store::open(&address, key).await?)
}

/// From the environment, or from the file in the directory, which is made at the first start.
fn master_key(directory: &Path) -> Result<MasterKey> {
    let variable = shadowtable_store::key::VARIABLE;
    match env::var(variable) {
        Ok(text) => MasterKey::from_base64(&text).with_context(|| format!("{variable} is no key")),
        Err(env::VarError::NotPresent) => Ok(MasterKey::load_or_create(&directory.join("master.key"))?),
        Err(env::VarError::NotUnicode(_)) => bail!("{variable} is no text"),
    }
}

fn usual_directory() -> Result<PathBuf> {
    let base = env::var_os("XDG_DATA_HOME").map(PathBuf::from);
    let base = base.or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share")));
    let base = base.context("there is no home directory: say where the store is with --data-dir")?;
    Ok(base.join("shadowtable"))
}
