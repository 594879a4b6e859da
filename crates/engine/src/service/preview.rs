//! The preview: exactly the statements that will run, in their order.

use super::ServiceError;
use crate::memory::BodyDocument;
use shadowtable_plan::Phase;
use shadowtable_store::{PairFilter, PairsOf, Store};
use std::collections::HashSet;

/// A statement that will run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewStatement {
    /// The place of its pair in the plan.
    pub pair: i64,
    /// The pair's source.
    pub source: String,
    /// The pair's shadow.
    pub shadow: String,
    /// Its place among the statements of its pair.
    pub position: usize,
    /// Its phase.
    pub phase: Phase,
    /// What is sent.
    pub sql: String,
}

/// How many pairs are read at a time.
const CHUNK: i64 = 1000;

/// The statements of all pairs that are not skipped: by phase across all pairs, and within a phase in the order of pairs.
///
/// # Errors
/// When what was kept can't be read.
pub async fn preview_of(store: &Store, of: PairsOf<'_>) -> Result<Vec<PreviewStatement>, ServiceError> {
    let skipped = PairFilter { skipped: Some(true), ..PairFilter::default() };
    let skipped: HashSet<i64> =
        store.pairs().all(of, &skipped).await?.iter().map(|one| one.position).collect();
    let mut statements = Vec::new();
    let mut from = 0;
    loop {
        let bodies = store.pairs().bodies(of, from, CHUNK).await?;
        let Some(last) = bodies.last() else { break };
        from = last.position + 1;
        for body in bodies.iter().filter(|body| !skipped.contains(&body.position)) {
            let document: BodyDocument = body.body.read()?;
            for (position, statement) in document.pair.statements.iter().enumerate() {
                let phase = Phase::from_word(&statement.phase).ok_or_else(|| {
                    ServiceError::not_possible(
                        "unknown-phase",
                        format!("unknown phase {:?}", statement.phase),
                    )
                })?;
                statements.push(PreviewStatement {
                    pair: body.position,
                    source: document.pair.source.clone(),
                    shadow: document.pair.shadow.clone(),
                    position,
                    phase,
                    sql: statement.sql.clone(),
                });
            }
        }
    }
    statements.sort_by_key(|statement| statement.phase);
    Ok(statements)
}
