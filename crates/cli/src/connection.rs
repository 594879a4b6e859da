//! The connection: from a URL, option files and the standard input to a session.

use crate::args::ConnectionArguments;
use anyhow::{Context, Result, bail};
use shadowtable_target::{Address, OptionFiles, Purpose, Secret, Session, Timeouts};
use std::io::BufRead;

/// Opens a session for reading.
pub async fn open(arguments: &ConnectionArguments) -> Result<Session> {
    let address = address(arguments)?;
    Ok(Session::open(&address, Purpose::Read, Timeouts::default()).await?)
}

/// The address, each part from the strongest source that gives it: the standard input (the password only), the URL of
/// the command line or SHADOWTABLE_URL, the option files.
fn address(arguments: &ConnectionArguments) -> Result<Address> {
    let url = arguments.url.as_ref().map(|url| url.expose()).filter(|url| !url.is_empty());
    let mut strong = url.map(Address::parse).transpose()?.unwrap_or_default();
    if arguments.password_stdin {
        strong.password = Some(password_from_stdin()?);
    }
    let files =
        OptionFiles { only: arguments.defaults_file.clone(), group: arguments.defaults_group.clone() };
    let address = strong.or(files.read()?);
    if url.is_none() && address.database.is_none() {
        bail!(
            "no database was given: write mysql://user@host:port/database, set SHADOWTABLE_URL, or name a database \
             under [shadowtable] in an option file"
        );
    }
    Ok(address)
}

/// The first line of the standard input.
pub fn password_from_stdin() -> Result<Secret> {
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .context("can't read the password from the standard input")?;
    if line.is_empty() {
        bail!("--password-stdin was given, but there is no line on the standard input");
    }
    let password = line.strip_suffix('\n').unwrap_or(&line);
    Ok(Secret::new(password.strip_suffix('\r').unwrap_or(password)))
}
