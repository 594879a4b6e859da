//! Looking: what a statement whose connection was lost has done.

use super::record::StepState;
use crate::reading::reading;
use shadowtable_plan::Fingerprint;
use shadowtable_plan::analysis::Reading;
use shadowtable_schema::{Dialect, Name};
use shadowtable_target::{Session, definition, kill};
use std::time::Duration;

/// How long a connection that was given up may take to be gone: an ALTER outlives its client for seconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a statement on one table has done, judged by the table's definition before it and now.
///
/// The old connection is ended and gone before anything is looked at. A definition that has changed means Done, since
/// DDL is done as a whole or not at all; one that has not changed means that it was not done. A statement that does
/// not show in a definition stays Unknown.
pub async fn look(
    reader: &mut Session,
    connection_id: u64,
    table: &Name,
    before: Option<&Fingerprint>,
    dialect: Dialect,
) -> StepState {
    if kill::end_connection(reader, connection_id, PATIENCE).await.is_err() {
        return StepState::Unknown;
    }
    let Ok(session) = super::fresh::open(reader).await else { return StepState::Unknown };
    let mut stream = definition::read(vec![session], vec![table.clone()]);
    let read = stream.next().await;
    let now = match read {
        Some((_, Err(shadowtable_target::DefinitionError::NotFound))) => None,
        Some((_, read)) => match reading(read, dialect) {
            Reading::Table(table) => Some(Fingerprint::of(&table, dialect)),
            Reading::Unsupported(_) | Reading::Failed(_) => return StepState::Unknown,
        },
        None => return StepState::Unknown,
    };
    for session in stream.finish().await {
        session.close().await;
    }
    if now.as_ref() == before { StepState::NotRun } else { StepState::Done }
}
