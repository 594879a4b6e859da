//! Privileges: a run that would surely be refused halfway does not begin.

use super::RunError;
use super::record::{PairResult, Run, StepState};
use shadowtable_target::Session;
use shadowtable_target::privilege::{self, Privilege};
use shadowtable_target::registry::Place;
use std::collections::BTreeSet;

/// Refuses the run if the account surely lacks a privilege that its statements or the registry need. What can't be
/// judged (roles, single tables) is left to the server.
pub async fn check(record: &Run, registry: &Place, reader: &mut Session) -> Result<(), RunError> {
    let mut needed: BTreeSet<Privilege> = BTreeSet::from([Privilege::Select]);
    if *registry == Place::InDatabase {
        needed.extend([Privilege::Create, Privilege::Insert, Privilege::Update, Privilege::Delete]);
    }
    let waiting = record.pairs.iter().filter(|pair| pair.result == PairResult::Pending);
    for statement in waiting.flat_map(|pair| &pair.statements).filter(|one| one.state == StepState::Pending) {
        needed.extend(of(&statement.sql));
    }
    let needed: Vec<Privilege> = Privilege::ALL.into_iter().filter(|one| needed.contains(one)).collect();
    // Whoever may not even ask what it may do has the server's own word later.
    let Ok(privileges) = privilege::read(reader).await else { return Ok(()) };
    let missing = privileges.missing(&needed);
    if missing.is_empty() {
        return Ok(());
    }
    Err(RunError::Privilege { missing, database: reader.server().database.clone() })
}

/// What a statement needs (manual: the privileges of each statement).
fn of(sql: &str) -> &'static [Privilege] {
    match sql.split_whitespace().next().unwrap_or("") {
        "CREATE" => &[Privilege::Create],
        "ALTER" => &[Privilege::Alter],
        "DROP" => &[Privilege::Drop],
        "INSERT" => &[Privilege::Insert],
        "RENAME" => &[Privilege::Alter, Privilege::Drop, Privilege::Create, Privilege::Insert],
        _ => &[],
    }
}

/// The words of [`RunError::Privilege`].
pub fn in_words(missing: &[Privilege]) -> String {
    missing.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(", ")
}
