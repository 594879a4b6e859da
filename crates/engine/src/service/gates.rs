//! The gates of a plan: what must be allowed before it runs, each with the tables it is about.

use super::ServiceError;
use crate::memory::BodyDocument;
use shadowtable_plan::Severity;
use shadowtable_store::{PairFilter, PairsOf, Store};
use std::collections::BTreeMap;

/// The codes of all gates among the pairs that are not skipped, each with the shadows of its pairs.
///
/// # Errors
/// When what was kept can't be read.
pub async fn gates_of(store: &Store, of: PairsOf<'_>) -> Result<BTreeMap<String, Vec<String>>, ServiceError> {
    let gated = PairFilter { gated: Some(true), skipped: Some(false), ..PairFilter::default() };
    let mut gates: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for pair in store.pairs().all(of, &gated).await? {
        let (_, body) = store.pairs().get(of, pair.position).await?;
        let document: BodyDocument = body.body.read()?;
        for hazard in document.pair.statements.iter().flat_map(|statement| &statement.hazards) {
            let tables = gates.entry(hazard.code.clone()).or_default();
            if hazard.severity == Severity::Gate.as_str() && tables.last() != Some(&pair.shadow) {
                tables.push(pair.shadow.clone());
            }
        }
    }
    gates.retain(|_, tables| !tables.is_empty());
    Ok(gates)
}
