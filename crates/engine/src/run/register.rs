//! The registry during a run: shadows are recorded before they are made, and forgotten if they were not.

use super::options::RunOptions;
use super::record::{PairResult, Run, StepState};
use crate::analyze::Analysis;
use crate::request::Request;
use shadowtable_plan::{Affix, Pair, Phase, Verdict};
use shadowtable_schema::Name;
use shadowtable_target::registry::{Affix as RegistryAffix, Entry, Origin, RegistryError};
use shadowtable_target::{Registry, Session};

/// Writes the shadows that this run makes or adopts into the registry, before the first statement: a table that is made
/// and not yet recorded would be a stranger after a crash.
pub async fn before(
    analysis: &Analysis,
    request: &Request,
    writer: &mut Session,
    run: &Run,
    options: &RunOptions,
) -> Result<(), RegistryError> {
    let affix = match request.affix {
        Affix::Prefix => RegistryAffix::Prefix(request.affix_text.clone()),
        Affix::Suffix => RegistryAffix::Suffix(request.affix_text.clone()),
    };
    let policies = format!("foreign-keys={}", request.foreign_keys.as_str());
    let entries: Vec<Entry> = analysis
        .plan
        .pairs
        .iter()
        .zip(&run.pairs)
        .filter(|(pair, run)| {
            let wanted = pair.verdict == Verdict::Create || pair.adopted;
            wanted
                && matches!(run.result, PairResult::Pending | PairResult::Untouched)
                && pair.verdict.is_usable()
        })
        .map(|(pair, _)| {
            let origin = if pair.adopted { Origin::Adopted } else { Origin::Created };
            let Pair { source, shadow } = pair.pair.clone();
            let mut entry = Entry::new(source, shadow, affix.clone(), origin);
            entry.policies.clone_from(&policies);
            entry.who.clone_from(&options.who);
            entry
        })
        .collect();
    if entries.is_empty() {
        return Ok(());
    }
    Registry::new(request.registry.clone()).record(writer, &entries).await
}

/// Takes the shadows out of the registry again that were to be created and were not.
pub async fn after(
    analysis: &Analysis,
    request: &Request,
    writer: &mut Session,
    run: &Run,
) -> Result<(), RegistryError> {
    let names: Vec<Name> = analysis
        .plan
        .pairs
        .iter()
        .zip(&run.pairs)
        .filter(|(pair, run)| {
            let created = run.statements.iter().any(|run| {
                run.phase == Phase::Tables && matches!(run.state, StepState::Done | StepState::Unknown)
            });
            pair.verdict == Verdict::Create && !created
        })
        .map(|(pair, _)| pair.pair.shadow.clone())
        .collect();
    if names.is_empty() {
        return Ok(());
    }
    Registry::new(request.registry.clone()).forget(writer, &names).await
}
