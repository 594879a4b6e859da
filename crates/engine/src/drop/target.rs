//! One shadow that goes: its statements, and what it is when it is looked at.

use super::plan::{DropPlan, folding};
use crate::analyze::AnalyzeError;
use crate::definitions;
use crate::incoming;
use crate::reading::reading;
use shadowtable_plan::analysis::Reading;
use shadowtable_plan::removal::{Surroundings, removal};
use shadowtable_plan::{EntryKind, Fingerprint, Folding, Occupancy, Pair, Removal, scratch};
use shadowtable_schema::model::Table;
use shadowtable_schema::{Dialect, Name};
use shadowtable_target::catalog::{self, Kind, Size};
use shadowtable_target::registry::Place;
use shadowtable_target::{Definition, DefinitionError, Session, facts};
use std::collections::{HashMap, HashSet};

/// A shadow that goes, or the reason why it stays.
#[derive(Clone, Debug)]
pub struct DropTarget {
    /// What is to be done.
    pub removal: Removal,
    /// Whether it has rows; `None` if nobody knows.
    pub has_rows: Option<bool>,
    /// Its rows and bytes, as the server estimates them.
    pub size: Option<Size>,
    /// Its definition, as the server prints it; `None` if there is no such table or it can't be read.
    pub definition: Option<String>,
    /// The hash of its definition without foreign keys.
    pub fingerprint: Option<Fingerprint>,
}

impl DropTarget {
    /// How full it is, if it is there.
    pub fn occupancy(&self) -> Option<Occupancy> {
        let size = self.size.unwrap_or_default();
        self.removal.exists.then_some(match self.has_rows {
            Some(false) => Occupancy::Empty,
            // Not knowing is as good as having rows.
            Some(true) | None => Occupancy::Rows { estimate: size.rows, bytes: size.bytes },
        })
    }

    /// It stays, for this reason.
    pub fn refuse(&mut self, reason: String) {
        self.removal.refused.get_or_insert(reason);
        self.removal.statements.clear();
    }
}

/// The plan that drops these registered pairs.
pub async fn plan_of(
    place: &Place,
    chosen: Vec<Pair>,
    registered: Vec<Pair>,
    session: &mut Session,
) -> Result<DropPlan, AnalyzeError> {
    let server = session.server().clone();
    let folding = folding(&server);
    let names: Vec<Name> = chosen.iter().map(|pair| pair.shadow.clone()).collect();
    let shadows: HashSet<Name> = registered.iter().map(|pair| folding.key(&pair.shadow)).collect();
    let surroundings = Surroundings {
        dialect: server.dialect,
        database: server.database.clone(),
        folding,
        registered,
        existing: existing(&chosen, folding, session).await?,
        incoming: incoming::incoming(session, &names).await?,
    };
    let sizes = catalog::sizes(session, &names).await?;
    let sizes: HashMap<Name, Size> =
        sizes.into_iter().map(|(name, size)| (folding.key(&name), size)).collect();
    let mut targets: Vec<DropTarget> = removal(chosen, &surroundings)
        .into_iter()
        .map(|removal| {
            let size = sizes.get(&folding.key(&removal.pair.shadow)).copied();
            DropTarget { removal, has_rows: None, size, definition: None, fingerprint: None }
        })
        .collect();
    look(&mut targets, &shadows, folding, session).await?;
    Ok(DropPlan { server, registry: place.clone(), targets })
}

/// Looks at the shadows that go: whether they have rows, what they are, and which real tables they reference.
async fn look(
    targets: &mut [DropTarget],
    shadows: &HashSet<Name>,
    folding: Folding,
    session: &mut Session,
) -> Result<(), AnalyzeError> {
    let going = |target: &&mut DropTarget| target.removal.exists && target.removal.refused.is_none();
    let names: Vec<Name> =
        targets.iter_mut().filter(going).map(|target| target.removal.pair.shadow.clone()).collect();
    if names.is_empty() {
        return Ok(());
    }
    let (dialect, database) = (session.server().dialect, session.server().database.clone());
    let have_rows = facts::have_rows(session, &names).await;
    let mut stream = definitions::definitions(session, Vec::new(), names).await?;
    for (target, has_rows) in targets.iter_mut().filter(going).zip(have_rows) {
        target.has_rows = has_rows.ok();
        let table = match stream.next().await {
            Some((_, read)) => target.read(read, dialect),
            None => None,
        };
        let keys = table.iter().flat_map(|table| &table.foreign_keys).map(|key| &key.parent);
        let own = folding.key(&target.removal.pair.shadow);
        let mut real: Vec<&Name> = keys
            .filter(|parent| {
                let key = folding.key(&parent.name);
                let is_here = parent.database.as_ref().is_none_or(|one| *one == database);
                !is_here || (key != own && !shadows.contains(&key))
            })
            .map(|parent| &parent.name)
            .collect();
        real.sort_unstable();
        real.dedup();
        if let Some(occupancy) = target.occupancy() {
            target.removal.weigh(occupancy, &real);
        }
    }
    definitions::close(stream).await;
    Ok(())
}

impl DropTarget {
    fn read(&mut self, read: Result<Definition, DefinitionError>, dialect: Dialect) -> Option<Box<Table>> {
        self.definition = read.as_ref().ok().map(|definition| definition.text.clone());
        match reading(read, dialect) {
            Reading::Table(table) => {
                self.fingerprint = Some(Fingerprint::without_keys(&table, dialect));
                Some(table)
            }
            Reading::Unsupported(_) | Reading::Failed(_) => {
                self.fingerprint = self.definition.as_deref().map(Fingerprint::of_text);
                None
            }
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
