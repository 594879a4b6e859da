//! The connection: from a URL, option files and the environment to a session.

use crate::args::ConnectionArguments;
use anyhow::{Context, Result, anyhow};
use shadowtable_target::{Address, Purpose, Session, Timeouts};

/// Opens a session for reading.
pub async fn open(arguments: &ConnectionArguments) -> Result<Session> {
    let url =
        arguments.url.as_deref().context("no server was given: write mysql://user@host:port/database")?;
    let address = Address::parse(url)?;
    Session::open(&address, Purpose::Read, Timeouts::default()).await.map_err(|error| match error.hint() {
        Some(hint) => {
            let hint = hint.to_owned();
            anyhow!("{:#} ({hint})", anyhow::Error::new(error))
        }
        None => anyhow::Error::new(error),
    })
}
