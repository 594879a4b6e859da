//! Which shadows go, and by which statements.

use crate::analyze::AnalyzeError;
use shadowtable_plan::analysis::Incoming;
use shadowtable_plan::removal::{Surroundings, removal};
use shadowtable_plan::selection::nearest;
use shadowtable_plan::{EntryKind, Folding, Pair, Removal, scratch};
use shadowtable_schema::Name;
use shadowtable_target::catalog::{self, Kind, Size};
use shadowtable_target::registry::{Origin, Place};
use shadowtable_target::{Registry, Server, Session, facts, reference};
use std::collections::HashMap;

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

/// A shadow that goes, or the reason why it stays.
#[derive(Clone, Debug)]
pub struct DropTarget {
    /// What is to be done.
    pub removal: Removal,
    /// Whether it has rows; `None` if nobody knows.
    pub has_rows: Option<bool>,
    /// Its rows and bytes, as the server estimates them.
    pub size: Option<Size>,
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
    let server = session.server().clone();
    let folding = Folding::from_variable(server.lower_case_table_names).unwrap_or(Folding::IgnoreCase);
    let entries = Registry::new(place.clone()).shadows(session).await.map_err(AnalyzeError::from)?;
    // A table that was only intended may be anybody's.
    let known = entries.into_iter().filter(|entry| entry.origin != Origin::Intended);
    let registered: Vec<Pair> =
        known.map(|entry| Pair { source: entry.source, shadow: entry.shadow }).collect();
    let chosen = chosen(which, &registered, folding, session).await?;
    let mut surroundings = Surroundings {
        dialect: server.dialect,
        database: server.database.clone(),
        folding,
        registered,
        existing: existing(&chosen, folding, session).await?,
        incoming: Vec::new(),
    };
    let names: Vec<Name> = chosen.iter().map(|pair| pair.shadow.clone()).collect();
    surroundings.incoming = incoming(&names, session).await?;
    let sizes = catalog::sizes(session, &names).await.map_err(AnalyzeError::from)?;
    let sizes: HashMap<Name, Size> =
        sizes.into_iter().map(|(name, size)| (folding.key(&name), size)).collect();
    let mut targets = Vec::new();
    for removal in removal(chosen, &surroundings) {
        let size = sizes.get(&folding.key(&removal.pair.shadow)).copied();
        let has_rows = if removal.exists && removal.refused.is_none() {
            facts::has_rows(session, &removal.pair.shadow).await.ok()
        } else {
            None
        };
        targets.push(DropTarget { removal, has_rows, size });
    }
    Ok(DropPlan { server, registry: place.clone(), targets })
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

/// What stands under the names of the shadows and of their scratch twins.
async fn existing(
    chosen: &[Pair],
    folding: Folding,
    session: &mut Session,
) -> Result<HashMap<Name, EntryKind>, AnalyzeError> {
    let names: Vec<Name> = chosen
        .iter()
        .flat_map(|pair| {
            let twins = scratch::names(&pair.shadow);
            [pair.shadow.clone(), twins.new, twins.old]
        })
        .collect();
    let entries = catalog::lookup(session, &names).await?;
    Ok(entries.into_iter().map(|entry| (folding.key(&entry.name), kind(entry.kind))).collect())
}

fn kind(kind: Kind) -> EntryKind {
    match kind {
        Kind::Table => EntryKind::BaseTable,
        Kind::View => EntryKind::View,
        Kind::Sequence => EntryKind::Sequence,
        Kind::Temporary => EntryKind::Temporary,
        Kind::Other(word) => EntryKind::Other(word),
    }
}

async fn incoming(names: &[Name], session: &mut Session) -> Result<Vec<Incoming>, AnalyzeError> {
    let found = reference::references_to(session, names).await?;
    let incoming = found.into_iter().map(|one| Incoming {
        parent: one.parent,
        child_database: one.child_database,
        child: one.child,
        constraint: one.constraint,
    });
    Ok(incoming.collect())
}
