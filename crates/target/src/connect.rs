//! Connecting: one connection through the driver, protected as the address asks, and its failures in human words.

use crate::address::{Address, SslMode};
use crate::query::ServerError;
use crate::tls;
use mysql_async::{Conn, DriverError, Error, IoError, Opts, OptsBuilder};
use std::time::Duration;

/// The largest answer packet we accept: definitions are small, a table of thousands of partitions is not.
const MAX_ALLOWED_PACKET: usize = 1 << 30;

/// What the driver takes for the server's `wait_timeout`, s. It matters to pools only, and we have none.
const WAIT_TIMEOUT: usize = 28_800;

/// The server wants an encrypted connection (`require_secure_transport`; an account with `REQUIRE SSL` is a 1045).
const SECURE_TRANSPORT_REQUIRED: u16 = 3159;

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// Nothing answers there.
    #[error("can't reach a database server at {place}")]
    Unreachable {
        /// Host and port, or the socket.
        place: String,
        /// Why.
        #[source]
        source: Error,
    },
    /// Something is there but says nothing that a database server would.
    #[error("what answers at {place} is no MySQL-compatible server or hung up")]
    Handshake {
        /// Host and port, or the socket.
        place: String,
        /// Why.
        #[source]
        source: Error,
    },
    /// No answer in time.
    #[error("no answer from {place} within {} s", .limit.as_secs_f32())]
    TimedOut {
        /// Host and port, or the socket.
        place: String,
        /// How long was waited.
        limit: Duration,
    },
    /// Wrong name or password, or not from this host (1045, 1698).
    #[error("the server at {place} does not let {user} in: wrong user or password")]
    AccessDenied {
        /// Host and port, or the socket.
        place: String,
        /// The account's name.
        user: String,
        /// The server's words.
        #[source]
        source: ServerError,
    },
    /// The server asks for the password in a way that the driver does not know. MySQL does so too for an account that
    /// does not exist: it picks the way by the name and a number of its own, so that nobody learns which accounts there
    /// are.
    #[error("the server at {place} asks {user} to log on by {plugin}, which is not known here")]
    AuthPlugin {
        /// Host and port, or the socket.
        place: String,
        /// The account's name.
        user: String,
        /// The way, `sha256_password` for instance.
        plugin: String,
    },
    /// No right to this database (1044).
    #[error("{user} may not use the database {database}")]
    DatabaseDenied {
        /// The account's name.
        user: String,
        /// The database.
        database: String,
        /// The server's words.
        #[source]
        source: ServerError,
    },
    /// No such database (1049).
    #[error("the server at {place} has no database {database}")]
    UnknownDatabase {
        /// Host and port, or the socket.
        place: String,
        /// The database.
        database: String,
    },
    /// The way could not be encrypted as asked.
    #[error("no encrypted connection to {place} (ssl-mode={mode})")]
    Tls {
        /// Host and port, or the socket.
        place: String,
        /// What was asked for.
        mode: SslMode,
        /// Why.
        #[source]
        source: Error,
    },
    /// The server refused for another reason (too many connections, host blocked, …).
    #[error("the server at {place} refuses the connection")]
    Refused {
        /// Host and port, or the socket.
        place: String,
        /// The server's words.
        #[source]
        source: ServerError,
    },
}

impl ConnectError {
    /// What to do about it, if that is known.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Unreachable { .. } | Self::TimedOut { .. } => {
                Some("check host and port, and that the server runs and may be reached from here")
            }
            Self::Handshake { .. } => {
                Some("check the port; for a server that wants TLS only, say ssl-mode=REQUIRED")
            }
            Self::AccessDenied { .. } => {
                Some("check user and password; in a URL, special characters are percent-encoded (@ is %40)")
            }
            Self::AuthPlugin { .. } => Some(
                "check the user: MySQL asks in such a way for an account that does not exist, too; an account that does \
                 needs caching_sha2_password or mysql_native_password",
            ),
            Self::DatabaseDenied { .. } => Some("grant the account rights on it, or check the name"),
            Self::UnknownDatabase { .. } => {
                Some("check the name; SHOW DATABASES lists what the account may see")
            }
            Self::Tls { mode: SslMode::Required, .. } => {
                Some("the server may have no TLS; ssl-mode=PREFERRED goes without")
            }
            Self::Tls { .. } => Some(
                "give the authority's certificate with ssl-ca; a certificate without names (as servers make their own) \
                 can only be used with ssl-mode=REQUIRED",
            ),
            Self::Refused { .. } => None,
        }
    }
}

