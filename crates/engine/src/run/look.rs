//! Looking: what a statement whose connection was lost has done.

use super::record::StepState;
use crate::analyze::Analysis;
use crate::reading::reading;
use shadowtable_plan::analysis::Reading;
use shadowtable_plan::{PairPlan, Planned};
use shadowtable_schema::model::Table;
use shadowtable_schema::normalize::Surroundings;
use shadowtable_schema::{Dialect, Name, apply, diff};
use shadowtable_target::{DefinitionError, Session, definition, kill};
use std::time::Duration;

/// How long a connection that was given up may take to be gone: an ALTER outlives its client for seconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the statement at `position` of a pair has done, judged by the definition of the shadow.
///
/// The old connection is ended and gone before anything is looked at. A shadow as it was expected before the statement
/// means that it was not done, one as expected after it that it was, since DDL is done as a whole or not at all.
/// Whatever shows in no definition of the shadow stays Unknown: a copy of rows, a scratch table.
pub async fn look(
    reader: &mut Session,
    connection_id: u64,
    analysis: &Analysis,
    (at, position): (usize, usize),
) -> StepState {
    let plan = &analysis.plan.pairs[at];
    let Some(expected) = Expected::of(plan, position) else { return StepState::Unknown };
    if kill::end_connection(reader, connection_id, PATIENCE).await.is_err() {
        return StepState::Unknown;
    }
    let dialect = analysis.plan.dialect;
    let surroundings = Surroundings { dialect, database: &analysis.plan.database };
    let same = |now: &Table, expected: &Table| diff(now, expected, surroundings).is_empty();
    match (now(reader, &plan.pair.shadow, dialect).await, expected.before) {
        (Now::Table(now), _) if same(&now, &expected.after) => StepState::Done,
        (Now::Table(now), Some(before)) if same(&now, &before) => StepState::NotRun,
        (Now::Nothing, None) => StepState::NotRun,
        _ => StepState::Unknown,
    }
}

/// The shadow before and after one statement.
struct Expected {
    before: Option<Table>,
    after: Table,
}

impl Expected {
    fn of(plan: &PairPlan, position: usize) -> Option<Self> {
        let Planned { source: _, shadow, wanted, changes: _ } = &**plan.planned.as_ref()?;
        let statement = plan.statements.get(position)?;
        let is_own = statement.table == plan.pair.shadow;
        if !is_own || (statement.changes.is_empty() && shadow.is_some()) {
            return None;
        }
        // A shadow that is created gets its foreign keys by later statements.
        let mut created = wanted.clone();
        created.foreign_keys.clear();
        if shadow.is_none() && statement.changes.is_empty() {
            return Some(Self { before: None, after: created });
        }
        let first = shadow.clone().unwrap_or(created);
        let earlier = plan.statements.iter().take(position);
        let before = earlier.fold(first, |table, earlier| apply(&table, &earlier.changes));
        let after = apply(&before, &statement.changes);
        Some(Self { before: Some(before), after })
    }
}

/// What stands under a name.
enum Now {
    Table(Box<Table>),
    Nothing,
    Unreadable,
}

async fn now(reader: &Session, table: &Name, dialect: Dialect) -> Now {
    let Ok(session) = super::sessions::reader(reader).await else { return Now::Unreadable };
    let mut stream = definition::read(vec![session], vec![table.clone()]);
    let read = stream.next().await;
    for session in stream.finish().await {
        session.close().await;
    }
    match read {
        Some((_, Err(DefinitionError::NotFound))) => Now::Nothing,
        Some((_, read)) => match reading(read, dialect) {
            Reading::Table(table) => Now::Table(table),
            Reading::Unsupported(_) | Reading::Failed(_) => Now::Unreadable,
        },
        None => Now::Unreadable,
    }
}
