//! `shadowtable shadows`: what the registry knows, and how each shadow is.

use crate::args::{ListFormat, ShadowsArguments};
use crate::exit::Exit;
use crate::{connection, print, terminal, wire};
use anyhow::Result;
use shadowtable_engine::shadows;

pub async fn run(arguments: ShadowsArguments) -> Result<Exit> {
    let begun = super::begin()?;
    let place = arguments.registry.place()?;
    let mut session = connection::open(&arguments.connection).await?;
    let found = shadows(&place, &mut session, &begun.progress.events()).await;
    begun.progress.clear();
    let found = found?;
    terminal::out(&match arguments.format {
        ListFormat::Text => print::shadows(&found),
        ListFormat::Json => wire::text(&wire::shadows_document(session.server(), &found)),
    });
    session.close().await;
    Ok(Exit::Done)
}
