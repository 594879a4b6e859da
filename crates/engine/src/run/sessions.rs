//! The sessions of a run: those that write, all of them announced before the first statement.

use super::options::RunOptions;
use shadowtable_target::registry::{RegistryError, Writer};
use shadowtable_target::{OpenError, Purpose, Registry, Session};

/// Another session that only reads.
pub async fn reader(like: &Session) -> Result<Session, OpenError> {
    like.another(Purpose::Read).await
}

/// The sessions beside the one that holds the lock.
pub struct Helpers(pub Vec<Session>);

impl Helpers {
    /// Opens as many as the options ask for, and writes them into the registry: whoever takes over a broken run must
    /// know every connection that may still be at work.
    pub async fn open(
        like: &Session,
        holder: &mut Session,
        registry: &Registry,
        me: &Writer,
        options: &RunOptions,
    ) -> Result<Self, super::RunError> {
        let mut sessions = Vec::new();
        for _ in 1..options.parallel {
            sessions.push(like.another(options.purpose()).await?);
        }
        let writers: Vec<Writer> = sessions.iter().map(|one| me.over(one.connection_id())).collect();
        if !writers.is_empty() {
            registry.announce(holder, &writers).await?;
        }
        Ok(Self(sessions))
    }

    /// Takes them out of the registry and closes them.
    pub async fn close(self, holder: &mut Session, registry: &Registry) -> Result<(), RegistryError> {
        let ids: Vec<u64> = self.0.iter().map(Session::connection_id).collect();
        for session in self.0 {
            session.close().await;
        }
        if ids.is_empty() { Ok(()) } else { registry.withdraw(holder, &ids).await }
    }
}
