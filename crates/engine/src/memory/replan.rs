//! The plan of an analysis, made again from what was kept of it.

use super::context::{ContextDocument, MemoryError};
use super::pair::BodyDocument;
use shadowtable_plan::analysis::Analyzer;
use shadowtable_plan::{Fingerprint, Pair, PairPlan, Plan, Verdict};
use shadowtable_schema::model::Table;
use shadowtable_schema::{Dialect, Name, read};
use shadowtable_store::PairBody;

/// Plans again with these shadows skipped. `bodies` are those of all pairs, in the order of the plan.
///
/// # Errors
/// When something that was kept can't be read.
pub fn replan(context: &ContextDocument, bodies: &[PairBody], skipped: &[Name]) -> Result<Plan, MemoryError> {
    let dialect = context.dialect()?;
    let mut analyzer = Analyzer::new(context.context(skipped)?);
    for body in bodies {
        let document: BodyDocument = body.body.read().map_err(|error| MemoryError(error.to_string()))?;
        let pair = Pair {
            source: document.pair.source.as_str().into(),
            shadow: document.pair.shadow.as_str().into(),
        };
        match &body.source_ddl {
            Some(source) if document.open => {
                let shadow = body.shadow_ddl.as_deref().map(|text| table(text, dialect)).transpose()?;
                analyzer.add_open(pair, table(source, dialect)?, shadow, document.unregistered);
            }
            _ => analyzer.add_settled(&settled(pair, &document)?),
        }
    }
    let comparison = analyzer.compare();
    let mut plan = comparison.plan(&context.facts.facts(&comparison));
    for pair in &mut plan.pairs {
        pair.skipped = skipped.contains(&pair.pair.shadow);
    }
    Ok(plan)
}

fn table(text: &str, dialect: Dialect) -> Result<Table, MemoryError> {
    read(text, dialect).map_err(|error| MemoryError(error.to_string()))
}

fn settled(pair: Pair, document: &BodyDocument) -> Result<PairPlan, MemoryError> {
    let verdict = Verdict::from_word(&document.pair.verdict)
        .ok_or_else(|| MemoryError(format!("unknown verdict {:?}", document.pair.verdict)))?;
    let fingerprint = |text: &Option<String>| text.clone().map(Fingerprint::from_text);
    let mut plan = PairPlan::without_statements(pair, verdict, String::new());
    plan.reasons.clone_from(&document.pair.reasons);
    plan.source_fingerprint = fingerprint(&document.pair.fingerprints.source);
    plan.shadow_fingerprint = fingerprint(&document.pair.fingerprints.shadow);
    plan.adopted = document.unregistered;
    Ok(plan)
}
