//! The foreign keys of all shadows of a plan: which are dropped first, which are added last, and who is in the way.

use super::comparison::Compared;
use super::in_the_way::{Touched, TouchedShadows};
use super::{Context, Facts, Incoming};
use crate::{Hazard, HazardCode, Phase, Statement, assess, relied_on};
use shadowtable_schema::model::{ForeignKey, Table};
use shadowtable_schema::{Change, Dialect, Flavor, Name, render};
use std::collections::{HashMap, HashSet};

/// What happens to the foreign keys of one shadow.
#[derive(Clone, Debug, Default)]
pub struct KeyWork {
    /// Keys that are dropped since they differ.
    pub drops: Vec<ForeignKey>,
    /// Keys that are dropped since another change needs it, and the parent shadow whose change that is.
    pub moved: Vec<(ForeignKey, Name)>,
    /// Keys that are added: new ones.
    pub adds: Vec<ForeignKey>,
    /// Keys that come back as they were.
    pub returns: Vec<ForeignKey>,
}

/// Finds the key work of `child`, given what every changed pair touches.
pub fn key_work(child: &Compared<'_>, touched: &TouchedShadows, context: &Context) -> KeyWork {
    let mut work = KeyWork::default();
    let own = touched.of(&child.open.pair.shadow).map(|(_, touched)| touched);
    let rebuilt = own.is_some_and(|own| own.rebuilt);
    let Some(shadow) = &child.open.shadow else {
        work.adds.clone_from(&child.wanted.table.foreign_keys);
        return work;
    };
    for change in &child.changes {
        match change {
            Change::DropForeignKey(key) => work.drops.push(key.clone()),
            Change::AddForeignKey(key) if !rebuilt => work.adds.push(key.clone()),
            _ => {}
        }
    }
    for key in &shadow.foreign_keys {
        if work.drops.contains(key) {
            continue;
        }
        let parent = parent_touched(key, touched, context);
        if let Some((name, _)) = parent.filter(|(_, touched)| touched.hits_incoming(key)) {
            work.moved.push((key.clone(), name.clone()));
        } else if own.is_some_and(|own| own.hits_own(key)) {
            work.moved.push((key.clone(), child.open.pair.shadow.clone()));
        }
    }
    if rebuilt {
        // All keys go with the old table, whether they differ or not.
        work.adds.clone_from(&child.wanted.table.foreign_keys);
        work.drops.retain(|key| work.moved.iter().any(|(moved, _)| moved == key));
    } else {
        work.returns = work.moved.iter().map(|(key, _)| key.clone()).collect();
    }
    work
}

fn parent_touched<'a>(
    key: &ForeignKey,
    touched: &'a TouchedShadows,
    context: &Context,
) -> Option<&'a (Name, Touched)> {
    let is_here = key.parent.database.as_ref().is_none_or(|database| *database == context.database);
    if is_here { touched.of(&key.parent.name) } else { None }
}

/// The shadows of the selection, as far as they may have keys to others.
pub struct Children<'a> {
    /// Those that the plan may change.
    pub changeable: HashSet<Name>,
    /// Those that it may not, as they are: skipped, or refused.
    pub fixed: HashMap<Name, &'a Table>,
}

impl Children<'_> {
    /// The columns that a key of another table references, if they are known.
    fn parent_columns<'b>(&'b self, incoming: &'b Incoming, context: &Context) -> Option<&'b [Name]> {
        let fixed = self.fixed.get(&context.folding.key(&incoming.child));
        let key = fixed.and_then(|child| child.foreign_key(&incoming.constraint));
        incoming.parent_columns.as_deref().or_else(|| key.map(|key| key.parent_columns.as_slice()))
    }
}

/// Who references a touched shadow and can't be helped: the sentence of the conflict.
///
/// A shadow of the selection has its key dropped and added again; a shadow outside of it, or a table that is no shadow, is not
/// ours to change now. A shadow is in the way with a key over what is touched. A table that is no shadow always is: MySQL locks
/// the children of a table that it alters.
pub fn obstacle(
    parent: &Name,
    touched: &Touched,
    children: &Children<'_>,
    (facts, context): (&Facts, &Context),
) -> Option<String> {
    if touched.is_nothing() {
        return None;
    }
    let is_here = |incoming: &Incoming| incoming.child_database == context.database;
    let is_shadow =
        |incoming: &Incoming| is_here(incoming) && context.registered.source_of(&incoming.child).is_some();
    let in_plan = |incoming: &Incoming| {
        is_here(incoming) && children.changeable.contains(&context.folding.key(&incoming.child))
    };
    let is_in_the_way = |incoming: &Incoming| {
        let columns = if is_shadow(incoming) { children.parent_columns(incoming, context) } else { None };
        !in_plan(incoming) && touched.may_hit(columns)
    };
    let mut incoming = facts.incoming.iter().filter(|one| context.folding.same(&one.parent, parent));
    let found = incoming.find(|one| is_in_the_way(one))?;
    let (child, key) = (&found.child, &found.constraint);
    Some(if is_shadow(found) {
        format!(
            "shadow {child} is in the way with its foreign key {key} and is not selected: add its source to the tables"
        )
    } else {
        format!("table {child}, which is no shadow, is in the way with its foreign key {key}")
    })
}

