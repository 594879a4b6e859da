//! The address of a database: where it is, who logs on, and how the way there is protected.

use crate::secret::Secret;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// The port MySQL clients take when none is given.
pub const DEFAULT_PORT: u16 = 3306;

/// The host taken when neither a host nor a socket is given.
pub const DEFAULT_HOST: &str = "127.0.0.1";

const PARAMETERS: &str = "ssl-mode, ssl-ca, ssl-cert, ssl-key, socket";

const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// How the connection is protected, as `--ssl-mode` of MySQL's clients has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SslMode {
    /// Never encrypted.
    Disabled,
    /// Encrypted when the server can; plain on loopback and sockets, where nobody listens.
    Preferred,
    /// Encrypted or not at all; the certificate is not checked.
    Required,
    /// As `Required`, and the certificate is signed by a known authority.
    VerifyCa,
    /// As `VerifyCa`, and it is made out to this host.
    VerifyIdentity,
}

impl FromStr for SslMode {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.to_ascii_uppercase().replace('-', "_").as_str() {
            "DISABLED" => Ok(Self::Disabled),
            "PREFERRED" => Ok(Self::Preferred),
            "REQUIRED" => Ok(Self::Required),
            "VERIFY_CA" => Ok(Self::VerifyCa),
            "VERIFY_IDENTITY" => Ok(Self::VerifyIdentity),
            _ => Err(()),
        }
    }
}

impl fmt::Display for SslMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Disabled => "DISABLED",
            Self::Preferred => "PREFERRED",
            Self::Required => "REQUIRED",
            Self::VerifyCa => "VERIFY_CA",
            Self::VerifyIdentity => "VERIFY_IDENTITY",
        })
    }
}

/// Where a database is. What is `None` was not said; [`Address::or`] fills it from a weaker source.
///
/// Neither `Debug` nor `Display` shows the password.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The account's name.
    pub user: Option<String>,
    /// The account's password.
    pub password: Option<Secret>,
    /// A host name or an IP address (IPv6 without brackets).
    pub host: Option<String>,
    /// The TCP port.
    pub port: Option<u16>,
    /// The unix socket; taken instead of TCP.
    pub socket: Option<PathBuf>,
    /// The database.
    pub database: Option<String>,
    /// How the way is protected.
    pub ssl_mode: Option<SslMode>,
    /// A PEM file with the authorities to trust instead of the usual ones.
    pub ssl_ca: Option<PathBuf>,
    /// A PEM file with the client's certificate.
    pub ssl_cert: Option<PathBuf>,
    /// A PEM file with the client's key.
    pub ssl_key: Option<PathBuf>,
}

/// Why a URL is no address. No variant holds a part of the URL that could be a password.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum AddressError {
    /// It does not begin with `mysql://`.
    #[error("a database URL begins with mysql:// (mysql://user:password@host:port/database)")]
    Scheme,
    /// The port is no number from 1 to 65535.
    #[error(
        "the port in the URL is no number from 1 to 65535; in a password write @ as %40, : as %3A and / as %2F"
    )]
    Port,
    /// More than a database's name after the host.
    #[error(
        "the URL has more than a database's name after the host; in names and passwords write / as %2F and @ as %40"
    )]
    Path,
    /// A percent escape that is not UTF-8 or not hexadecimal.
    #[error("the {part} in the URL is badly percent-encoded; a percent sign itself is %25")]
    Encoding {
        /// The part of the URL.
        part: &'static str,
    },
    /// A parameter nobody knows.
    #[error("unknown URL parameter {name}; known are {PARAMETERS}")]
    Parameter {
        /// What was written.
        name: String,
    },
    /// A value that the parameter can't have.
    #[error(
        "{value} is no value for ssl-mode; known are DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY"
    )]
    SslMode {
        /// What was written.
        value: String,
    },
}

