//! `store`: the server's memory is copied, brought back, and sealed with another key.

mod backup;
mod rekey;
mod restore;

use crate::args::{StoreCommand, StoreVerbArguments};
use crate::exit::Exit;
use crate::store::{self, Place};
use anyhow::Result;

/// Runs the verb.
pub async fn run(arguments: StoreVerbArguments) -> Result<Exit> {
    let place = Place::of(&store::configuration(&arguments.store)?)?;
    match arguments.command {
        StoreCommand::Backup { file, portable } => backup::run(&place, &file, portable).await?,
        StoreCommand::Restore { file } => restore::run(&place, &file).await?,
        StoreCommand::Rekey => rekey::run(&place).await?,
    }
    Ok(Exit::Done)
}
