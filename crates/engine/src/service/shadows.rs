//! The registered shadows of a database, and dropping them after a test.

use super::{Actor, ServiceError, Services, address};
use crate::drop::{self, DropError, DropPlan, DropRun, Which};
use crate::event::Events;
use crate::run::{ErrorPolicy, Interrupt, RunOptions};
use crate::shadows::{Shadow, shadows};
use serde_json::json;
use shadowtable_store::{Batch, Connection};
use shadowtable_target::registry::Place;
use shadowtable_target::{Purpose, Session, Timeouts};
use std::time::Duration;

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

/// Drops registered shadows, foreign keys first.
///
/// # Errors
/// `NotPossible` where tasks need approval: nothing may be dropped past it.
pub async fn drop_shadows(
    services: &Services,
    actor: &Actor,
    connection: &Connection,
    database: &str,
    which: &Which,
) -> Result<(DropPlan, DropRun), ServiceError> {
    if connection.needs_approval {
        let sentence =
            "tasks of this connection need approval, and dropping shadows is no task: use the command line";
        return Err(ServiceError::not_possible("needs-approval", sentence));
    }
    let mut session = open(services, connection, database).await?;
    let plan = drop::plan(&Place::InDatabase, which, &mut session).await.map_err(|error| refusal(&error))?;
    let options = RunOptions {
        on_error: ErrorPolicy::Continue,
        allowed: None,
        parallel: 1,
        lock_wait_timeout: Duration::from_secs(5),
        program: "drop".to_owned(),
        who: actor.name.clone(),
        interrupt: Interrupt::default(),
    };
    // What is dropped is told before it is, so that no crash keeps it from the audit.
    let names: Vec<String> = plan.targets.iter().map(|one| one.removal.pair.shadow.to_string()).collect();
    let now = services.store.now().await?;
    let mut batch = Batch::new();
    let detail = json!({ "database": database, "shadows": names });
    batch.insert(&actor.audit(
        "drop-shadows",
        ("connection", &connection.id),
        Some(&connection.id),
        &detail,
        now,
    )?);
    services.store.commit(batch).await?;
    let record = drop::run(&plan, &mut session, &options, &Events::none()).await;
    session.close().await;
    Ok((plan, record.map_err(|error| ServiceError::target(&error))?))
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
