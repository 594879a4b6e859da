//! Connections to a server's database: a few, each set up the same, given back only if they are sound.

use crate::address::{ServerAddress, Tls};
use crate::backend::{BackendError, Connections};
use mysql_async::prelude::Queryable as _;
use mysql_async::{Conn, Error, Opts, OptsBuilder, SslOpts};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, SemaphorePermit};

/// How many connections a node has at most.
const CONNECTIONS: usize = 16;

/// How long connecting may take.
const CONNECTING: Duration = Duration::from_secs(10);

/// A connection that nobody used for so long is asked first whether it is still there.
const TRUSTED: Duration = Duration::from_secs(5);

/// The largest answer packet we accept.
const MAX_ALLOWED_PACKET: usize = 1 << 30;

/// What every session needs. The mode: strict, and a backslash escapes.
const SETUP: [&str; 4] = [
    "SET NAMES utf8mb4",
    "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'",
    "SET SESSION time_zone = '+00:00'",
    "SET SESSION autocommit = 1",
];

/// What a server may not know. OceanBase ends statements after 10 s unless it is told otherwise.
const TOLERATED: [&str; 3] = [
    "SET SESSION innodb_lock_wait_timeout = 10",
    "SET SESSION ob_query_timeout = 100000000",
    "SET SESSION ob_trx_timeout = 110000000",
];

/// The connections.
pub struct Pool {
    opts: Opts,
    idle: Mutex<Vec<(Conn, Instant)>>,
    /// The longest statement that the server takes.
    packet: AtomicUsize,
    permits: Semaphore,
}

/// A connection that was taken out, and the permit that goes with it.
pub struct Taken<'a> {
    pub conn: Conn,
    permit: SemaphorePermit<'a>,
}

impl Pool {
    /// A pool that has no connection yet.
    pub fn new(address: &ServerAddress) -> Self {
        Self {
            opts: options(address),
            idle: Mutex::new(Vec::new()),
            packet: AtomicUsize::new(MAX_ALLOWED_PACKET),
            permits: Semaphore::new(CONNECTIONS),
        }
    }

    /// A sound connection.
    pub async fn take(&self) -> Result<Taken<'_>, BackendError> {
        let closed = |_| BackendError::Lost("the store is closed".to_owned());
        let permit = self.permits.acquire().await.map_err(closed)?;
        loop {
            let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let Some((mut conn, since)) = idle else { break };
            let is_there = since.elapsed() < TRUSTED
                || tokio::time::timeout(CONNECTING, conn.ping()).await.is_ok_and(|pong| pong.is_ok());
            if is_there {
                return Ok(Taken { conn, permit });
            }
        }
        let (conn, packet) = tokio::time::timeout(CONNECTING, connect(self.opts.clone()))
            .await
            .map_err(|_| BackendError::Lost("no connection to the store's server in time".to_owned()))?
            .map_err(|error| BackendError::Lost(format!("no connection to the store's server: {error}")))?;
        self.packet.store(packet, Ordering::Relaxed);
        Ok(Taken { conn, permit })
    }

    /// How many are in use, and how many there may be.
    pub fn connections(&self) -> Connections {
        let free = self.permits.available_permits();
        Connections { in_use: CONNECTIONS.saturating_sub(free), most: CONNECTIONS }
    }

    /// The longest statement that the server takes, bytes: it hangs up on a longer one.
    pub fn packet(&self) -> usize {
        self.packet.load(Ordering::Relaxed)
    }

    /// Gives a connection back that is sound and has no transaction.
    pub fn give_back(&self, taken: Taken<'_>) {
        let Taken { conn, permit } = taken;
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push((conn, Instant::now()));
        drop(permit);
    }

    /// Forgets all idle ones: one was lost, so the server may be another by now.
    pub fn forget(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// A connection that is set up, and the longest statement that the server takes.
async fn connect(opts: Opts) -> Result<(Conn, usize), Error> {
    let mut conn = Conn::new(opts).await?;
    for sql in SETUP {
        conn.query_drop(sql).await?;
    }
    for sql in TOLERATED {
        match conn.query_drop(sql).await {
            Ok(()) | Err(Error::Server(_)) => {}
            Err(error) => return Err(error),
        }
    }
    let level = isolation(&mut conn).await?;
    conn.query_drop(format!("SET SESSION TRANSACTION ISOLATION LEVEL {level}")).await?;
    let packet: Option<usize> = conn.query_first("SELECT @@max_allowed_packet").await?;
    Ok((conn, packet.unwrap_or(MAX_ALLOWED_PACKET)))
}

/// READ COMMITTED, with which fewer writers are in each other's way; but InnoDB refuses to write under it (1665) if the
/// binary log holds statements, as MySQL 5.6 has it by default.
async fn isolation(conn: &mut Conn) -> Result<&'static str, Error> {
    let logs = "SELECT 1 FROM (SELECT @@log_bin AS log_bin, @@binlog_format AS format) AS log \
                WHERE log_bin = 1 AND format = 'STATEMENT'";
    match conn.query_first::<i64, _>(logs).await {
        Ok(Some(_)) => Ok("REPEATABLE READ"),
        // A server that has no such log does not know the variable either.
        Ok(None) | Err(Error::Server(_)) => Ok("READ COMMITTED"),
        Err(error) => Err(error),
    }
}

fn options(address: &ServerAddress) -> Opts {
    let ServerAddress { host, port, socket, user, password, database, tls, ssl_ca } = address;
    let ssl = (*tls != Tls::Disabled && socket.is_none()).then(|| {
        let unchecked = *tls == Tls::Required;
        let options = SslOpts::default()
            .with_danger_accept_invalid_certs(unchecked)
            .with_danger_skip_domain_validation(unchecked);
        match ssl_ca {
            Some(authority) => {
                options.with_root_certs(vec![authority.clone().into()]).with_disable_built_in_roots(true)
            }
            None => options,
        }
    });
    // The driver would ask for @@socket, @@max_allowed_packet and @@wait_timeout, which not every server has.
    OptsBuilder::default()
        .ip_or_hostname(host.as_str())
        .tcp_port(*port)
        .socket(socket.clone())
        .user(Some(user.as_str()))
        .pass(password.as_ref().map(|password| password.as_str().to_owned()))
        .db_name(Some(database.as_str()))
        .prefer_socket(false)
        .max_allowed_packet(Some(MAX_ALLOWED_PACKET))
        .wait_timeout(Some(28_800))
        .stmt_cache_size(0)
        .tcp_nodelay(true)
        .tcp_keepalive(Some(Duration::from_secs(30)))
        // A row that is found and already as it should be counts as affected, as it does in SQLite.
        .client_found_rows(true)
        .ssl_opts(ssl)
        .into()
}
