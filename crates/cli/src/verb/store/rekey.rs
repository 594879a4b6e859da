//! `store rekey`: everything that is sealed is sealed with a new master key.

use crate::store::{Place, key_from};
use crate::terminal;
use anyhow::{Context, Result, bail};
use shadowtable_store::{MasterKey, StoreError};
use std::fs;
use std::path::{Path, PathBuf};

/// The variable that may hold the new key, as base64.
const NEW: &str = "SHADOWTABLE_NEW_MASTER_KEY";

/// Seals with a new key, while no node is alive. A key from the environment is replaced by one from the environment, a key
/// file by a file.
pub async fn run(place: &Place) -> Result<()> {
    let given = key_from(NEW)?;
    if key_from(shadowtable_store::key::VARIABLE)?.is_some() {
        let Some(new) = given else {
            bail!(
                "the master key comes from the environment: say the new one in {NEW} (openssl rand -base64 32)"
            )
        };
        place.open_existing().await?.reseal(&new).await?;
        terminal::say(
            "everything is sealed with the new key: start the nodes with it in SHADOWTABLE_MASTER_KEY",
        );
        return Ok(());
    }
    let file = place.key_file();
    let next = file.with_extension("key.new");
    let old = MasterKey::load(&file)?;
    let new = next_key(&next, given)?;
    match place.open_with(old).await {
        Ok(store) => store.reseal(&new).await?,
        // The one before was broken off when everything was sealed, and the key was not yet in its place.
        Err(error) if is_another_key(&error) => drop(place.open_with(new).await?),
        Err(error) => return Err(error),
    }
    let kept = replace(&file, &next).context("can't put the new key in its place")?;
    terminal::say(&format!(
        "everything is sealed with the key in {}; older backups need the one in {}",
        file.display(),
        kept.display()
    ));
    Ok(())
}

/// The new key, in a file before anything is sealed with it: one that is only in memory could be lost.
fn next_key(next: &Path, given: Option<MasterKey>) -> Result<MasterKey> {
    if next.try_exists()? {
        terminal::say(&format!("going on with the key in {}", next.display()));
        return Ok(MasterKey::load(next)?);
    }
    let new = given.unwrap_or_else(MasterKey::generate);
    new.save(next)?;
    Ok(new)
}

fn is_another_key(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref::<StoreError>(), Some(StoreError::AnotherKey))
}

/// The old key stays under another name; there is a key under its own name at every moment.
fn replace(file: &Path, next: &Path) -> std::io::Result<PathBuf> {
    let mut number = 1;
    let kept = loop {
        let kept = file.with_extension(format!("key.old{number}"));
        match fs::hard_link(file, &kept) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
            linked => break linked.map(|()| kept),
        }
    }?;
    fs::rename(next, file)?;
    Ok(kept)
}
