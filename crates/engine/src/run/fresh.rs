//! Freshness: a plan that is older than its tables never runs.

use super::record::{PairResult, Run};
use crate::analyze::Analysis;
use crate::definitions;
use crate::reading::reading;
use shadowtable_plan::analysis::Reading;
use shadowtable_plan::{Fingerprint, Pair};
use shadowtable_schema::Name;
use shadowtable_target::{Session, catalog, definition};
use std::collections::HashSet;

/// Reads the tables of every pair that is about to run again, and refuses those of which one has changed.
pub async fn check(analysis: &Analysis, reader: &mut Session, run: &mut Run) -> Result<(), super::RunError> {
    let pending: Vec<usize> =
        (0..run.pairs.len()).filter(|&at| run.pairs[at].result == PairResult::Pending).collect();
    let shadows: Vec<Name> = pending.iter().map(|&at| run.pairs[at].pair.shadow.clone()).collect();
    let found: HashSet<Name> = catalog::lookup(reader, &shadows)
        .await
        .map_err(crate::AnalyzeError::from)?
        .into_iter()
        .map(|entry| reader.server().fold(&entry.name))
        .collect();
    let exists = |name: &Name, reader: &Session| found.contains(&reader.server().fold(name));
    let mut names = Vec::new();
    for &at in &pending {
        let Pair { source, shadow } = &run.pairs[at].pair;
        names.push(source.clone());
        if exists(shadow, reader) {
            names.push(shadow.clone());
        }
    }
    let mut stream = definitions::definitions(reader, Vec::new(), names).await?;
    for at in pending {
        let plan = &analysis.plan.pairs[at];
        let shadow_exists = exists(&plan.pair.shadow, reader);
        let source = fingerprint(&mut stream, analysis).await;
        let shadow = if shadow_exists { fingerprint(&mut stream, analysis).await } else { None };
        let changed = if source != plan.source_fingerprint {
            Some(&plan.pair.source)
        } else if shadow != plan.shadow_fingerprint || shadow_exists != plan.shadow_fingerprint.is_some() {
            Some(&plan.pair.shadow)
        } else {
            None
        };
        if let Some(name) = changed {
            let reason = format!("{} has changed since the plan was made", name);
            run.end(at, PairResult::Refused, reason);
        }
    }
    definitions::close(stream).await;
    Ok(())
}

async fn fingerprint(stream: &mut definition::DefinitionStream, analysis: &Analysis) -> Option<Fingerprint> {
    let (_, read) = stream.next().await?;
    match reading(read, analysis.plan.dialect) {
        Reading::Table(table) => Some(Fingerprint::of(&table, analysis.plan.dialect)),
        Reading::Unsupported(_) | Reading::Failed(_) => None,
    }
}
