//! From what is in a database and what was asked for to pairs.

use super::{Conflict, Entry, Glob, LeftOut, Range, Registered, Selection, SelectionError};
use crate::selection::nearest::nearest;
use crate::{Folding, Pair, Rule, scratch};
use shadowtable_schema::Name;
use std::collections::{HashMap, HashSet};

/// The longest name of a table, in characters (manual: "Schema Object Names").
const MAX_NAME: usize = 64;

/// What a selection comes to. Each list is in the order of the catalog, and no pair is in two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selected {
    /// The pairs that nothing in the names speaks against.
    pub pairs: Vec<Pair>,
    /// The pairs that can't be, each with the reason.
    pub conflicts: Vec<(Pair, Conflict)>,
    /// What the selection covers but is no source, each with the reason.
    pub left_out: Vec<(Name, LeftOut)>,
}

/// Finds the sources among `entries`, which are all that the database holds, and the names of their shadows.
///
/// A table that is named is a source even when it carries the shadow name of another table; under [`Range::All`] and
/// [`Range::Include`] it is not. A registered shadow is never one.
///
/// # Errors
/// [`SelectionError`] if a table that is named does not exist or can't be a source, or if a pattern fits nothing.
pub fn select(
    entries: &[Entry],
    selection: &Selection,
    rule: &Rule,
    folding: Folding,
    registered: &Registered,
) -> Result<Selected, SelectionError> {
    let catalog = Catalog::new(entries, rule, folding, registered);
    let mut selected = Selected::default();
    let mut sources: Vec<&Entry> = Vec::new();
    for entry in catalog.covered(&selection.range)? {
        let why = if selection.exclude.iter().any(|glob| glob.matches(&entry.name, folding)) {
            Some(LeftOut::Excluded)
        } else if let Range::Tables(_) = selection.range {
            catalog.refuse_as_source(entry)?;
            None
        } else {
            catalog.why_no_source(entry)
        };
        match why {
            Some(why) => selected.left_out.push((entry.name.clone(), why)),
            None => sources.push(entry),
        }
    }
    let pairs: Vec<Pair> = sources.iter().map(|entry| catalog.pair(entry)).collect();
    let crowd = Crowd::new(&pairs, folding);
    for pair in pairs {
        match catalog.conflict(&pair).or_else(|| crowd.conflict(&pair)) {
            Some(conflict) => selected.conflicts.push((pair, conflict)),
            None => selected.pairs.push(pair),
        }
    }
    Ok(selected)
}

/// What is in the database, and how to find it by name.
struct Catalog<'a> {
    entries: &'a [Entry],
    by_key: HashMap<Name, &'a Entry>,
    /// For the key of each shadow name that a table of the database implies, that table.
    shadow_names: HashMap<Name, &'a Name>,
    rule: &'a Rule,
    folding: Folding,
    registered: &'a Registered,
}

impl<'a> Catalog<'a> {
    fn new(entries: &'a [Entry], rule: &'a Rule, folding: Folding, registered: &'a Registered) -> Self {
        let by_key = entries.iter().map(|entry| (folding.key(&entry.name), entry)).collect();
        let shadow_names = entries
            .iter()
            .filter(|entry| entry.kind.is_table())
            .map(|entry| (folding.key(&rule.shadow_of(&entry.name)), &entry.name))
            .collect();
        Self { entries, by_key, shadow_names, rule, folding, registered }
    }

