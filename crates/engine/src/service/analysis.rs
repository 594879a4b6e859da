//! Analyses: asked for, stopped, and marked with what is to be skipped.

use super::{Actor, ServiceError, Services};
use crate::document::RequestDocument;
use crate::memory::{ContextDocument, pair_rows, replan};
use crate::request::Request;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shadowtable_plan::selection::{Glob, Range};
use shadowtable_plan::{Folding, Rule, Selection};
use shadowtable_schema::Name;
use shadowtable_store::{
    Analysis, AnalysisState, Batch, Connection, Document, IdempotencyKey, Pair, PairBody, PairFilter,
    PairsOf, Store, new_id,
};
use std::collections::HashSet;

/// What is asked of an analysis: rule, policies, and which tables.
#[derive(Debug, Serialize, Deserialize)]
pub struct AnalysisRequest {
    /// Rule and policies.
    #[serde(flatten)]
    pub request: RequestDocument,
    /// Which tables.
    pub range: RangeDocument,
    /// Globs of tables that are left out.
    #[serde(default)]
    pub exclude: Vec<String>,
}

/// Which tables.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RangeDocument {
    /// Every table that can be a source.
    All,
    /// These.
    Tables(Vec<String>),
    /// Those whose names fit one of these globs.
    Include(Vec<String>),
}

impl AnalysisRequest {
    /// The request, with these shadows skipped.
    ///
    /// # Errors
    /// When a word in it is none, or nothing is selected.
    pub fn request(&self, skipped: Vec<Name>) -> Result<Request, ServiceError> {
        let invalid = |sentence: String| ServiceError::invalid("invalid-request", "request", sentence);
        let globs = |patterns: &[String]| patterns.iter().map(Glob::new).collect();
        let range = match &self.range {
            RangeDocument::All => Range::All,
            RangeDocument::Tables(names) if names.is_empty() => {
                return Err(ServiceError::invalid("nothing-selected", "range", "name at least one table"));
            }
            RangeDocument::Tables(names) => Range::Tables(names.iter().map(Name::new).collect()),
            RangeDocument::Include(patterns) => Range::Include(globs(patterns)),
        };
        let request = self.request.request().map_err(invalid)?;
        // The affix is checked before anybody connects; folding makes no difference to what is wrong with it.
        Rule::new(request.affix, &request.affix_text, Folding::Exact)
            .map_err(|error| ServiceError::invalid("unusable-affix", "rule", error.to_string()))?;
        Ok(Request { selection: Selection { range, exclude: globs(&self.exclude) }, skipped, ..request })
    }
}

/// Asks for an analysis of a database; a node takes it up.
///
/// # Errors
/// When the request can't be one.
pub async fn create_analysis(
    services: &Services,
    actor: &Actor,
    connection: &Connection,
    database: &str,
    asked: &AnalysisRequest,
    key: Option<IdempotencyKey>,
) -> Result<Analysis, ServiceError> {
    asked.request(Vec::new())?;
    if database.is_empty() {
        return Err(ServiceError::invalid("no-database", "database", "name a database"));
    }
    let now = services.store.now().await?;
    let mut analysis =
        Analysis::queued(new_id(), connection.id.clone(), database.to_owned(), Document::of(asked)?);
    analysis.created_by.clone_from(&actor.name);
    analysis.created_at = now;
    let mut batch = Batch::new();
    batch.insert_analysis(&analysis);
    let detail = json!({ "database": database });
    batch.insert(&actor.audit("create", ("analysis", &analysis.id), Some(&connection.id), &detail, now)?);
    if let Some(key) = key {
        batch.insert(&IdempotencyKey { object_id: analysis.id.clone(), ..key });
    }
    services.store.commit(batch).await?;
    Ok(analysis)
}

/// Asks for an analysis to be stopped.
///
/// # Errors
/// `NotPossible` if it has ended.
pub async fn cancel_analysis(
    services: &Services,
    actor: &Actor,
    analysis: &Analysis,
) -> Result<Analysis, ServiceError> {
    if !matches!(analysis.state, AnalysisState::Queued | AnalysisState::Running) {
        let sentence = format!("the analysis is {} already", analysis.state);
        return Err(ServiceError::not_possible("analysis-ended", sentence));
    }
    let now = services.store.now().await?;
    let mut batch = Batch::new();
    batch.cancel_analysis(analysis, now);
    let object = ("analysis", analysis.id.as_str());
    batch.insert(&actor.audit("cancel", object, Some(&analysis.connection_id), &json!({}), now)?);
    services.store.commit(batch).await?;
    Ok(services.store.analyses().get(&analysis.id).await?)
}

/// Skips the pairs that fit a filter, or takes the marks back, and plans again what depends on them: the foreign keys of
/// children follow. Says how many marks were changed.
///
/// # Errors
/// `NotPossible` if the analysis is not done, and `Changed` of the store if somebody else marked at the same time.
pub async fn skip(
    services: &Services,
    actor: &Actor,
    analysis: &mut Analysis,
    filter: &PairFilter,
    skipped: bool,
) -> Result<usize, ServiceError> {
    if analysis.state != AnalysisState::Done {
        let sentence =
            format!("the analysis is {}, and only the pairs of one that is Done are marked", analysis.state);
        return Err(ServiceError::not_possible("analysis-not-done", sentence));
    }
    let store = &services.store;
    let of = PairsOf::Analysis(&analysis.id);
    let wanted: HashSet<i64> =
        store.pairs().all(of, filter).await?.iter().map(|pair| pair.position).collect();
    let before = store.pairs().all(of, &PairFilter::default()).await?;
    let changed =
        before.iter().filter(|pair| wanted.contains(&pair.position) && pair.skipped != skipped).count();
    if changed == 0 {
        return Ok(0);
    }
    let marked: Vec<Name> = before
        .iter()
        .filter(|pair| if wanted.contains(&pair.position) { skipped } else { pair.skipped })
        .map(|pair| Name::new(&pair.shadow))
        .collect();
    let after = planned_again(store, analysis, &before, &marked).await?;
    let now = store.now().await?;
    let mut batch = Batch::new();
    batch.skip_pairs(analysis, filter, skipped);
    batch.replace_pairs(of, &after);
    let detail = json!({ "pairs": changed });
    let action = if skipped { "skip" } else { "undo-skip" };
    let object = ("analysis", analysis.id.as_str());
    batch.insert(&actor.audit(action, object, Some(&analysis.connection_id), &detail, now)?);
    store.commit(batch).await?;
    *analysis = store.analyses().get(&analysis.id).await?;
    Ok(changed)
}

/// The rows of the pairs whose plan is another one when these shadows are skipped.
async fn planned_again(
    store: &Store,
    analysis: &Analysis,
    before: &[Pair],
    skipped: &[Name],
) -> Result<Vec<(Pair, PairBody)>, ServiceError> {
    let context: ContextDocument = analysis.context.read()?;
    let bodies = store.pairs().bodies(PairsOf::Analysis(&analysis.id), 0, i64::MAX).await?;
    let plan = replan(&context, &bodies, skipped)?;
    let rows = pair_rows(&plan)?;
    let pairs = rows.into_iter().zip(before).zip(&bodies);
    // The marks themselves are written by their filter.
    let differs = |((row, old), old_body): &((_, &Pair), &PairBody)| {
        let (pair, body): &(Pair, PairBody) = row;
        Pair { skipped: old.skipped, ..pair.clone() } != **old || body != *old_body
    };
    Ok(pairs.filter(differs).map(|((row, _), _)| row).collect())
}
