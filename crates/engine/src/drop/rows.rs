//! The rows of a plan that drops shadows, as a task keeps them.

use super::plan::DropPlan;
use crate::document::PairDocument;
use crate::memory::{BodyDocument, pair_row};
use shadowtable_plan::PairPlan;
use shadowtable_store::{Document, Pair, PairBody, StoreError};

/// What stands where analysis has a verdict: the shadow goes. One that stays is a Conflict, with the reason.
pub const VERDICT: &str = "Drop";

/// The rows of all shadows of a plan, in its order.
///
/// # Errors
/// When a document can't be written.
pub fn drop_rows(plan: &DropPlan) -> Result<Vec<(Pair, PairBody)>, StoreError> {
    let definitions = plan.targets.iter().map(|target| target.definition.clone());
    let pairs = plan.as_plan().pairs;
    pairs.iter().zip(definitions).zip(0..).map(|((pair, text), position)| row(position, pair, text)).collect()
}

fn row(position: i64, plan: &PairPlan, definition: Option<String>) -> Result<(Pair, PairBody), StoreError> {
    let verdict = if plan.verdict.is_usable() { VERDICT } else { plan.verdict.as_str() }.to_owned();
    let pair = Pair { verdict: verdict.clone(), ..pair_row(position, plan)? };
    let document = PairDocument { verdict, ..PairDocument::of(plan) };
    let body = BodyDocument { pair: document, open: false, unregistered: false };
    let body = Document::of(&body)?;
    Ok((pair, PairBody { position, body, source_ddl: None, shadow_ddl: definition, wanted_ddl: None }))
}
