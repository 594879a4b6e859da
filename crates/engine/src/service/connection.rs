//! A connection: its address with the password that was sealed, what a test finds, and which databases are there.

use super::{ServiceError, Services};
use shadowtable_schema::Name;
use shadowtable_store::Connection;
use shadowtable_target::privilege::{self, Privilege};
use shadowtable_target::{Address, Purpose, Secret, Session, SslMode, Timeouts, databases as list};
use std::path::PathBuf;

/// Where to connect to, with the password in the open: lives as long as one call.
pub type Target = Address;

/// What a test of a connection found.
#[derive(Clone, Debug)]
pub struct Found {
    /// `oceanbase`, `mysql`, `mariadb` or `tidb`.
    pub flavor: String,
    /// What the server says of its version.
    pub version: String,
    /// Which server it is.
    pub identity: String,
    /// How many databases the account sees.
    pub databases: usize,
    /// The privileges that a sync needs and the account surely lacks on the database that was tested.
    pub missing: Vec<String>,
}

/// The address of a connection, for a database of it.
///
/// # Errors
/// When the password can't be unsealed, or a stored word is none.
pub fn address(
    services: &Services,
    connection: &Connection,
    database: Option<&str>,
) -> Result<Target, ServiceError> {
    let password = match &connection.password {
        Some(sealed) => Some(Secret::new(services.store.unseal(sealed, &connection.id)?.as_str())),
        None => None,
    };
    let ssl_mode = match connection.ssl_mode.as_deref() {
        Some(word) => Some(word.parse::<SslMode>().map_err(|()| {
            ServiceError::invalid("unknown-word", "ssl_mode", format!("{word:?} is no mode of TLS"))
        })?),
        None => None,
    };
    Ok(Address {
        user: Some(connection.user.clone()),
        password,
        host: connection.host.clone(),
        port: connection.port.and_then(|port| u16::try_from(port).ok()),
        socket: connection.socket.as_ref().map(PathBuf::from),
        database: database.map(str::to_owned),
        ssl_mode,
        ssl_ca: connection.ssl_ca.as_ref().map(PathBuf::from),
        ssl_cert: None,
        ssl_key: None,
    })
}

/// Connects and looks around. Without a database in the address the first one that the account sees is taken.
///
/// # Errors
/// What is wrong, in words, with what to do where that is known.
pub async fn inspect(address: &Target) -> Result<Found, ServiceError> {
    let names = list(address, Timeouts::default()).await?;
    let database = match (&address.database, names.first()) {
        (Some(database), _) => database.clone(),
        (None, Some(first)) => first.to_string(),
        (None, None) => {
            return Err(ServiceError::Target {
                sentence: "the account sees no database".to_owned(),
                hint: Some("grant it the privileges on the database that it is to work on"),
            });
        }
    };
    let address = address.clone().with_database(database);
    let mut session = Session::open(&address, Purpose::Read, Timeouts::default()).await?;
    let missing = match privilege::read(&mut session).await {
        Ok(privileges) => privileges.missing(&Privilege::ALL),
        // Whoever may not even ask what it may do has the server's own word later.
        Err(_) => Vec::new(),
    };
    let server = session.server();
    let found = Found {
        flavor: server.dialect.flavor.as_str().to_owned(),
        version: server.version_text.clone(),
        identity: server.identity.to_string(),
        databases: names.len(),
        missing: missing.iter().map(|one| one.as_str().to_owned()).collect(),
    };
    session.close().await;
    Ok(found)
}

/// The databases that the account sees, but for the server's own.
///
/// # Errors
/// When they can't be listed.
pub async fn databases(address: &Target) -> Result<Vec<Name>, ServiceError> {
    Ok(list(address, Timeouts::default()).await?)
}
