//! How definitions are read: few over the session that is there, many over several that are opened for it.

use shadowtable_schema::Name;
use shadowtable_target::definition::{DefinitionStream, read, read_few};
use shadowtable_target::{OpenError, Purpose, Session};

/// Up to so many tables come in a packet or two before another session is open.
const FEW: usize = 100;

/// Sessions that read side by side. Servers print two definitions at a time nearly twice as fast as one; MySQL 9.7 gains
/// nothing, and nothing anywhere beyond two on a machine with two processors.
const SESSIONS: usize = 2;

/// Starts to read the definitions of these tables, over `more` sessions if there are any.
pub async fn definitions(
    session: &mut Session,
    mut more: Vec<Session>,
    names: Vec<Name>,
) -> Result<DefinitionStream, OpenError> {
    if more.is_empty() {
        if names.len() <= FEW {
            return Ok(read_few(session, names).await);
        }
        let open = (0..SESSIONS).map(|_| session.another(Purpose::Read));
        more = futures_util::future::try_join_all(open).await?;
    }
    Ok(read(more, names))
}

/// Ends the reading and closes what was opened for it.
pub async fn close(stream: DefinitionStream) {
    for session in stream.finish().await {
        session.close().await;
    }
}
