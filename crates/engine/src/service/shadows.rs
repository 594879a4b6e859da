//! The registered shadows of a database, and what dropping them would do.

use super::{ServiceError, Services, address};
use crate::drop::{self, DropError, DropPlan, Which};
use crate::event::Events;
use crate::shadows::{Shadow, shadows};
use shadowtable_store::Connection;
use shadowtable_target::registry::Place;
use shadowtable_target::{Purpose, Session, Timeouts};

/// The registered shadows, each compared with its source.
///
/// # Errors
/// When the database can't be reached or read.
pub async fn registered(
    services: &Services,
    connection: &Connection,
    database: &str,
) -> Result<Vec<Shadow>, ServiceError> {
    let mut session = open(services, connection, database).await?;
    let found = shadows(&Place::InDatabase, &mut session, &Events::none()).await;
    session.close().await;
    found.map_err(|error| ServiceError::target(&error))
}

/// What dropping these shadows would do.
///
/// # Errors
/// When a name is no registered shadow's, or the database can't be read.
pub async fn drop_plan(
    services: &Services,
    connection: &Connection,
    database: &str,
    which: &Which,
) -> Result<DropPlan, ServiceError> {
    let mut session = open(services, connection, database).await?;
    let plan = drop::plan(&Place::InDatabase, which, &mut session).await;
    session.close().await;
    plan.map_err(|error| refusal(&error))
}

async fn open(services: &Services, connection: &Connection, database: &str) -> Result<Session, ServiceError> {
    let address = address(services, connection, Some(database))?;
    Ok(Session::open(&address, Purpose::Read, Timeouts::default()).await?)
}

fn refusal(error: &DropError) -> ServiceError {
    match error {
        DropError::NotRegistered { .. } => {
            ServiceError::invalid("not-registered", "shadows", error.to_string())
        }
        DropError::Read(error) => ServiceError::target(error),
    }
}
