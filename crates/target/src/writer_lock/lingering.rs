//! Locks that outlive their session: OceanBase frees them after seconds (4.3.5) or never (seekdb 1.4), so a lock's name
//! has generations, and a dead session's lock is passed over.
//!
//! Whoever has got the lock of one generation looks at all others before he may believe it: of two who come at the same
//! time at least one sees the other.

use crate::kill::connection_ids;
use crate::query::QueryError;
use crate::row;
use crate::session::Session;
use shadowtable_schema::literal;
use std::collections::HashSet;

/// Crashes of writers that a seekdb 1.4 survives without a restart.
const GENERATIONS: usize = 16;

/// What an attempt came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Attempt {
    /// This lock is ours.
    Taken(String),
    /// A living session has one.
    Busy {
        /// Its connection, if the server tells.
        holder: Option<u64>,
    },
}

/// Tries once to get the lock of this name, in whatever generation.
///
/// # Errors
/// When the server does not answer.
pub async fn attempt(session: &mut Session, name: &str) -> Result<Attempt, QueryError> {
    let names: Vec<String> = (0..GENERATIONS).map(|generation| generation_name(name, generation)).collect();
    let before = look(session, &names).await?;
    if let Some(holder) = before.living() {
        return Ok(Attempt::Busy { holder: Some(holder) });
    }
    let Some(free) = before.holders.iter().position(Option::is_none).map(|place| &names[place]) else {
        return Ok(Attempt::Busy { holder: before.holders.first().copied().flatten() });
    };
    let sql = format!("SELECT GET_LOCK({}, 0)", literal::quote(free));
    let rows = session.query(&sql).await?;
    if row::optional_number(first(&rows)?, 0)? != Some(1) {
        return Ok(Attempt::Busy { holder: None });
    }
    let after = look(session, &names).await?;
    match after.living() {
        None => Ok(Attempt::Taken(free.clone())),
        Some(holder) => {
            session.query(&format!("SELECT RELEASE_LOCK({})", literal::quote(free))).await?;
            Ok(Attempt::Busy { holder: Some(holder) })
        }
    }
}

/// The first is the name itself, for those who know nothing of generations.
fn generation_name(name: &str, generation: usize) -> String {
    if generation == 0 { name.to_owned() } else { format!("{name}:{generation}") }
}

/// Who holds which generation, and who is alive.
struct Sight {
    holders: Vec<Option<u64>>,
    connections: HashSet<u64>,
    own: u64,
}

impl Sight {
    /// Another session that holds a generation and is alive.
    ///
    /// Behind a proxy the ids of locks and of the list of connections may be different ones. Our own tells: if it is not in
    /// the list, nobody is taken for dead.
    fn living(&self) -> Option<u64> {
        let can_tell = self.connections.contains(&self.own);
        let mut others = self.holders.iter().copied().flatten().filter(|holder| *holder != self.own);
        others.find(|holder| !can_tell || self.connections.contains(holder))
    }
}

/// Whether a session that holds a lock is still there, where the list of connections can tell.
pub async fn is_alive(session: &mut Session, connection_id: u64) -> Result<bool, QueryError> {
    let connections = connection_ids(session).await?;
    Ok(connections.contains(&connection_id) || !connections.contains(&session.connection_id))
}

async fn look(session: &mut Session, names: &[String]) -> Result<Sight, QueryError> {
    let questions: Vec<String> =
        names.iter().map(|name| format!("IS_USED_LOCK({})", literal::quote(name))).collect();
    let rows = session.query(&format!("SELECT {}", questions.join(", "))).await?;
    let row = first(&rows)?;
    let holders = (0..names.len()).map(|place| row::optional_number(row, place)).collect::<Result<_, _>>()?;
    Ok(Sight { holders, connections: connection_ids(session).await?, own: session.connection_id })
}

fn first(rows: &[mysql_async::Row]) -> Result<&mysql_async::Row, QueryError> {
    rows.first().ok_or(QueryError::Malformed { what: "the state of a lock was expected" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn living(holders: &[Option<u64>], connections: &[u64]) -> Option<u64> {
        let connections = connections.iter().copied().collect();
        Sight { holders: holders.to_vec(), connections, own: 1 }.living()
    }

    #[test]
    fn only_the_dead_are_passed_over() {
        assert_eq!(living(&[None, None], &[1, 7]), None);
        assert_eq!(living(&[Some(9), None], &[1, 7]), None);
        assert_eq!(living(&[Some(9), Some(7)], &[1, 7]), Some(7));
        assert_eq!(living(&[Some(1), None], &[1, 7]), None);
    }

    #[test]
    fn nobody_is_dead_where_the_list_can_not_tell() {
        assert_eq!(living(&[Some(9), None], &[7]), Some(9));
    }

    #[test]
    fn every_generation_fits() {
        let name = crate::writer_lock::lock_name(&"x".repeat(64).into());
        assert!(generation_name(&name, GENERATIONS).len() <= 64);
    }
}
