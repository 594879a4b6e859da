//! Looking: what a statement whose connection was lost has done.

use super::record::StepState;
use crate::reading::reading;
use shadowtable_plan::analysis::Reading;
use shadowtable_plan::{PairPlan, Plan, Planned};
use shadowtable_schema::model::Table;
use shadowtable_schema::normalize::Surroundings;
use shadowtable_schema::{Dialect, Name, apply, diff, render};
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
    whole: &Plan,
    (at, position): (usize, usize),
) -> StepState {
    let plan = &whole.pairs[at];
    let Some(expected) = Expected::of(plan, position) else { return StepState::Unknown };
    if kill::end_connection(reader, connection_id, PATIENCE).await.is_err() {
        return StepState::Unknown;
    }
    let dialect = whole.dialect;
    let surroundings = Surroundings { dialect, database: &whole.database };
    let same = |now: &Table, expected: &Table| diff(now, expected, surroundings).is_empty();
    let now = now(reader, &plan.pair.shadow, dialect).await;
    let Expected { before, after } = expected;
    match (now, before, after) {
        (Now::Nothing, _, None) => StepState::Done,
        (Now::Table(_), _, None) => StepState::NotRun,
        (Now::Table(now), _, Some(after)) if same(&now, &after) => StepState::Done,
        (Now::Table(now), Some(before), Some(_)) if same(&now, &before) => StepState::NotRun,
        (Now::Nothing, None, Some(_)) => StepState::NotRun,
        _ => StepState::Unknown,
    }
}

/// The shadow before and after one statement.
struct Expected {
    before: Option<Table>,
    /// `None` if it is dropped: then it does not matter what it was.
    after: Option<Table>,
}

impl Expected {
    fn of(plan: &PairPlan, position: usize) -> Option<Self> {
        if plan.statements.get(position)?.sql == render::drop_table(&plan.pair.shadow) {
            return Some(Self { before: None, after: None });
        }
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
            return Some(Self { before: None, after: Some(created) });
        }
        let first = shadow.clone().unwrap_or(created);
        let earlier = plan.statements.iter().take(position);
        let before = earlier.fold(first, |table, earlier| apply(&table, &earlier.changes));
        let after = apply(&before, &statement.changes);
        Some(Self { before: Some(before), after: Some(after) })
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
