//! `store backup`: the whole store in one file. It is worth nothing without the master key.

use crate::store::Place;
use crate::terminal;
use anyhow::{Context, Result};
use shadowtable_store::{Store, StoreAddress};
use std::fs::OpenOptions;
use std::io::BufWriter;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

/// Copies the store: a file as it is, while it is in use; a database as lines, while no node is alive.
pub async fn run(place: &Place, file: &Path, portable: bool) -> Result<()> {
    let store = place.open_existing().await?;
    let shown = file.display();
    if portable || !matches!(place.address, StoreAddress::File(_)) {
        let rows = lines(&store, file).await.with_context(|| format!("can't make the backup {shown}"))?;
        terminal::say(&format!("{rows} rows are in {shown}; keep the master key as well, in another place"));
    } else {
        store.backup(file).await?;
        terminal::say(&format!(
            "the store is copied to {shown}; keep the master key as well, in another place"
        ));
    }
    Ok(())
}

/// Writes the lines, never over a file that is there; half of them are no backup.
async fn lines(store: &Store, file: &Path) -> Result<usize> {
    let out = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    let written = store.export(BufWriter::new(&out)).await;
    let kept = written.map_err(anyhow::Error::from).and_then(|rows| Ok(out.sync_all().map(|()| rows)?));
    if kept.is_err() {
        std::fs::remove_file(file)?;
    }
    kept
}