impl Address {
    /// Reads `mysql://user:password@host:port/database?ssl-mode=…&ssl-ca=…&socket=…`; every part but the scheme may
    /// be absent, and all are percent-decoded.
    ///
    /// # Errors
    /// Says which part is wrong, without showing it where it could hold the password.
    pub fn parse(url: &str) -> Result<Self, AddressError> {
        let rest = url.strip_prefix("mysql://").ok_or(AddressError::Scheme)?;
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        // An at sign here is the end of an account whose password has a bare slash.
        if path.contains(['/', '@']) {
            return Err(AddressError::Path);
        }
        let mut address = Self { database: decoded("database", path)?, ..Self::default() };
        let host = match authority.rsplit_once('@') {
            Some((account, host)) => {
                address.set_account(account)?;
                host
            }
            None => authority,
        };
        address.set_host(host)?;
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            address.set_parameter(pair)?;
        }
        Ok(address)
    }

    fn set_account(&mut self, account: &str) -> Result<(), AddressError> {
        let (user, password) = match account.split_once(':') {
            Some((user, password)) => (user, Some(password)),
            None => (account, None),
        };
        self.user = decoded("user", user)?;
        // `user:@host` is an empty password, given on purpose.
        self.password = match password {
            Some(password) => Some(Secret::new(decoded("password", password)?.unwrap_or_default())),
            None => None,
        };
        Ok(())
    }

    fn set_host(&mut self, host: &str) -> Result<(), AddressError> {
        let (name, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((ipv6, "")) => (ipv6, None),
            Some((ipv6, port)) => (ipv6, Some(port.strip_prefix(':').ok_or(AddressError::Port)?)),
            None => match host.rsplit_once(':') {
                Some((name, port)) => (name, Some(port)),
                None => (host, None),
            },
        };
        self.host = decoded("host", name)?;
        self.port = match port {
            None | Some("") => None,
            Some(digits) => match digits.parse() {
                Ok(port) if port != 0 => Some(port),
                _ => return Err(AddressError::Port),
            },
        };
        Ok(())
    }

    fn set_parameter(&mut self, pair: &str) -> Result<(), AddressError> {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = decoded("parameter", value)?.unwrap_or_default();
        match name.replace('_', "-").as_str() {
            "ssl-mode" => self.ssl_mode = Some(value.parse().map_err(|()| AddressError::SslMode { value })?),
            "ssl-ca" => self.ssl_ca = Some(value.into()),
            "ssl-cert" => self.ssl_cert = Some(value.into()),
            "ssl-key" => self.ssl_key = Some(value.into()),
            "socket" => self.socket = Some(value.into()),
            _ => return Err(AddressError::Parameter { name: name.to_owned() }),
        }
        Ok(())
    }

    /// This address, with what it does not say taken from `weaker` (a URL before an option file, say).
    ///
    /// As with MySQL's clients, a socket of the weaker source counts only when this one names no host or `localhost`.
    #[must_use]
    pub fn or(self, weaker: Self) -> Self {
        let socket = match (self.socket, self.host.as_deref()) {
            (Some(socket), _) => Some(socket),
            (None, None | Some("localhost")) => weaker.socket,
            (None, Some(_)) => None,
        };
        Self {
            user: self.user.or(weaker.user),
            password: self.password.or(weaker.password),
            host: self.host.or(weaker.host),
            port: self.port.or(weaker.port),
            socket,
            database: self.database.or(weaker.database),
            ssl_mode: self.ssl_mode.or(weaker.ssl_mode),
            ssl_ca: self.ssl_ca.or(weaker.ssl_ca),
            ssl_cert: self.ssl_cert.or(weaker.ssl_cert),
            ssl_key: self.ssl_key.or(weaker.ssl_key),
        }
    }

    /// The same server, with this database.
    #[must_use]
    pub fn with_database(mut self, database: impl Into<String>) -> Self {
        self.database = Some(database.into());
        self
    }

    /// The host to connect to.
    pub fn host_or_default(&self) -> &str {
        self.host.as_deref().unwrap_or(DEFAULT_HOST)
    }

    /// The port to connect to.
    pub fn port_or_default(&self) -> u16 {
        self.port.unwrap_or(DEFAULT_PORT)
    }

    /// The mode to connect with: `PREFERRED` unless said, or `VERIFY_CA` when only an authority is given.
    pub fn ssl_mode_or_default(&self) -> SslMode {
        match (self.ssl_mode, &self.ssl_ca) {
            (Some(mode), _) => mode,
            (None, Some(_)) => SslMode::VerifyCa,
            (None, None) => SslMode::Preferred,
        }
    }

    /// Whether the way to the server stays on this machine.
    pub fn is_local(&self) -> bool {
        let host = self.host_or_default();
        self.socket.is_some()
            || host == "localhost"
            || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }

    /// The place in words for messages: `host:port` or the socket's path.
    pub fn place(&self) -> String {
        match &self.socket {
            Some(socket) => socket.display().to_string(),
            None if self.host_or_default().contains(':') => {
                format!("[{}]:{}", self.host_or_default(), self.port_or_default())
            }
            None => format!("{}:{}", self.host_or_default(), self.port_or_default()),
        }
    }
}