/// Opens a connection.
///
/// # Errors
/// Each of [`ConnectError`]'s variants; none shows the password.
pub async fn connect(address: &Address, limit: Duration) -> Result<Conn, ConnectError> {
    let mode = address.ssl_mode_or_default();
    // On loopback PREFERRED starts without TLS: nobody listens there, and encryption costs a bulk read a third.
    let tls_first = mode != SslMode::Disabled && !(mode == SslMode::Preferred && address.is_local());
    let first = if tls_first { Way::Tls { name: None } } else { Way::Plain };
    let error = match attempt(address, &first, limit).await? {
        Ok(conn) => return Ok(conn),
        Err(error) => error,
    };
    if mode == SslMode::VerifyCa
        && let Some(name) = tls::presented_name(&error.to_string())
        && let Ok(conn) = attempt(address, &Way::Tls { name: Some(name) }, limit).await?
    {
        return Ok(conn);
    }
    let may_change = mode == SslMode::Preferred
        && match &error {
            Error::Server(refusal) => !tls_first && refusal.code == SECURE_TRANSPORT_REQUIRED,
            error => tls_first && tls::is_tls(error),
        };
    let second = if tls_first { Way::Plain } else { Way::Tls { name: None } };
    if may_change && let Ok(conn) = attempt(address, &second, limit).await? {
        return Ok(conn);
    }
    Err(classified(address, error))
}

/// How to go there.
enum Way {
    Plain,
    Tls {
        /// The name that the certificate must be made out to, if it is not the host's.
        name: Option<String>,
    },
}

async fn attempt(address: &Address, way: &Way, limit: Duration) -> Result<Result<Conn, Error>, ConnectError> {
    tokio::time::timeout(limit, Conn::new(options(address, way)))
        .await
        .map_err(|_| ConnectError::TimedOut { place: address.place(), limit })
}

fn options(address: &Address, way: &Way) -> Opts {
    let tls = match way {
        Way::Tls { name } if address.socket.is_none() => Some(tls::options(address, name.clone())),
        Way::Tls { .. } | Way::Plain => None,
    };
    // The driver would ask for @@socket, @@max_allowed_packet and @@wait_timeout, which not every server has.
    OptsBuilder::default()
        .ip_or_hostname(address.host_or_default())
        .tcp_port(address.port_or_default())
        .user(Some(user(address)))
        .pass(address.password.as_ref().map(|password| password.expose().to_owned()))
        .db_name(address.database.clone())
        .socket(address.socket.as_ref().map(|socket| socket.display().to_string()))
        .prefer_socket(false)
        .max_allowed_packet(Some(MAX_ALLOWED_PACKET))
        .wait_timeout(Some(WAIT_TIMEOUT))
        .stmt_cache_size(0)
        .tcp_nodelay(true)
        .tcp_keepalive(Some(Duration::from_secs(30)))
        .ssl_opts(tls)
        .into()
}

/// The account's name; like every client we take the login name when none is given.
fn user(address: &Address) -> String {
    let login = || std::env::var("USER").unwrap_or_else(|_| "root".to_owned());
    address.user.clone().unwrap_or_else(login)
}

fn classified(address: &Address, error: Error) -> ConnectError {
    let place = address.place();
    let database = || address.database.clone().unwrap_or_default();
    match error {
        Error::Server(source) => {
            let source = ServerError::from(source);
            match source.code {
                1045 | 1698 | 1862 => ConnectError::AccessDenied { place, user: user(address), source },
                1044 => ConnectError::DatabaseDenied { user: user(address), database: database(), source },
                1049 => ConnectError::UnknownDatabase { place, database: database() },
                _ => ConnectError::Refused { place, source },
            }
        }
        Error::Driver(DriverError::UnknownAuthPlugin { name: plugin }) => {
            ConnectError::AuthPlugin { place, user: user(address), plugin }
        }
        error if tls::is_tls(&error) => {
            ConnectError::Tls { place, mode: address.ssl_mode_or_default(), source: error }
        }
        Error::Io(IoError::Io(ref inner)) if !is_hang_up(inner) => {
            ConnectError::Unreachable { place, source: error }
        }
        source => ConnectError::Handshake { place, source },
    }
}

fn is_hang_up(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{BrokenPipe, ConnectionReset, Other, UnexpectedEof};
    matches!(error.kind(), BrokenPipe | ConnectionReset | Other | UnexpectedEof)
}
