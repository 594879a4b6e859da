//! The address of a store: a file, the memory of this process, or a database of a MySQL-protocol server.

use crate::backend::Backend;
use crate::backend::mysql::Mysql;
use crate::backend::sqlite::Sqlite;
use crate::error::StoreError;
use percent_encoding::percent_decode_str;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Where the store is.
#[derive(Clone, Debug)]
pub enum StoreAddress {
    /// One SQLite file.
    File(PathBuf),
    /// The memory of this process, for tests.
    Memory,
    /// A database of a server, which several nodes may share.
    Server(ServerAddress),
}

/// A database of a MySQL-protocol server.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ServerAddress {
    /// The host, if it is no socket.
    pub host: String,
    /// The port.
    pub port: u16,
    /// The unix socket; taken instead of host and port.
    pub socket: Option<String>,
    /// The account.
    pub user: String,
    /// The account's password.
    pub password: Option<Zeroizing<String>>,
    /// The database. It must be there.
    pub database: String,
    /// How the way is protected.
    pub tls: Tls,
    /// The file of the authority that signed the server's certificate.
    pub ssl_ca: Option<PathBuf>,
}

/// How the way to the server is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tls {
    /// Not at all.
    #[default]
    Disabled,
    /// Encrypted; the certificate is not checked.
    Required,
    /// Encrypted, and the certificate is signed by the authority and made out to this host.
    VerifyIdentity,
}

const EXAMPLE: &str =
    "write mysql://user:password@host:3306/database?ssl-mode=REQUIRED, or the path of a file";

impl StoreAddress {
    /// The bare database there, with whatever schema it has.
    ///
    /// # Errors
    /// `Unavailable` if a file can't be opened. A server is not asked before it is needed.
    pub fn connect(&self) -> Result<Arc<dyn Backend>, StoreError> {
        Ok(match self {
            Self::File(path) => Arc::new(Sqlite::open(path)?),
            Self::Memory => Arc::new(Sqlite::memory()?),
            Self::Server(address) => Arc::new(Mysql::new(address)),
        })
    }
}

impl FromStr for StoreAddress {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        match text.split_once("://") {
            Some(("mysql", rest)) => Ok(Self::Server(server(rest)?)),
            Some((scheme, _)) => Err(StoreError::Address(format!("nobody knows {scheme}://; {EXAMPLE}"))),
            None if text.is_empty() => Err(StoreError::Address(EXAMPLE.to_owned())),
            None => Ok(Self::File(text.into())),
        }
    }
}

/// What stands behind `mysql://`.
fn server(text: &str) -> Result<ServerAddress, StoreError> {
    let (place, parameters) = text.split_once('?').unwrap_or((text, ""));
    // The last @: a password may hold one, though it should not.
    let (account, place) = place.rsplit_once('@').unwrap_or(("root", place));
    let (user, password) = match account.split_once(':') {
        Some((user, password)) => (user, Some(decoded("password", password)?)),
        None => (account, None),
    };
    let (place, database) = place.split_once('/').unwrap_or((place, ""));
    if database.is_empty() {
        return Err(StoreError::Address(format!("it names no database; {EXAMPLE}")));
    }
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (
            host,
            port.parse().map_err(|_| StoreError::Address(format!("the port is no number; {EXAMPLE}")))?,
        ),
        _ => (place, 3306),
    };
    let mut address = ServerAddress {
        host: decoded("host", host.trim_start_matches('[').trim_end_matches(']'))?,
        port,
        user: decoded("user", user)?,
        password: password.map(Zeroizing::new),
        database: decoded("database", database)?,
        ..ServerAddress::default()
    };
    for parameter in parameters.split('&').filter(|parameter| !parameter.is_empty()) {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        let value = decoded("parameter", value)?;
        match name {
            "socket" => address.socket = Some(value),
            "ssl-ca" => address.ssl_ca = Some(value.into()),
            "ssl-mode" => address.tls = tls(&value)?,
            _ => {
                let known = "known are ssl-mode, ssl-ca and socket";
                return Err(StoreError::Address(format!("nobody knows the parameter {name}; {known}")));
            }
        }
    }
    Ok(address)
}

fn tls(value: &str) -> Result<Tls, StoreError> {
    match value.to_ascii_uppercase().as_str() {
        "DISABLED" => Ok(Tls::Disabled),
        "REQUIRED" => Ok(Tls::Required),
        "VERIFY_IDENTITY" => Ok(Tls::VerifyIdentity),
        _ => {
            let known = "known are DISABLED, REQUIRED and VERIFY_IDENTITY";
            Err(StoreError::Address(format!("nobody knows ssl-mode={value}; {known}")))
        }
    }
}

/// A percent-encoded part. The part itself is never told: it may be the password.
fn decoded(part: &str, text: &str) -> Result<String, StoreError> {
    let decoded = percent_decode_str(text).decode_utf8();
    decoded.map(Into::into).map_err(|_| StoreError::Address(format!("its {part} is badly percent-encoded")))
}

impl fmt::Debug for ServerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// Without the password.
impl fmt::Display for ServerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port, socket, user, password: _, database, tls: _, ssl_ca: _ } = self;
        match socket {
            Some(socket) => write!(f, "{user}@{socket}/{database}"),
            None => write!(f, "{user}@{host}:{port}/{database}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> ServerAddress {
        match text.parse().unwrap() {
            StoreAddress::Server(address) => address,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_server_is_read() {
        let address = parsed("mysql://st%40a:p%2Fw@[::1]:2881/meta?ssl-mode=required");
        assert_eq!(address.user, "st@a");
        assert_eq!(address.password.as_ref().unwrap().as_str(), "p/w");
        assert_eq!((address.host.as_str(), address.port), ("::1", 2881));
        assert_eq!((address.database.as_str(), address.tls), ("meta", Tls::Required));
        assert_eq!(format!("{address:?}"), "st@a@::1:2881/meta");
        assert_eq!(parsed("mysql://db/meta").port, 3306);
    }

    #[test]
    fn what_is_no_address_says_what_to_write() {
        for text in ["mysql://root@db", "mysql://db:x/meta", "postgres://db/meta", "", "mysql://db/m?tls=1"] {
            let error = text.parse::<StoreAddress>().unwrap_err().to_string();
            assert!(error.contains("write mysql://") || error.contains("known are"), "{error}");
        }
    }

    #[test]
    fn anything_else_is_a_file() {
        assert!(matches!("data/store.db".parse().unwrap(), StoreAddress::File(_)));
    }
}
