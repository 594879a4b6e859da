//! Which shadows go.

use super::target::{self, DropTarget};
use crate::analyze::AnalyzeError;
use shadowtable_plan::selection::nearest;
use shadowtable_plan::{Folding, Pair, PairPlan, Plan, Verdict};
use shadowtable_schema::Name;
use shadowtable_target::registry::{Origin, Place};
use shadowtable_target::{Registry, Server, Session};

/// Which registered shadows go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// These, by the shadows' names.
    Named(Vec<Name>),
    /// All.
    All,
    /// Those whose sources are gone.
    Orphans,
}

/// The shadows that go.
#[derive(Debug)]
pub struct DropPlan {
    /// The server and database.
    pub server: Server,
    /// Where the registry is.
    pub registry: Place,
    /// The shadows, in the order of their names.
    pub targets: Vec<DropTarget>,
}

impl DropPlan {
    /// As a run takes it: a pair each, with its statements.
    pub fn as_plan(&self) -> Plan {
        let pair = |target: &DropTarget| {
            let removal = &target.removal;
            let verdict = if removal.refused.is_some() { Verdict::Conflict } else { Verdict::Modify };
            let mut pair = PairPlan::without_statements(removal.pair.clone(), verdict, String::new());
            pair.reasons.extend(removal.refused.clone());
            pair.shadow_fingerprint.clone_from(&target.fingerprint);
            pair.occupancy = target.occupancy();
            pair.statements.clone_from(&removal.statements);
            pair
        };
        Plan {
            dialect: self.server.dialect,
            database: self.server.database.clone(),
            pairs: self.targets.iter().map(pair).collect(),
        }
    }
}

/// Why nothing can be dropped.
#[derive(Debug, thiserror::Error)]
pub enum DropError {
    /// A name was given that the registry does not have.
    #[error("{} is not registered as a shadow{}", name.quoted(), did_you_mean(near))]
    NotRegistered {
        /// The name.
        name: Name,
        /// Registered shadows that may have been meant.
        near: Vec<Name>,
    },
    /// The registry or the catalog can't be read.
    #[error(transparent)]
    Read(#[from] AnalyzeError),
}

fn did_you_mean(near: &[Name]) -> String {
    if near.is_empty() {
        return "; shadowtable shadows lists those that are".to_owned();
    }
    let names: Vec<String> = near.iter().map(Name::quoted).collect();
    format!("; did you mean {}?", names.join(" or "))
}

/// Plans which shadows go. Only the registry says what a shadow is: without one nothing can be dropped.
///
/// # Errors
/// [`DropError::NotRegistered`] before anything else, or what could not be read.
pub async fn plan(place: &Place, which: &Which, session: &mut Session) -> Result<DropPlan, DropError> {
    let registered = registered(place, session).await?;
    let chosen = chosen(which, &registered, folding(session.server()), session).await?;
    Ok(target::plan_of(place, chosen, registered, session).await?)
}

/// The registered pairs. A table that was only intended may be anybody's, and is none.
pub async fn registered(place: &Place, session: &mut Session) -> Result<Vec<Pair>, AnalyzeError> {
    let entries = Registry::new(place.clone()).shadows(session).await?;
    let known = entries.into_iter().filter(|entry| entry.origin != Origin::Intended);
    Ok(known.map(|entry| Pair { source: entry.source, shadow: entry.shadow }).collect())
}

/// How the server compares names of tables.
pub fn folding(server: &Server) -> Folding {
    Folding::from_variable(server.lower_case_table_names).unwrap_or(Folding::IgnoreCase)
}

async fn chosen(
    which: &Which,
    registered: &[Pair],
    folding: Folding,
    session: &mut Session,
) -> Result<Vec<Pair>, DropError> {
    match which {
        Which::All => Ok(registered.to_vec()),
        Which::Named(names) => {
            let is = |name: &Name, pair: &Pair| folding.same(name, &pair.shadow);
            if let Some(name) = names.iter().find(|name| !registered.iter().any(|pair| is(name, pair))) {
                let near = nearest(name, registered.iter().map(|pair| &pair.shadow));
                return Err(DropError::NotRegistered { name: name.clone(), near });
            }
            let named = |pair: &&Pair| names.iter().any(|name| is(name, pair));
            Ok(registered.iter().filter(named).cloned().collect())
        }
        Which::Orphans => {
            let sources = registered.iter().map(|pair| pair.source.clone()).collect();
            let existing = crate::shadows::existing(sources, session).await?;
            let is_orphan = |pair: &&Pair| !existing.contains(&session.server().fold(&pair.source));
            Ok(registered.iter().filter(is_orphan).cloned().collect())
        }
    }
}
