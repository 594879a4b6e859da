//! A plan for the tables of dumps: the same analysis as that of a database, with what a text can tell.

use super::{Dump, DumpTable};
use crate::analysis::{Adoption, Analyzer, Context, Facts, Incoming, Reading};
use crate::selection::{LeftOut, Registered, SelectionError};
use crate::{Entry, EntryKind, Folding, ForeignKeyPolicy, Plan, RebuildPolicy, Rule, Selection, select};
use shadowtable_schema::model::Table;
use shadowtable_schema::{Dialect, Name};
use std::collections::{HashMap, HashSet};

/// What is asked of dumps.
#[derive(Clone, Debug)]
pub struct DumpRequest {
    /// The server that printed them.
    pub dialect: Dialect,
    /// How it compares names of tables.
    pub folding: Folding,
    /// How shadows are named.
    pub rule: Rule,
    /// What becomes of foreign keys.
    pub foreign_keys: ForeignKeyPolicy,
    /// What may be done where no ALTER leads to the wanted table.
    pub rebuild: RebuildPolicy,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Dumped {
    /// The plan. How full shadows are is not known, so they count as full.
    pub plan: Plan,
    /// What the dump holds that is no source, with the reason.
    pub left_out: Vec<(Name, LeftOut)>,
}

/// Plans for all sources of a dump. Their shadows stand in the dump `shadows`, or in the same one if there is no other;
/// a table with a shadow's name is its shadow.
///
/// # Errors
/// None that a dump can cause today; the selection could refuse what is asked for.
pub fn plan(sources: Dump, shadows: Option<Dump>, request: &DumpRequest) -> Result<Dumped, SelectionError> {
    let folding = request.folding;
    let named: HashSet<Name> =
        sources.tables.iter().map(|table| folding.key(&request.rule.shadow_of(&table.name))).collect();
    let database = database(&sources);
    let mut tables: HashMap<Name, Reading> = HashMap::new();
    let mut entries = Vec::new();
    let two_files = shadows.is_some();
    let is_shadow = |table: &DumpTable| named.contains(&folding.key(&table.name));
    // With two files each has its own kind: a shadow in the sources' file is none then.
    let first = sources.tables.into_iter().filter(|table| !two_files || !is_shadow(table));
    let second = shadows.map(|dump| dump.tables).unwrap_or_default().into_iter().filter(is_shadow);
    for table in first.chain(second) {
        entries.push(Entry { name: table.name.clone(), kind: EntryKind::BaseTable });
        tables.insert(folding.key(&table.name), table.reading);
    }
    let facts = facts(&tables, &database);
    let registered = Registered::new(None, [], folding);
    let selected = select(&entries, &Selection::all(), &request.rule, folding, &registered)?;
    let mut analyzer = Analyzer::new(Context {
        dialect: request.dialect,
        database,
        folding,
        rule: request.rule.clone(),
        foreign_keys: request.foreign_keys,
        rebuild: request.rebuild,
        adoption: Adoption::All,
        registered,
        intended: HashSet::new(),
        skipped: HashSet::new(),
        outside: HashMap::new(),
    });
    for (pair, conflict) in &selected.conflicts {
        analyzer.add_conflict(pair.clone(), conflict);
    }
    for pair in selected.pairs {
        let shadow = tables.remove(&folding.key(&pair.shadow));
        let missing = || Reading::Failed("it is not in the dump".to_owned());
        let source = tables.remove(&folding.key(&pair.source)).unwrap_or_else(missing);
        analyzer.add(pair, source, shadow);
    }
    let mut plan = analyzer.compare().plan(&facts);
    // There is no registry that a shadow of a dump could be recorded in.
    plan.pairs.iter_mut().for_each(|pair| pair.adopted = false);
    Ok(Dumped { plan, left_out: selected.left_out })
}

/// The database of a dump: as it says, or the one that all its foreign keys are qualified with.
fn database(dump: &Dump) -> Name {
    if let Some(name) = &dump.database {
        return name.clone();
    }
    let keys =
        dump.tables.iter().filter_map(|table| read(&table.reading)).flat_map(|table| &table.foreign_keys);
    let mut qualified: Vec<&Name> = keys.filter_map(|key| key.parent.database.as_ref()).collect();
    qualified.sort();
    qualified.dedup();
    match qualified[..] {
        [only] => only.clone(),
        _ => Name::default(),
    }
}

fn read(reading: &Reading) -> Option<&Table> {
    match reading {
        Reading::Table(table) => Some(table),
        Reading::Unsupported(_) | Reading::Failed(_) => None,
    }
}

/// What the definitions tell of each other.
fn facts(tables: &HashMap<Name, Reading>, database: &Name) -> Facts {
    let mut facts = Facts::default();
    let mut names: Vec<&Name> = tables.keys().collect();
    names.sort();
    for table in names.into_iter().filter_map(|name| read(&tables[name])) {
        for key in &table.foreign_keys {
            let Some(constraint) = &key.name else { continue };
            facts.foreign_key_names.insert(constraint.folded());
            facts.incoming.push(Incoming {
                parent: key.parent.name.clone(),
                child_database: database.clone(),
                child: table.name.clone(),
                constraint: constraint.clone(),
                parent_columns: Some(key.parent_columns.clone()),
            });
        }
        facts
            .check_names
            .extend(table.checks.iter().filter_map(|check| check.name.as_ref()).map(Name::folded));
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Affix, Verdict};
    use shadowtable_schema::Flavor;

    fn verdicts(source: &str, shadow: Option<&str>) -> Vec<(String, Verdict)> {
        let dialect = Dialect::new(Flavor::MySql, 9, 7, 0);
        let folding = Folding::Exact;
        let request = DumpRequest {
            dialect,
            folding,
            rule: Rule::new(Affix::Prefix, "_t_", folding).unwrap(),
            foreign_keys: ForeignKeyPolicy::Retarget,
            rebuild: RebuildPolicy::Copy,
        };
        let dump = |text: &str| Dump::read(text, dialect, folding).unwrap();
        let dumped = plan(dump(source), shadow.map(dump), &request).unwrap();
        dumped.plan.pairs.iter().map(|pair| (pair.pair.to_string(), pair.verdict)).collect()
    }

    #[test]
    fn shadows_are_found_in_the_same_file_or_another() {
        let a = "CREATE TABLE a (b int);";
        let drifted = "CREATE TABLE _t_a (b int, c int);";
        let pair = || "a -> _t_a".to_owned();
        assert_eq!(verdicts(a, None), [(pair(), Verdict::Create)]);
        assert_eq!(verdicts(&format!("{a}{drifted}"), None), [(pair(), Verdict::Modify)]);
        assert_eq!(verdicts(a, Some(&format!("{drifted}{a}"))), [(pair(), Verdict::Modify)]);
        let same = "CREATE TABLE _t_a (b int);";
        assert_eq!(verdicts(&format!("{a}{drifted}"), Some(same)), [(pair(), Verdict::Consistent)]);
    }
}
