//! `shadowtable sync`: the shadows are made and updated, and proved.

use super::execution::Execution;
use crate::args::SyncArguments;
use crate::exit::Exit;
use anyhow::Result;

pub async fn run(arguments: SyncArguments) -> Result<Exit> {
    let SyncArguments { analysis: what, run: how } = arguments;
    let begun = super::begin()?;
    let options = how.options("sync", begun.watch.interrupt())?;
    let (request, session, analysis) = super::analyzed(&what, &begun).await?;
    let execution = Execution { analysis, request, session, options, begun, output: what.output };
    execution.run(&how.confirmation).await
}
