//! A session: one connection whose variables are set, on a server and a database that are known.

use crate::address::Address;
use crate::connect::{ConnectError, connect};
use crate::inspect;
use crate::kill::Canceller;
use crate::purpose::Purpose;
use crate::query::QueryError;
use crate::server::{Identity, Server};
use crate::setup::{self, ZeroDates};
use crate::timeouts::Timeouts;
use mysql_async::{Conn, Row};
use shadowtable_schema::Name;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Why there is no session.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address names no database.
    #[error("no database is given")]
    NoDatabase,
    /// There is no connection.
    #[error(transparent)]
    Connect(#[from] ConnectError),
    /// The server's answers to the first questions failed.
    #[error("can't find out what server {place} is")]
    Inspect {
        /// Host and port, or the socket.
        place: String,
        /// Why.
        #[source]
        source: QueryError,
    },
    /// No server that we know.
    #[error("server of an unknown kind: version {version:?}, {comment:?}")]
    UnknownServer {
        /// What `version()` says.
        version: String,
        /// What `@@version_comment` says.
        comment: String,
    },
    /// The session's variables can't be set.
    #[error("can't set up the session")]
    Setup(#[source] QueryError),
    /// A second connection came to another server, through a balancer for instance.
    #[error("a second connection to {place} reached another server")]
    AnotherServer {
        /// Host and port, or the socket.
        place: String,
    },
}

impl OpenError {
    /// What to do about it, if that is known.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NoDatabase => Some("end the URL with the database: mysql://user@host:port/database"),
            Self::Connect(error) => error.hint(),
            Self::UnknownServer { .. } => Some("known are OceanBase (MySQL mode), MySQL, MariaDB and TiDB"),
            Self::AnotherServer { .. } => Some("connect to one server, not to a balancer"),
            Self::Inspect { .. } | Self::Setup(_) => None,
        }
    }
}

/// One connection to one database.
///
/// A session that reads comes back by itself after its connection was lost; one that writes never does, for it holds
/// a lock.
pub struct Session {
    pub(crate) conn: Conn,
    pub(crate) address: Arc<Address>,
    pub(crate) purpose: Purpose,
    pub(crate) timeouts: Timeouts,
    pub(crate) server: Arc<Server>,
    pub(crate) connection_id: u64,
    /// What of the zero-date modes is in force now.
    pub(crate) zero_dates: ZeroDates,
    /// Whether several statements may go in one packet; some proxies refuse that.
    pub(crate) batches: bool,
    /// Whether the connection is out of step with the server and can't be used any more.
    pub(crate) broken: bool,
}

impl Session {
    /// Opens a session: connects, finds out what the server is and sets the session's variables. Sends a constant
    /// number of statements (3 and one for each variable, at most 10 in all).
    ///
    /// # Errors
    /// Each of [`OpenError`]'s variants but the last.
    pub async fn open(address: &Address, purpose: Purpose, timeouts: Timeouts) -> Result<Self, OpenError> {
        if address.database.as_deref().is_none_or(str::is_empty) {
            return Err(OpenError::NoDatabase);
        }
        let mut conn = connect(address, timeouts.connect).await?;
        let place = || address.place();
        let found = inspect::inspect(&mut conn, timeouts.read)
            .await
            .map_err(|source| OpenError::Inspect { place: place(), source })?;
        let server = found.server.map_err(|unknown| OpenError::UnknownServer {
            version: unknown.version,
            comment: unknown.comment,
        })?;
        let session = Self::new(conn, Arc::new(address.clone()), purpose, timeouts, Arc::new(server));
        session.set_up(found.connection_id).await
    }

    /// Opens another session to the same server and database, without asking again what is known.
    ///
    /// # Errors
    /// As [`Session::open`], and [`OpenError::AnotherServer`].
    pub async fn another(&self, purpose: Purpose) -> Result<Self, OpenError> {
        let mut conn = connect(&self.address, self.timeouts.connect).await?;
        let (identity, connection_id) = inspect::identity(&mut conn, self.server.dialect, self.timeouts.read)
            .await
            .map_err(|source| OpenError::Inspect { place: self.address.place(), source })?;
        if identity != self.server.identity {
            return Err(OpenError::AnotherServer { place: self.address.place() });
        }
        Self::new(conn, Arc::clone(&self.address), purpose, self.timeouts, Arc::clone(&self.server))
            .set_up(connection_id)
            .await
    }