/// The URL without its password and parameters, for people.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("mysql://")?;
        if let Some(user) = &self.user {
            write!(f, "{}@", utf8_percent_encode(user, UNRESERVED))?;
        }
        match &self.socket {
            Some(_) => f.write_str("localhost")?,
            None => f.write_str(&self.place())?,
        }
        if let Some(database) = &self.database {
            write!(f, "/{}", utf8_percent_encode(database, UNRESERVED))?;
        }
        if let Some(socket) = &self.socket {
            let socket = socket.display().to_string();
            write!(f, "?socket={}", utf8_percent_encode(&socket, UNRESERVED))?;
        }
        Ok(())
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(url: &str) -> Result<Self, AddressError> {
        Self::parse(url)
    }
}

/// A percent-decoded part; an empty one is absent.
fn decoded(part: &'static str, text: &str) -> Result<Option<String>, AddressError> {
    let escapes_are_whole = text
        .split('%')
        .skip(1)
        .all(|rest| rest.len() >= 2 && rest.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit));
    if !escapes_are_whole {
        return Err(AddressError::Encoding { part });
    }
    let text = percent_decode_str(text).decode_utf8().map_err(|_| AddressError::Encoding { part })?;
    Ok(if text.is_empty() { None } else { Some(text.into_owned()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_read_and_decoded() {
        let address = Address::parse(
            "mysql://d%40ba:p%2Fw%3A%25@db.example:3307/my%20shop?ssl-mode=verify_identity&ssl-ca=/a%20b.pem&socket=/s",
        )
        .unwrap();
        assert_eq!(address.user.as_deref(), Some("d@ba"));
        assert_eq!(address.password, Some(Secret::new("p/w:%")));
        assert_eq!((address.host.as_deref(), address.port), (Some("db.example"), Some(3307)));
        assert_eq!(address.database.as_deref(), Some("my shop"));
        assert_eq!(address.ssl_mode, Some(SslMode::VerifyIdentity));
        assert_eq!(address.ssl_ca, Some("/a b.pem".into()));
        assert_eq!(address.socket, Some("/s".into()));
    }

    #[test]
    fn little_is_enough() {
        let address = Address::parse("mysql://").unwrap();
        assert_eq!(address, Address::default());
        assert_eq!(address.place(), "127.0.0.1:3306");
        let address = Address::parse("mysql://root@[::1]:3307/").unwrap();
        assert_eq!((address.host.as_deref(), address.port), (Some("::1"), Some(3307)));
        assert_eq!((address.password.clone(), address.database.clone()), (None, None));
        assert!(address.is_local());
        assert_eq!(Address::parse("mysql://root:@h").unwrap().password, Some(Secret::default()));
    }

    #[test]
    fn a_password_with_an_at_sign_is_read_to_the_last_one() {
        let address = Address::parse("mysql://root:p@ss@h/d").unwrap();
        assert_eq!((address.password, address.host), (Some(Secret::new("p@ss")), Some("h".to_owned())));
    }

    #[test]
    fn mistakes_are_named() {
        let error = |url| Address::parse(url).unwrap_err();
        assert_eq!(error("postgres://h/d"), AddressError::Scheme);
        assert_eq!(error("mysql://h:port/d"), AddressError::Port);
        assert_eq!(error("mysql://h:0/d"), AddressError::Port);
        assert_eq!(error("mysql://h/a/b"), AddressError::Path);
        assert_eq!(error("mysql://r:%zz@h/a"), AddressError::Encoding { part: "password" });
        assert_eq!(error("mysql://r:50%@h/a"), AddressError::Encoding { part: "password" });
        assert_eq!(error("mysql://h/a?tls=1"), AddressError::Parameter { name: "tls".into() });
        assert_eq!(error("mysql://h/a?ssl-mode=on"), AddressError::SslMode { value: "on".into() });
    }

    #[test]
    fn the_password_never_prints() {
        let address = Address::parse("mysql://root:hunter2@h/d").unwrap();
        assert_eq!(address.to_string(), "mysql://root@h:3306/d");
        assert!(!format!("{address:?}").contains("hunter2"));
    }

    #[test]
    fn a_weaker_socket_gives_way_to_a_host() {
        let file = Address { socket: Some("/s".into()), user: Some("u".into()), ..Address::default() };
        let named = Address::parse("mysql://h/d").unwrap().or(file.clone());
        assert_eq!((named.socket, named.user.as_deref()), (None, Some("u")));
        let unnamed = Address::parse("mysql:///d").unwrap().or(file);
        assert_eq!(unnamed.socket, Some("/s".into()));
    }
}
