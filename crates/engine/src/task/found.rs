//! What an analysis found, as the store keeps it: its pairs, and how it ended.

use crate::Analysis;
use crate::Request;
use crate::memory::{ContextDocument, pair_rows};
use serde_json::json;
use shadowtable_store::{
    AnalysisEnd, AnalysisState, Batch, Claim, Document, Pair, PairBody, PairsOf, Store, StoreError,
};
use std::collections::BTreeMap;

/// How many pairs are written in one batch.
const CHUNK: usize = 500;

/// The rows of an analysis that has verdicts.
pub struct Found {
    rows: Vec<(Pair, PairBody)>,
    /// How it ended, but for the times.
    pub end: AnalysisEnd,
}

impl Found {
    /// What `analysis` found, which answers `request`.
    ///
    /// # Errors
    /// When a document can't be written.
    pub fn of(analysis: &Analysis, request: &Request) -> Result<Self, StoreError> {
        let rows = pair_rows(&analysis.plan)?;
        let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
        for (pair, _) in &rows {
            *counts.entry(pair.verdict.as_str()).or_default() += 1;
            *counts.entry("statements").or_default() += pair.statements;
        }
        let left_out: Vec<serde_json::Value> = analysis
            .left_out
            .iter()
            .map(|(name, why)| json!({ "name": name.to_string(), "code": why.code(), "reason": why.to_string() }))
            .collect();
        let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let end = AnalysisEnd {
            done: count,
            total: count,
            counts: Document::of(&counts)?,
            left_out: Document::of(&left_out)?,
            context: Document::of(&ContextDocument::of(analysis, request))?,
            ..without(AnalysisState::Done, None)
        };
        Ok(Self { rows, end })
    }

    /// Writes the pairs as those of the analysis `id`, while `claim` is held.
    ///
    /// # Errors
    /// `LeaseLost`, and what the database says.
    pub async fn write(&self, store: &Store, claim: &Claim, id: &str) -> Result<(), StoreError> {
        for chunk in self.rows.chunks(CHUNK) {
            let mut batch = Batch::held(claim);
            batch.insert_pairs(PairsOf::Analysis(id), chunk);
            store.commit(batch).await?;
        }
        Ok(())
    }
}

/// How an analysis ended that has no verdicts, but for the times.
pub fn without(state: AnalysisState, error: Option<String>) -> AnalysisEnd {
    AnalysisEnd {
        state,
        done: 0,
        total: 0,
        counts: Document::default(),
        context: Document::default(),
        left_out: Document::from_text("[]"),
        error,
        finished_at: 0,
        expires_at: None,
    }
}