/// The statements that drop keys before anything else of the plan runs.
pub fn drop_statements(
    work: &KeyWork,
    shadow: &Table,
    shadows: &HashSet<Name>,
    context: &Context,
) -> Vec<Statement> {
    let keys: Vec<&ForeignKey> = work.drops.iter().chain(work.moved.iter().map(|(key, _)| key)).collect();
    batches(&keys, context.dialect)
        .into_iter()
        .map(|keys| {
            let changes: Vec<Change> =
                keys.iter().map(|key| Change::DropForeignKey(ForeignKey::clone(key))).collect();
            let mut statement = alter(Phase::DropForeignKeys, &shadow.name, changes, context.dialect);
            statement.hazards =
                keys.iter().filter_map(|key| touches_real_table(key, shadows, context)).collect();
            statement
        })
        .collect()
}

/// The statements that add keys after everything else has run.
pub fn add_statements(
    work: &KeyWork,
    child: &Compared<'_>,
    shadows: &HashSet<Name>,
    (facts, context): (&Facts, &Context),
) -> Vec<Statement> {
    let keys: Vec<&ForeignKey> = work.adds.iter().chain(&work.returns).collect();
    let shadow = &child.wanted.table;
    batches(&keys, context.dialect)
        .into_iter()
        .map(|keys| {
            let changes: Vec<Change> =
                keys.iter().map(|key| Change::AddForeignKey(ForeignKey::clone(key))).collect();
            let mut statement = alter(Phase::AddForeignKeys, &shadow.name, changes, context.dialect);
            statement.depends_on = parents(&keys, shadow, context);
            if let Some(current) = &child.open.shadow {
                let new: Vec<Change> = work
                    .adds
                    .iter()
                    .filter(|key| keys.contains(key))
                    .cloned()
                    .map(Change::AddForeignKey)
                    .collect();
                let known = facts.known_of(&shadow.name);
                statement.hazards = assess(&new, current, shadow, known);
                statement.needs_empty = known.rows.is_empty() && !statement.hazards.is_empty();
                statement.must_fit = relied_on(&new, current, shadow, known.answers);
            }
            statement.hazards.extend(keys.iter().filter_map(|key| to_real_table(key, shadows, context)));
            statement
        })
        .collect()
}

/// OceanBase takes one foreign key an ALTER (1235), the others all of a table.
fn batches<'a>(keys: &[&'a ForeignKey], dialect: Dialect) -> Vec<Vec<&'a ForeignKey>> {
    let size = match dialect.flavor {
        Flavor::MySql | Flavor::MariaDb => keys.len().max(1),
        Flavor::OceanBase | Flavor::TiDb => 1,
    };
    keys.chunks(size).map(<[_]>::to_vec).collect()
}

fn alter(phase: Phase, table: &Name, changes: Vec<Change>, dialect: Dialect) -> Statement {
    let clauses: Vec<String> =
        changes.iter().filter_map(|change| render::alter::clause(change, dialect)).collect();
    let mut statement = Statement::new(phase, table.clone(), render::alter::alter_table(table, &clauses));
    statement.changes = changes;
    statement
}

fn parents(keys: &[&ForeignKey], own: &Table, context: &Context) -> Vec<Name> {
    let mut parents: Vec<Name> = Vec::new();
    for key in keys {
        let name = &key.parent.name;
        if !context.folding.same(name, &own.name) && !parents.contains(name) {
            parents.push(name.clone());
        }
    }
    parents
}

fn is_real(key: &ForeignKey, shadows: &HashSet<Name>, context: &Context) -> bool {
    let is_here = key.parent.database.as_ref().is_none_or(|database| *database == context.database);
    !is_here || !shadows.contains(&context.folding.key(&key.parent.name))
}

fn touches_real_table(key: &ForeignKey, shadows: &HashSet<Name>, context: &Context) -> Option<Hazard> {
    is_real(key, shadows, context).then(|| {
        let parent = &key.parent.name;
        let sentence = format!(
            "a foreign key to {parent}, which is no shadow, is dropped: {parent} is locked for a moment, and reads and \
             writes on it wait behind that lock"
        );
        Hazard::gate(HazardCode::TouchesRealTable, sentence)
    })
}

fn to_real_table(key: &ForeignKey, shadows: &HashSet<Name>, context: &Context) -> Option<Hazard> {
    is_real(key, shadows, context).then(|| {
        let parent = &key.parent.name;
        let sentence = format!(
            "a foreign key references {parent}, which is no shadow: {parent} is locked for a moment now, and test rows \
             are checked against its rows from then on"
        );
        Hazard::gate(HazardCode::ForeignKeyToRealTable, sentence)
    })
}
