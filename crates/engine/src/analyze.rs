//! The analysis of a database: catalog, definitions, comparison, facts, plan.

use crate::definitions;
use crate::event::{Event, Events};
use crate::incoming;
use crate::misfits;
use crate::reading::{in_words, reading};
use crate::request::Request;
use shadowtable_plan::analysis::{Analyzer, Comparison, Context, Facts};
use shadowtable_plan::selection::{LeftOut, Range, Registered, Selected, SelectionError, select};
use shadowtable_plan::{Entry, EntryKind, Folding, Occupancy, Pair, Plan, Rule, RuleError};
use shadowtable_schema::Name;
use shadowtable_target::catalog::{self, CatalogError, Kind};
use shadowtable_target::registry::{Origin, RegistryError};
use shadowtable_target::{OpenError, Registry, Server, Session, facts, reference};
use std::collections::{HashMap, HashSet};

/// What an analysis found.
#[derive(Debug)]
pub struct Analysis {
    /// The server and database that were analyzed.
    pub server: Server,
    /// How shadows are named.
    pub rule: Rule,
    /// The verdicts and the statements.
    pub plan: Plan,
    /// What the plan depends on besides the definitions of its pairs: what was asked for, and the registry.
    pub context: Context,
    /// What it depends on of the rows and keys in the database.
    pub facts: Facts,
    /// What the selection covers but is no source, with the reason.
    pub left_out: Vec<(Name, LeftOut)>,
    /// The pairs that must not run although they could, each with the reason: a stored plan promised something else.
    pub refused: Vec<(Pair, String)>,
}

