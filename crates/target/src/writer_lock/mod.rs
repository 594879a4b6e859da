//! The writer's lock: one writer a database, across terminals and hosts.

mod lingering;

use crate::inspect::hex;
use crate::kill;
use crate::query::QueryError;
use crate::registry::{Registry, RegistryError, Writer};
use crate::row;
use crate::session::Session;
use lingering::Attempt;
use sha2::{Digest, Sha256};
use shadowtable_schema::{Flavor, Name, literal};
use std::fmt;
use std::time::{Duration, Instant};

/// Who holds the lock, as far as that can be found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The connection that holds it, if the server tells.
    pub connection_id: Option<u64>,
    /// What the holder wrote about itself.
    pub writer: Option<Writer>,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.writer, self.connection_id) {
            (Some(writer), _) => write!(f, "{writer}"),
            (None, Some(id)) => write!(f, "connection {id}"),
            (None, None) => f.write_str("another session"),
        }
    }
}

/// Why there is no lock.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Somebody else writes.
    #[error("another writer is at work on {database}: {holder}")]
    Busy {
        /// The database.
        database: Name,
        /// Who it is.
        holder: Box<Holder>,
    },
    /// Asking for the lock failed.
    #[error("can't get the lock of the database")]
    Ask(#[source] QueryError),
    /// The lock that we had is gone, and with it the right to go on.
    #[error("the lock of the database was lost")]
    Lost,
    /// The writer could not be written to the registry.
    #[error("can't write to the registry who holds the lock")]
    Announce(#[source] RegistryError),
    /// The former writer's connection could not be ended.
    #[error("can't end the former writer's connection")]
    End(#[source] kill::KillError),
}

/// The lock of a database, held by one session. It ends with [`WriterLock::release`] or with the session's connection,
/// whichever is first.
///
/// The session must take no other GET_LOCK: on MySQL 5.6 a second one releases the first.
#[derive(Debug)]
pub struct WriterLock {
    name: String,
    connection_id: u64,
    /// Who holds the lock in the server's words. Behind a proxy that is not the id that the session knows of itself.
    holder: u64,
}

/// The lock's name for a database: the same for everybody who works on it, at most 64 characters.
pub fn lock_name(database: &Name) -> String {
    // Locks are the server's, not the database's; and a database's own name may be 64 characters long.
    let hash = Sha256::digest(database.folded().as_str());
    format!("shadowtable:{}", hex(&hash, 40))
}

impl WriterLock {
    /// Takes the lock on the session that will run the DDL, waiting for `patience` (whole seconds), and writes to the
    /// registry who has it: `writer`, over this session's connection.
    ///
    /// # Errors
    /// [`LockError::Busy`] says who has it.
    pub async fn acquire(
        session: &mut Session,
        registry: &Registry,
        writer: &Writer,
        patience: Duration,
    ) -> Result<Self, LockError> {
        let name = match attempt(session, patience).await.map_err(LockError::Ask)? {
            Attempt::Taken(name) => name,
            Attempt::Busy { holder } => {
                let holder = Box::new(describe(session, registry, holder).await);
                return Err(LockError::Busy { database: session.server.database.clone(), holder });
            }
        };
        let mut lock = Self { name, connection_id: session.connection_id, holder: session.connection_id };
        match lock.begin(session, registry, writer).await {
            Ok(()) => Ok(lock),
            Err(error) => {
                let _ = lock.release_lock(session).await;
                Err(error)
            }
        }
    }

    /// What is to be done with a lock that was just taken.
    async fn begin(
        &mut self,
        session: &mut Session,
        registry: &Registry,
        writer: &Writer,
    ) -> Result<(), LockError> {
        self.holder = holder_id(session, &self.name).await.map_err(LockError::Ask)?.ok_or(LockError::Lost)?;
        let writer = writer.over(self.connection_id);
        registry.announce(session, &[writer]).await.map_err(LockError::Announce)
    }

    /// Whether the lock is still ours. Ask before each step, on the session that is about to send it: a server that was
    /// restarted, or a connection that was ended, has forgotten it. It need not be the session that holds the lock; the
    /// answer then proves both that the lock is held and that the asking session is alive. It costs one round trip.
    ///
    /// # Errors
    /// [`LockError::Lost`] if not, [`LockError::Ask`] if the session has no answer.
    pub async fn check(&self, session: &mut Session) -> Result<(), LockError> {
        let holder = holder_id(session, &self.name).await.map_err(LockError::Ask)?.ok_or(LockError::Lost)?;
        let asks_itself = session.connection_id == self.connection_id;
        let is_ours = match session.server.dialect.flavor {
            // The lock of a dead session stays there for seconds or for ever, so the session counts.
            Flavor::OceanBase if !asks_itself => {
                holder == self.holder
                    && lingering::is_alive(session, self.connection_id).await.map_err(LockError::Ask)?
            }
            // It tells other sessions only that somebody holds the lock, with the number 1.
            Flavor::TiDb if !asks_itself => true,
            Flavor::OceanBase | Flavor::TiDb | Flavor::MySql | Flavor::MariaDb => holder == self.holder,
        };
        if is_ours { Ok(()) } else { Err(LockError::Lost) }
    }

    /// Gives the lock back and takes the writer out of the registry. What fails here ends with the connection anyway.
    pub async fn release(self, session: &mut Session, registry: &Registry) {
        let _ = registry.withdraw(session, &[self.connection_id]).await;
        let _ = self.release_lock(session).await;
    }

    async fn release_lock(&self, session: &mut Session) -> Result<(), QueryError> {
        session.query(&format!("SELECT RELEASE_LOCK({})", literal::quote(&self.name))).await.map(drop)
    }
}

/// Ends the connections that former writers left in the registry, waits until they are gone, and takes them out: to be
/// done by whoever holds the lock, before looking at what they did. A dead writer's ALTER may still run without the lock.
///
/// # Errors
/// When a connection can't be ended within `patience`.
pub async fn end_former_writers(
    session: &mut Session,
    registry: &Registry,
    patience: Duration,
) -> Result<Vec<Writer>, LockError> {
    let mut former = registry.writers(session).await.map_err(LockError::Announce)?;
    former.retain(|writer| writer.connection_id != session.connection_id);
    for writer in &former {
        if !is_that_writer(session, writer).await.map_err(LockError::Ask)? {
            continue;
        }
        kill::end_connection(session, writer.connection_id, patience).await.map_err(LockError::End)?;
    }
    let ids: Vec<u64> = former.iter().map(|writer| writer.connection_id).collect();
    registry.withdraw(session, &ids).await.map_err(LockError::Announce)?;
    Ok(former)
}

/// Whether that connection is the writer's and not a stranger's: after a restart the server counts from the start again.
async fn is_that_writer(session: &mut Session, writer: &Writer) -> Result<bool, QueryError> {
    let rows = session.query("SHOW PROCESSLIST").await?;
    for row in &rows {
        if row::optional_number(row, 0)? == Some(writer.connection_id) {
            // A writer runs on this database; a connection of another or none is somebody else's.
            let database = row::optional_text(row, 3)?.map(Name::from);
            let ours = &session.server.database;
            return Ok(database.is_some_and(|database| database.same_folded(ours)));
        }
    }
    Ok(false)
}

/// Asks for the lock until it is ours or `patience` is over.
async fn attempt(session: &mut Session, patience: Duration) -> Result<Attempt, QueryError> {
    let name = lock_name(&session.server.database);
    if session.server.dialect.flavor == Flavor::OceanBase {
        let started = Instant::now();
        loop {
            let attempt = lingering::attempt(session, &name).await?;
            if matches!(attempt, Attempt::Taken(_)) || started.elapsed() >= patience {
                return Ok(attempt);
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }
    let sql = format!("SELECT GET_LOCK({}, {})", literal::quote(&name), patience.as_secs());
    let rows = session.query_within(&sql, patience + session.timeouts.read).await?;
    let answer = rows.first().map(|row| row::optional_number(row, 0)).transpose()?.flatten();
    if answer == Some(1) {
        return Ok(Attempt::Taken(name));
    }
    Ok(Attempt::Busy { holder: holder_id(session, &name).await.ok().flatten() })
}

async fn describe(session: &mut Session, registry: &Registry, connection_id: Option<u64>) -> Holder {
    let writers = registry.writers(session).await.unwrap_or_default();
    let writer = match connection_id {
        Some(id) => writers.into_iter().find(|writer| writer.connection_id == id),
        None => writers.into_iter().next(),
    };
    Holder { connection_id, writer }
}

async fn holder_id(session: &mut Session, name: &str) -> Result<Option<u64>, QueryError> {
    let rows = session.query(&format!("SELECT IS_USED_LOCK({})", literal::quote(name))).await?;
    match rows.first() {
        Some(row) => row::optional_number(row, 0),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_fits_and_is_the_same_in_any_spelling() {
        let name = lock_name(&Name::new("Shop"));
        assert!(name.chars().count() <= 64);
        assert_eq!(name, lock_name(&Name::new("shop")));
        assert_ne!(name, lock_name(&Name::new("shop2")));
    }
}