    fn new(
        conn: Conn,
        address: Arc<Address>,
        purpose: Purpose,
        timeouts: Timeouts,
        server: Arc<Server>,
    ) -> Self {
        Self {
            conn,
            address,
            purpose,
            timeouts,
            server,
            connection_id: 0,
            zero_dates: ZeroDates::Refused,
            batches: true,
            broken: false,
        }
    }

    async fn set_up(mut self, connection_id: u64) -> Result<Self, OpenError> {
        self.connection_id = connection_id;
        setup::run(&mut self).await.map_err(OpenError::Setup)?;
        Ok(self)
    }

    /// What is known of the server and the database.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Where the session is connected to.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// The connection's id on the server: what KILL takes. It has 64 bits on TiDB and behind proxies.
    pub const fn connection_id(&self) -> u64 {
        self.connection_id
    }

    /// Whether the connection is gone for good.
    pub fn is_lost(&self) -> bool {
        self.broken || self.conn.is_disconnected()
    }

    /// A handle with which somebody else can end what this session does.
    pub fn canceller(&self) -> Canceller {
        Canceller::new(
            Arc::clone(&self.address),
            self.connection_id,
            self.server.dialect,
            self.timeouts.connect,
        )
    }

    /// Says goodbye to the server.
    pub async fn close(self) {
        if !self.is_lost() {
            // A server that does not hear it notices the closed connection.
            let _ = tokio::time::timeout(Duration::from_secs(1), self.conn.disconnect()).await;
        }
    }

    /// One statement and all rows of its answer, within the time for catalog questions.
    pub(crate) async fn query(&mut self, sql: &str) -> Result<Vec<Row>, QueryError> {
        self.query_within(sql, self.timeouts.read).await
    }

    /// One statement and all rows of its answer; a statement that takes longer is killed.
    pub(crate) async fn query_within(&mut self, sql: &str, limit: Duration) -> Result<Vec<Row>, QueryError> {
        use mysql_async::prelude::Queryable;
        self.come_back().await?;
        let canceller = self.canceller();
        let answer = canceller.guard(self.conn.query(sql), limit).await;
        self.broken |= answer.is_none();
        match answer {
            Some(Ok(rows)) => Ok(rows),
            Some(Err(error)) if !canceller.has_cancelled() => Err(error.into()),
            // What a killed statement says of itself differs, and none of it is the reason.
            Some(Err(_)) | None => Err(QueryError::TimedOut { limit }),
        }
    }

    /// Makes a lost connection anew if this session only reads.
    pub(crate) async fn come_back(&mut self) -> Result<(), QueryError> {
        if !self.is_lost() || self.purpose != Purpose::Read {
            return Ok(());
        }
        // The new session's own questions pass here too, but its connection is not lost.
        match Box::pin(self.another(self.purpose)).await {
            Ok(fresh) => {
                *self = fresh;
                Ok(())
            }
            Err(error) => Err(QueryError::Gone(Box::new(error))),
        }
    }
}

/// The databases that the account may see, with the server's own left out, in the server's order. The address needs
/// no database.
///
/// # Errors
/// When there is no connection or no answer.
pub async fn databases(address: &Address, timeouts: Timeouts) -> Result<Vec<Name>, OpenError> {
    let bare = Address { database: None, ..address.clone() };
    let mut conn = connect(&bare, timeouts.connect).await?;
    let names = inspect::databases(&mut conn, timeouts.read).await;
    let _ = tokio::time::timeout(Duration::from_secs(1), conn.disconnect()).await;
    names.map_err(|source| OpenError::Inspect { place: address.place(), source })
}

/// Not the connection: the driver's own `Debug` shows the password.
impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("address", &self.address)
            .field("connection_id", &self.connection_id)
            .field("purpose", &self.purpose)
            .finish_non_exhaustive()
    }
}

/// Which server this is, for comparing with a plan's.
impl AsRef<Identity> for Session {
    fn as_ref(&self) -> &Identity {
        &self.server.identity
    }
}
