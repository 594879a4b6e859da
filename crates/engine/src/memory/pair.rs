//! The rows of a pair: what lists show, and what is read one by one.

use crate::document::PairDocument;
use serde::{Deserialize, Serialize};
use shadowtable_plan::{PairPlan, Plan, Planned};
use shadowtable_schema::{Dialect, render};
use shadowtable_store::{Document, Pair, PairBody, StoreError};
use std::collections::BTreeSet;

/// What is kept of a pair besides what lists show.
#[derive(Debug, Serialize, Deserialize)]
pub struct BodyDocument {
    /// Verdict, hazards, statements, fingerprints.
    #[serde(flatten)]
    pub pair: PairDocument,
    /// Whether the pair's verdict depends on other pairs, so that its definitions are kept.
    pub open: bool,
    /// Whether the existing shadow was in no registry when it was read.
    pub unregistered: bool,
}

/// The rows of all pairs of a plan, in its order.
///
/// # Errors
/// When a document can't be written.
pub fn pair_rows(plan: &Plan) -> Result<Vec<(Pair, PairBody)>, StoreError> {
    plan.pairs.iter().enumerate().map(|(position, pair)| rows(position, pair, plan.dialect)).collect()
}

fn rows(position: usize, plan: &PairPlan, dialect: Dialect) -> Result<(Pair, PairBody), StoreError> {
    let position = count(position);
    let pair = pair_row(position, plan)?;
    let body = BodyDocument {
        pair: PairDocument::of(plan),
        open: plan.planned.is_some(),
        unregistered: plan.adopted,
    };
    let printed = |table| render::as_printed(table, dialect);
    let (source_ddl, shadow_ddl, wanted_ddl) = match plan.planned.as_deref() {
        Some(Planned { source, shadow, wanted, changes: _ }) => {
            (Some(printed(source)), shadow.as_ref().map(printed), Some(render::create_table(wanted, dialect)))
        }
        None => (None, None, None),
    };
    Ok((pair, PairBody { position, body: Document::of(&body)?, source_ddl, shadow_ddl, wanted_ddl }))
}

/// The row of one pair, as lists show it.
///
/// # Errors
/// When a document can't be written.
pub fn pair_row(position: i64, plan: &PairPlan) -> Result<Pair, StoreError> {
    let hazards: BTreeSet<&str> = plan.hazards().map(|hazard| hazard.code.as_str()).collect();
    let gates: BTreeSet<&str> = plan.gates().map(|hazard| hazard.code.as_str()).collect();
    Ok(Pair {
        position,
        source: plan.pair.source.to_string(),
        shadow: plan.pair.shadow.to_string(),
        verdict: plan.verdict.as_str().to_owned(),
        skipped: plan.skipped,
        gates: count(gates.len()),
        statements: count(plan.statements.len()),
        hazards: Document::of(&hazards)?,
        reasons: Document::of(&plan.reasons)?,
    })
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
