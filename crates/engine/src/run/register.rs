//! The registry during a run: shadows are recorded before they are made, and forgotten if they were not.

use super::options::RunOptions;
use super::record::{PairResult, PairRun, Run, StepState};
use crate::analyze::Analysis;
use crate::request::Request;
use shadowtable_plan::{Affix, Pair, PairPlan, Phase, Verdict};
use shadowtable_schema::Name;
use shadowtable_target::registry::{Affix as RegistryAffix, Entry, Origin, RegistryError};
use shadowtable_target::{Registry, Session};

/// Writes the shadows that this run makes or adopts into the registry, before the first statement: a table that is made
/// and not yet recorded would be a stranger after a crash. A shadow that is to be created is only *intended* for now,
/// since somebody else may make a table of that name first.
pub async fn before(
    analysis: &Analysis,
    request: &Request,
    writer: &mut Session,
    run: &Run,
    options: &RunOptions,
) -> Result<(), RegistryError> {
    let open = |pair: &PairRun| matches!(pair.result, PairResult::Pending | PairResult::Untouched);
    let entries: Vec<Entry> = pairs(analysis, run)
        .filter(|(plan, run)| open(run) && plan.verdict.is_usable() && !plan.skipped)
        .filter_map(|(plan, _)| {
            let origin = match (plan.verdict, plan.adopted) {
                (Verdict::Create, _) => Origin::Intended,
                (_, true) => Origin::Adopted,
                (_, false) => return None,
            };
            Some(entry(&plan.pair, origin, request, options))
        })
        .collect();
    write(request, writer, &entries).await
}

/// Writes down which of the intended shadows were created, and forgets the others.
pub async fn after(
    analysis: &Analysis,
    request: &Request,
    writer: &mut Session,
    run: &Run,
    options: &RunOptions,
) -> Result<(), RegistryError> {
    let to_create = pairs(analysis, run).filter(|(plan, _)| plan.verdict == Verdict::Create && !plan.skipped);
    let (created, not): (Vec<_>, Vec<_>) = to_create.partition(|(_, run)| was_created(run));
    let entries: Vec<Entry> =
        created.iter().map(|(plan, _)| entry(&plan.pair, Origin::Created, request, options)).collect();
    write(request, writer, &entries).await?;
    // What nobody knows stays intended: the next run looks.
    let known =
        not.iter().filter(|(_, run)| run.statements.iter().all(|one| one.state != StepState::Unknown));
    let names: Vec<Name> = known.map(|(plan, _)| plan.pair.shadow.clone()).collect();
    if names.is_empty() {
        return Ok(());
    }
    Registry::new(request.registry.clone()).forget(writer, &names).await
}

fn pairs<'a>(analysis: &'a Analysis, run: &'a Run) -> impl Iterator<Item = (&'a PairPlan, &'a PairRun)> {
    analysis.plan.pairs.iter().zip(&run.pairs)
}

/// Whether the statement that creates the shadow was done.
fn was_created(run: &PairRun) -> bool {
    run.statements.iter().any(|one| one.phase == Phase::Tables && one.state == StepState::Done)
}

async fn write(request: &Request, writer: &mut Session, entries: &[Entry]) -> Result<(), RegistryError> {
    if entries.is_empty() {
        return Ok(());
    }
    Registry::new(request.registry.clone()).record(writer, entries).await
}

fn entry(pair: &Pair, origin: Origin, request: &Request, options: &RunOptions) -> Entry {
    let affix = match request.affix {
        Affix::Prefix => RegistryAffix::Prefix(request.affix_text.clone()),
        Affix::Suffix => RegistryAffix::Suffix(request.affix_text.clone()),
    };
    let Pair { source, shadow } = pair.clone();
    let mut entry = Entry::new(source, shadow, affix, origin);
    entry.policies = format!("foreign-keys={}", request.foreign_keys.as_str());
    entry.who.clone_from(&options.who);
    entry
}
