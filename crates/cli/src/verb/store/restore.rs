//! `store restore`: a backup becomes the store, where there is none yet.

use crate::store::Place;
use crate::terminal;
use anyhow::{Context, Result, bail};
use shadowtable_store::{MasterKey, Store, StoreAddress};
use std::fs::{self, File};
use std::io::{BufReader, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

/// What a copy of an SQLite file begins with.
const COPY: &[u8] = b"SQLite format 3\0";

/// Takes the backup in. It must have been made under the master key that is there.
pub async fn run(place: &Place, file: &Path) -> Result<()> {
    let key =
        place.existing_key().context("a backup can be read with the master key only that the store had")?;
    let shown = file.display();
    let target = match &place.address {
        StoreAddress::File(target) => Some(target),
        StoreAddress::Server(_) | StoreAddress::Memory => None,
    };
    if let Some(target) = target
        && target.try_exists()?
    {
        bail!("there is a store already: {}; move it away first", target.display());
    }
    let backup = File::open(file).with_context(|| format!("can't read the backup {shown}"))?;
    match (is_copy(&backup)?, target) {
        (true, Some(target)) => {
            put(file, target).with_context(|| format!("can't copy {shown} to {}", target.display()))?;
            if let Err(error) = opened(place, key).await {
                remove(target)?;
                return Err(error);
            }
        }
        (true, None) => bail!(
            "{shown} is the copy of a file, and the store is a database: make the backup with --portable, while no \
             node is alive"
        ),
        (false, target) => {
            let store = Store::open(&place.address, key).await?;
            let taken = store.import(BufReader::new(File::open(file)?)).await;
            drop(store);
            if let (Err(_), Some(target)) = (&taken, target) {
                remove(target)?;
            }
            taken.with_context(|| format!("can't take {shown} in"))?;
        }
    }
    terminal::say(&format!("the store is as it was in {shown}: start the server"));
    Ok(())
}

/// The store that a copy is, without the nodes that were alive when it was made.
async fn opened(place: &Place, key: MasterKey) -> Result<()> {
    let store = Store::open(&place.address, key).await?;
    Ok(store.nodes().clean(i64::MAX).await?)
}

fn is_copy(mut backup: &File) -> Result<bool> {
    let mut begin = Vec::new();
    backup.by_ref().take(COPY.len() as u64).read_to_end(&mut begin)?;
    Ok(begin == COPY)
}

/// The whole copy is there under its name, or nothing is; never over a store.
fn put(file: &Path, target: &Path) -> std::io::Result<()> {
    let draft = beside(target, ".restoring");
    fs::copy(file, &draft)?;
    fs::set_permissions(&draft, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    let put =
        File::open(&draft).and_then(|copy| copy.sync_all()).and_then(|()| fs::hard_link(&draft, target));
    fs::remove_file(&draft)?;
    put
}

/// What could not be taken in is no store.
fn remove(target: &Path) -> std::io::Result<()> {
    for path in [target.to_owned(), beside(target, "-wal"), beside(target, "-shm")] {
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn beside(target: &Path, ending: &str) -> PathBuf {
    let mut name = target.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