    /// The entries that the range is about, in the catalog's order and each once.
    fn covered(&self, range: &Range) -> Result<Vec<&'a Entry>, SelectionError> {
        match range {
            Range::All => Ok(self.entries.iter().collect()),
            Range::Include(globs) => {
                let fits = |glob: &Glob, entry: &Entry| glob.matches(&entry.name, self.folding);
                if let Some(idle) = globs.iter().find(|glob| !self.entries.iter().any(|one| fits(glob, one)))
                {
                    return Err(SelectionError::NothingFits(idle.clone()));
                }
                Ok(self.entries.iter().filter(|entry| globs.iter().any(|glob| fits(glob, entry))).collect())
            }
            Range::Tables(names) => {
                let keys: HashSet<Name> = names.iter().map(|name| self.folding.key(name)).collect();
                if let Some(name) =
                    names.iter().find(|name| !self.by_key.contains_key(&self.folding.key(name)))
                {
                    let tables = self.entries.iter().filter(|entry| entry.kind.is_table());
                    let nearest = nearest(name, tables.map(|entry| &entry.name));
                    return Err(SelectionError::UnknownTable { name: name.clone(), nearest });
                }
                let is_named = |entry: &&Entry| keys.contains(&self.folding.key(&entry.name));
                Ok(self.entries.iter().filter(is_named).collect())
            }
        }
    }

    /// What an entry is that is never a source, whoever asks.
    fn what_else(&self, entry: &Entry) -> Option<LeftOut> {
        if !entry.kind.is_table() {
            return Some(LeftOut::NotATable(entry.kind.clone()));
        }
        if self.registered.is_registry(&entry.name) {
            return Some(LeftOut::Registry);
        }
        scratch::is_scratch(&entry.name).then_some(LeftOut::Scratch)
    }

    /// Why an entry that nobody named is no source.
    fn why_no_source(&self, entry: &Entry) -> Option<LeftOut> {
        if let Some(what) = self.what_else(entry) {
            return Some(what);
        }
        if let Some(source) = self.registered.source_of(&entry.name) {
            return Some(LeftOut::Shadow(source.clone()));
        }
        let source = self.shadow_names.get(&self.folding.key(&entry.name))?;
        Some(LeftOut::ShadowName((*source).clone()))
    }

    /// Refuses an entry that was named and can't be a source; a registered shadow becomes a conflict later.
    fn refuse_as_source(&self, entry: &Entry) -> Result<(), SelectionError> {
        self.what_else(entry)
            .map_or(Ok(()), |why| Err(SelectionError::NotASource { name: entry.name.clone(), why }))
    }

    /// The pair of a source, its shadow named as it is stored if it exists.
    fn pair(&self, source: &Entry) -> Pair {
        let shadow = self.folding.stored(&self.rule.shadow_of(&source.name));
        let existing = self.by_key.get(&self.folding.key(&shadow));
        let shadow = existing.map_or(shadow, |entry| entry.name.clone());
        Pair { source: source.name.clone(), shadow }
    }

    /// What speaks against a pair, whatever else is selected.
    fn conflict(&self, pair: &Pair) -> Option<Conflict> {
        if pair.shadow.chars() > MAX_NAME {
            return Some(Conflict::NameTooLong { chars: pair.shadow.chars() });
        }
        if let Some(of) = self.registered.source_of(&pair.source) {
            return Some(Conflict::SourceIsShadow { of: of.clone() });
        }
        if self.registered.is_registry(&pair.shadow) || scratch::is_scratch(&pair.shadow) {
            return Some(Conflict::Reserved);
        }
        let existing = self.by_key.get(&self.folding.key(&pair.shadow))?;
        if !existing.kind.is_table() {
            return Some(Conflict::NotATable(existing.kind.clone()));
        }
        let source = self.registered.source_of(&pair.shadow)?;
        (!self.folding.same(source, &pair.source))
            .then(|| Conflict::ShadowOfAnother { source: source.clone() })
    }
}

/// The pairs that are selected together, which may be in each other's way.
struct Crowd {
    folding: Folding,
    sources: HashSet<Name>,
    /// For the key of each shadow's name, the sources that would share it.
    shadows: HashMap<Name, Vec<Name>>,
}

impl Crowd {
    fn new(pairs: &[Pair], folding: Folding) -> Self {
        let sources = pairs.iter().map(|pair| folding.key(&pair.source)).collect();
        let mut shadows: HashMap<Name, Vec<Name>> = HashMap::new();
        for pair in pairs {
            shadows.entry(folding.key(&pair.shadow)).or_default().push(pair.source.clone());
        }
        Self { folding, sources, shadows }
    }

    fn conflict(&self, pair: &Pair) -> Option<Conflict> {
        let key = self.folding.key(&pair.shadow);
        if self.sources.contains(&key) {
            return Some(Conflict::ShadowIsSource);
        }
        let with = self.shadows.get(&key)?.iter().find(|source| **source != pair.source)?;
        Some(Conflict::SharedShadow { with: with.clone() })
    }
}