/// Why there is no analysis at all. What concerns one table only is that pair's verdict instead.
#[derive(Debug, thiserror::Error)]
pub enum AnalyzeError {
    /// The affix can't be used.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// The registry could not be read.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// The catalog could not be read.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// What was asked for does not fit the database.
    #[error(transparent)]
    Selection(#[from] SelectionError),
    /// Foreign keys or names of constraints could not be read.
    #[error(transparent)]
    Reference(#[from] reference::ReferenceError),
    /// No further session could be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
}

/// Analyzes what is asked for. Definitions are read over `more` sessions; where there are none, as many are opened as pay.
///
/// # Errors
/// [`AnalyzeError`] when nothing could be analyzed; a table that can't be read is a verdict of its own.
pub async fn analyze(
    request: &Request,
    session: &mut Session,
    more: Vec<Session>,
    events: &Events,
) -> Result<Analysis, AnalyzeError> {
    let server = session.server().clone();
    let folding = Folding::from_variable(server.lower_case_table_names).unwrap_or(Folding::IgnoreCase);
    let rule = Rule::new(request.affix, &request.affix_text, folding)?;
    let registry = Registry::new(request.registry.clone());
    let (intended, known): (Vec<_>, Vec<_>) =
        registry.shadows(session).await?.into_iter().partition(|entry| entry.origin == Origin::Intended);
    let shadows: Vec<(Name, Name)> = known.into_iter().map(|entry| (entry.shadow, entry.source)).collect();
    let registry_table = registry.place().table_in(&server.database);
    let registered = Registered::new(registry_table.as_ref(), shadows.iter().cloned(), folding);

    let entries = entries(request, &rule, folding, session).await?;
    let selected = match select(&entries, &request.selection, &rule, folding, &registered) {
        // Only now all names are needed: to name those that are near.
        Err(SelectionError::UnknownTable { .. }) if is_by_name(request) => {
            let all = all_entries(session).await?;
            select(&all, &request.selection, &rule, folding, &registered)?
        }
        selected => selected?,
    };
    events.tell(Event::Selected { pairs: selected.pairs.len() });

    let context = Context {
        dialect: server.dialect,
        database: server.database.clone(),
        folding,
        rule: rule.clone(),
        foreign_keys: request.foreign_keys,
        rebuild: request.rebuild,
        adoption: request.adoption.clone(),
        registered,
        intended: intended.iter().map(|entry| folding.key(&entry.shadow)).collect(),
        skipped: request.skipped.iter().map(|shadow| folding.key(shadow)).collect(),
        outside: HashMap::new(),
    };
    let there: HashSet<Name> = entries.iter().map(|entry| folding.key(&entry.name)).collect();
    let names = selected.pairs.iter().map(|pair| &pair.shadow);
    let existing: HashSet<Name> =
        names.filter(|shadow| there.contains(&folding.key(shadow))).cloned().collect();
    let mut analyzer = read_all(context, &selected, &existing, session, more, events).await?;
    let parents = analyzer.parents();
    analyzer.know_outside(outside(&selected, &shadows, &parents, folding, session).await?);
    let comparison = analyzer.compare();
    let planned: HashSet<Name> = selected.pairs.iter().map(|pair| folding.key(&pair.shadow)).collect();
    let facts = read_facts(&comparison, |table| planned.contains(&folding.key(table)), session).await?;
    Ok(Analysis {
        server,
        rule,
        plan: comparison.plan(&facts),
        context: comparison.context().clone(),
        facts,
        left_out: selected.left_out,
        refused: Vec::new(),
    })
}

fn is_by_name(request: &Request) -> bool {
    matches!(request.selection.range, Range::Tables(_))
}

/// What the selection has to know of the catalog: all of it, or the named tables and what has their shadows' names.
async fn entries(
    request: &Request,
    rule: &Rule,
    folding: Folding,
    session: &mut Session,
) -> Result<Vec<Entry>, CatalogError> {
    let Range::Tables(names) = &request.selection.range else { return all_entries(session).await };
    let with_shadows: Vec<Name> =
        names.iter().flat_map(|name| [name.clone(), folding.stored(&rule.shadow_of(name))]).collect();
    Ok(catalog::lookup(session, &with_shadows).await?.into_iter().map(entry).collect())
}

async fn all_entries(session: &mut Session) -> Result<Vec<Entry>, CatalogError> {
    Ok(catalog::list(session).await?.into_iter().map(entry).collect())
}

fn entry(found: catalog::Entry) -> Entry {
    let kind = match found.kind {
        Kind::Table => EntryKind::BaseTable,
        Kind::View => EntryKind::View,
        Kind::Sequence => EntryKind::Sequence,
        Kind::Temporary => EntryKind::Temporary,
        Kind::Other(word) => EntryKind::Other(word),
    };
    Entry { name: found.name, kind }
}

/// The registered shadows of sources that are not selected, as far as they exist and something references them or their
/// sources. Not all of them: a large database would be looked through for the sake of one table.
async fn outside(
    selected: &Selected,
    shadows: &[(Name, Name)],
    parents: &HashSet<Name>,
    folding: Folding,
    session: &mut Session,
) -> Result<HashMap<Name, Name>, CatalogError> {
    let pairs = selected.pairs.iter().chain(selected.conflicts.iter().map(|(pair, _)| pair));
    let chosen: HashSet<Name> = pairs.map(|pair| folding.key(&pair.source)).collect();
    let is_referenced = |name: &Name| parents.contains(&folding.key(name));
    let others: Vec<&(Name, Name)> = shadows
        .iter()
        .filter(|(_, source)| !chosen.contains(&folding.key(source)))
        .filter(|(shadow, source)| is_referenced(shadow) || is_referenced(source))
        .collect();
    if others.is_empty() {
        return Ok(HashMap::new());
    }
    let names: Vec<Name> = others.iter().map(|(shadow, _)| shadow.clone()).collect();
    let found: HashSet<Name> =
        catalog::lookup(session, &names).await?.into_iter().map(|entry| folding.key(&entry.name)).collect();
    let existing = others.into_iter().filter(|(shadow, _)| found.contains(&folding.key(shadow)));
    Ok(existing.map(|(shadow, source)| (folding.key(source), shadow.clone())).collect())
}

/// Reads all definitions and settles the pairs that are equal as they come.
async fn read_all(
    context: Context,
    selected: &Selected,
    existing: &HashSet<Name>,
    session: &mut Session,
    more: Vec<Session>,
    events: &Events,
) -> Result<Analyzer, AnalyzeError> {
    let dialect = context.dialect;
    let mut analyzer = Analyzer::new(context);
    for (pair, conflict) in &selected.conflicts {
        analyzer.add_conflict(pair.clone(), conflict);
    }
    let names: Vec<Name> = selected
        .pairs
        .iter()
        .flat_map(|Pair { source, shadow }| [Some(source), existing.get(shadow)])
        .flatten()
        .cloned()
        .collect();
    let mut stream = definitions::definitions(session, more, names).await?;
    let of = selected.pairs.len();
    for (at, pair) in selected.pairs.iter().enumerate() {
        let mut next = async || match stream.next().await {
            Some((_, read)) => reading(read, dialect),
            None => shadowtable_plan::analysis::Reading::Failed("its definition was not read".to_owned()),
        };
        let source = next().await;
        let shadow = if existing.contains(&pair.shadow) { Some(next().await) } else { None };
        analyzer.add(pair.clone(), source, shadow);
        events.tell(Event::Read { done: at + 1, of });
    }
    definitions::close(stream).await;
    Ok(analyzer)
}

/// Reads what planning needs to know about the shadows that differ.
async fn read_facts(
    comparison: &Comparison,
    is_planned: impl Fn(&Name) -> bool,
    session: &mut Session,
) -> Result<Facts, AnalyzeError> {
    let mut found = Facts::default();
    if comparison.needs_constraint_names() {
        let names = reference::constraint_names(session).await?;
        found.foreign_key_names = names.foreign_keys.iter().map(Name::folded).collect();
        found.check_names = names.checks.iter().map(Name::folded).collect();
    }
    let differing = comparison.differing();
    if differing.is_empty() {
        return Ok(found);
    }
    let sizes = catalog::sizes(session, &differing).await?;
    let have_rows = facts::have_rows(session, &differing).await;
    for (name, has_rows) in differing.iter().zip(have_rows) {
        let occupancy = match has_rows {
            Ok(false) => Occupancy::Empty,
            // Not knowing is as good as having rows.
            Ok(true) | Err(_) => {
                let size = sizes.get(name).copied().unwrap_or_default();
                Occupancy::Rows { estimate: size.rows, bytes: size.bytes }
            }
        };
        found.occupancy.insert(name.clone(), occupancy);
    }
    found.answers = misfits::count_all(comparison, &found, session).await;
    found.incoming = incoming::incoming(session, &differing).await?;
    // Of a table that is no shadow any key is in the way, whatever it references.
    let registered = &comparison.context().registered;
    let is_outside = |child: &Name| registered.source_of(child).is_some() && !is_planned(child);
    incoming::read_columns(session, &mut found.incoming, is_outside).await?;
    Ok(found)
}

impl Analysis {
    /// The error in one line, with its causes.
    pub fn error_in_words(error: &AnalyzeError) -> String {
        in_words(error)
    }
}
