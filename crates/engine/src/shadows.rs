//! The registered shadows of a database, and how each of them is.

use crate::analyze::{AnalyzeError, analyze};
use crate::event::Events;
use crate::request::Request;
use shadowtable_plan::analysis::Adoption;
use shadowtable_plan::selection::Range;
use shadowtable_plan::{Affix, ForeignKeyPolicy, Pair, PairPlan, RebuildPolicy, Selection, Verdict};
use shadowtable_schema::Name;
use shadowtable_target::catalog::{self, Size};
use shadowtable_target::registry::{Affix as RegistryAffix, Entry, Place};
use shadowtable_target::{Registry, Session};
use std::collections::{BTreeMap, HashSet};

/// With more names than this the whole catalog is read instead.
const NAMES_TO_LOOK_UP: usize = 2000;

/// A registered shadow.
#[derive(Clone, Debug)]
pub struct Shadow {
    /// What the registry holds.
    pub entry: Entry,
    /// How it is.
    pub state: ShadowState,
    /// Why, each a sentence.
    pub reasons: Vec<String>,
    /// Its rows and bytes, as the server estimates them; `None` if there is no such table.
    pub size: Option<Size>,
}

/// How a registered shadow is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShadowState {
    /// It equals its source.
    InSync,
    /// It differs, and a sync would change it.
    Drifted,
    /// Its source is gone.
    Orphan,
    /// It is gone itself.
    Missing,
    /// Something stands in the way of a sync.
    Blocked,
    /// It could not be compared.
    Failed,
}

impl ShadowState {
    /// The word used in output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InSync => "in sync",
            Self::Drifted => "drifted",
            Self::Orphan => "orphan",
            Self::Missing => "missing",
            Self::Blocked => "blocked",
            Self::Failed => "failed",
        }
    }
}

/// All registered shadows of the session's database, in the order of their names, each compared with its source by the
/// rule and the policies it was made with.
///
/// # Errors
/// [`AnalyzeError`] when the registry or the catalog can't be read.
pub async fn shadows(
    place: &Place,
    session: &mut Session,
    events: &Events,
) -> Result<Vec<Shadow>, AnalyzeError> {
    let entries = Registry::new(place.clone()).shadows(session).await?;
    let names = entries.iter().flat_map(|entry| [entry.shadow.clone(), entry.source.clone()]).collect();
    let existing = existing(names, session).await?;
    let found: Vec<Name> =
        entries.iter().map(|entry| entry.shadow.clone()).filter(|name| existing.contains(name)).collect();
    let mut sizes = catalog::sizes(session, &found).await?;
    let mut compared = compare(place, &entries, &existing, session, events).await?;
    let shadows = entries.into_iter().map(|entry| {
        let size = sizes.remove(&entry.shadow);
        let (state, reasons) = if !existing.contains(&entry.source) {
            (ShadowState::Orphan, vec![format!("its source {} is gone", entry.source)])
        } else if !existing.contains(&entry.shadow) {
            (ShadowState::Missing, vec!["there is no such table".to_owned()])
        } else {
            compared.remove(&entry.shadow).unwrap_or_else(|| {
                let sentence = "its name is not the one that its rule gives to its source";
                (ShadowState::Failed, vec![sentence.to_owned()])
            })
        };
        Shadow { entry, state, reasons, size }
    });
    Ok(shadows.collect())
}

/// Those of the names that exist, as the server folds them.
pub(crate) async fn existing(names: Vec<Name>, session: &mut Session) -> Result<HashSet<Name>, AnalyzeError> {
    let entries = if names.len() > NAMES_TO_LOOK_UP {
        catalog::list(session).await?
    } else {
        catalog::lookup(session, &names).await?
    };
    Ok(entries.into_iter().map(|entry| session.server().fold(&entry.name)).collect())
}

/// Those of the names that exist, as they were given.
pub(crate) async fn still_there(names: Vec<Name>, session: &mut Session) -> Result<Vec<Name>, AnalyzeError> {
    let there = existing(names.clone(), session).await?;
    Ok(names.into_iter().filter(|name| there.contains(&session.server().fold(name))).collect())
}

type Compared = BTreeMap<Name, (ShadowState, Vec<String>)>;

/// Analyzes the shadows, those of one rule and the same policies together.
async fn compare(
    place: &Place,
    entries: &[Entry],
    existing: &HashSet<Name>,
    session: &mut Session,
    events: &Events,
) -> Result<Compared, AnalyzeError> {
    let mut groups: BTreeMap<(bool, String, &'static str), Vec<Name>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| existing.contains(&entry.source)) {
        let (is_prefix, text) = match &entry.affix {
            RegistryAffix::Prefix(text) => (true, text.clone()),
            RegistryAffix::Suffix(text) => (false, text.clone()),
        };
        let group = (is_prefix, text, foreign_keys(&entry.policies).as_str());
        groups.entry(group).or_default().push(entry.source.clone());
    }
    let mut compared = Compared::new();
    for ((is_prefix, affix_text, foreign_keys), sources) in groups {
        let request = Request {
            affix: if is_prefix { Affix::Prefix } else { Affix::Suffix },
            affix_text,
            selection: Selection { range: Range::Tables(sources), exclude: Vec::new() },
            foreign_keys: ForeignKeyPolicy::from_word(foreign_keys).unwrap_or_default(),
            rebuild: RebuildPolicy::Copy,
            adoption: Adoption::None,
            skipped: Vec::new(),
            registry: place.clone(),
        };
        let analysis = analyze(&request, session, Vec::new(), events).await?;
        for pair in analysis.plan.pairs {
            let Pair { source: _, shadow } = pair.pair.clone();
            compared.insert(session.server().fold(&shadow), state(&pair));
        }
    }
    Ok(compared)
}

/// The policy that was recorded with a shadow (`foreign-keys=retarget`).
fn foreign_keys(policies: &str) -> ForeignKeyPolicy {
    policies
        .split(',')
        .filter_map(|one| one.trim().strip_prefix("foreign-keys="))
        .find_map(ForeignKeyPolicy::from_word)
        .unwrap_or_default()
}

fn state(pair: &PairPlan) -> (ShadowState, Vec<String>) {
    let state = match pair.verdict {
        Verdict::Consistent => ShadowState::InSync,
        Verdict::Modify => ShadowState::Drifted,
        Verdict::Create => ShadowState::Missing,
        Verdict::Conflict | Verdict::Unsupported => ShadowState::Blocked,
        Verdict::Failed => ShadowState::Failed,
    };
    let mut reasons = pair.reasons.clone();
    if state == ShadowState::Drifted {
        let count = pair.statements.len();
        let plural = if count == 1 { "" } else { "s" };
        reasons.push(format!("{count} statement{plural} would bring it back"));
    }
    (state, reasons)
}
