//! The removal of shadows: keys first, then tables, and only what the registry knows as a shadow.

use crate::analysis::Incoming;
use crate::{EntryKind, Folding, Hazard, HazardCode, Occupancy, Pair, Phase, Statement, scratch};
use shadowtable_schema::{Dialect, Flavor, Name, render};
use std::collections::{HashMap, HashSet};

/// What a removal must know of the database.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The server.
    pub dialect: Dialect,
    /// The database.
    pub database: Name,
    /// How the server compares names of tables.
    pub folding: Folding,
    /// Every registered pair of the database, those that stay too.
    pub registered: Vec<Pair>,
    /// What stands under the names of the shadows to be removed and their scratch twins, as far as anything does.
    pub existing: HashMap<Name, EntryKind>,
    /// The foreign keys that reference the shadows to be removed.
    pub incoming: Vec<Incoming>,
}

/// What is to be done for one shadow.
#[derive(Clone, Debug)]
pub struct Removal {
    /// The shadow and its source.
    pub pair: Pair,
    /// Whether there is a table of that name; if not, only its row in the registry goes.
    pub exists: bool,
    /// Why it stays, if it does.
    pub refused: Option<String>,
    /// The statements: its keys, then itself.
    pub statements: Vec<Statement>,
}

impl Removal {
    /// Says what dropping the shadow loses and locks: its rows, and for a moment every table in `real_parents`, which its
    /// foreign keys reference and which are no shadows.
    pub fn weigh(&mut self, occupancy: Occupancy, real_parents: &[&Name]) {
        let shadow = self.pair.shadow.clone();
        let Some(last) = self.statements.iter_mut().rev().find(|one| one.table == shadow) else { return };
        let sentence = format!("{shadow} is dropped; {} lost", occupancy.that_are());
        let rows = match occupancy {
            Occupancy::Empty => {
                Hazard::notice(HazardCode::DropsShadow, format!("{shadow} is dropped; it has no rows"))
            }
            Occupancy::Rows { .. } => Hazard::gate(HazardCode::DropsShadow, sentence),
        };
        last.needs_empty = occupancy.is_empty();
        last.hazards = vec![rows];
        last.hazards.extend(real_parents.iter().map(|parent| {
            let sentence = format!(
                "a foreign key to {parent}, which is no shadow, goes with {shadow}: {parent} is locked for a moment, and \
                 reads and writes on it wait behind that lock"
            );
            Hazard::gate(HazardCode::TouchesRealTable, sentence)
        }));
    }
}

/// Plans the removal of `shadows`, which are registered. The statements of all removals run by phase, as those of a plan.
pub fn removal(shadows: Vec<Pair>, surroundings: &Surroundings) -> Vec<Removal> {
    let index = Index::of(surroundings);
    let mut removed: HashSet<Name> = shadows.iter().map(|pair| index.key(&pair.shadow)).collect();
    let mut refused: HashMap<Name, String> = HashMap::new();
    // A shadow that stays may reference others, which then stay too.
    loop {
        let more: Vec<(Name, String)> = shadows
            .iter()
            .map(|pair| (index.key(&pair.shadow), pair))
            .filter(|(key, _)| removed.contains(key))
            .filter_map(|(key, pair)| Some((key, index.obstacle(pair, &removed)?)))
            .collect();
        if more.is_empty() {
            break;
        }
        for (key, reason) in more {
            removed.remove(&key);
            refused.insert(key, reason);
        }
    }
    let mut of_pair = |pair: Pair| {
        let key = index.key(&pair.shadow);
        let exists = surroundings.existing.contains_key(&key);
        let refused = refused.remove(&key);
        let statements = if refused.is_none() && exists { index.statements(&pair) } else { Vec::new() };
        Removal { pair, exists, refused, statements }
    };
    shadows.into_iter().map(&mut of_pair).collect()
}

/// The surroundings, found by key.
struct Index<'a> {
    around: &'a Surroundings,
    /// The registered pairs by source.
    by_source: HashMap<Name, &'a Pair>,
    /// The registered pairs by shadow.
    by_shadow: HashMap<Name, &'a Pair>,
    by_parent: HashMap<Name, Vec<&'a Incoming>>,
    by_child: HashMap<Name, Vec<&'a Incoming>>,
}

impl<'a> Index<'a> {
    fn of(around: &'a Surroundings) -> Self {
        let key = |name: &Name| around.folding.key(name);
        let mut by_parent: HashMap<Name, Vec<&Incoming>> = HashMap::new();
        let mut by_child: HashMap<Name, Vec<&Incoming>> = HashMap::new();
        for one in &around.incoming {
            by_parent.entry(key(&one.parent)).or_default().push(one);
            if one.child_database == around.database {
                by_child.entry(key(&one.child)).or_default().push(one);
            }
        }
        Self {
            around,
            by_source: around.registered.iter().map(|pair| (key(&pair.source), pair)).collect(),
            by_shadow: around.registered.iter().map(|pair| (key(&pair.shadow), pair)).collect(),
            by_parent,
            by_child,
        }
    }

    fn key(&self, name: &Name) -> Name {
        self.around.folding.key(name)
    }

    /// What keeps a shadow from being dropped while those in `removed` go.
    fn obstacle(&self, pair: &Pair, removed: &HashSet<Name>) -> Option<String> {
        let shadow = &pair.shadow;
        let key = self.key(shadow);
        match self.around.existing.get(&key) {
            None => return None,
            Some(EntryKind::BaseTable) => {}
            Some(kind) => return Some(format!("{shadow} is a {kind}, not a table")),
        }
        if let Some(of) = self.by_source.get(&key) {
            return Some(format!("{shadow} is registered as the source of {} too", of.shadow));
        }
        let goes = |one: &Incoming| {
            one.child_database == self.around.database && removed.contains(&self.key(&one.child))
        };
        let child = self.by_parent.get(&key)?.iter().find(|one| !goes(one))?;
        let (name, constraint) = (&child.child, &child.constraint);
        if child.child_database != self.around.database {
            let database = &child.child_database;
            return Some(format!("{database}.{name} references it with its foreign key {constraint}"));
        }
        let is_shadow = self.by_shadow.contains_key(&self.key(name));
        let what = if is_shadow { "the shadow" } else { "table" };
        let advice = if is_shadow { ": drop that one too" } else { "" };
        Some(format!("{what} {name} references it with its foreign key {constraint}{advice}"))
    }

    fn statements(&self, pair: &Pair) -> Vec<Statement> {
        let key = self.key(&pair.shadow);
        let own = self.by_child.get(&key).map(Vec::as_slice).unwrap_or_default();
        // A key of the table to itself goes with it.
        let own: Vec<&Name> =
            own.iter().filter(|one| self.key(&one.parent) != key).map(|one| &one.constraint).collect();
        let mut statements: Vec<Statement> = own
            .chunks(self.keys_a_statement().unwrap_or(own.len().max(1)))
            .map(|keys| {
                let sql = render::drop_foreign_keys(&pair.shadow, keys);
                Statement::new(Phase::DropForeignKeys, pair.shadow.clone(), sql)
            })
            .collect();
        let twins = scratch::names(&pair.shadow);
        let leftovers = [twins.new, twins.old];
        let leftovers = leftovers.iter().filter(|name| self.around.existing.contains_key(&self.key(name)));
        for name in leftovers.chain([&pair.shadow]) {
            statements.push(Statement::new(Phase::Tables, name.clone(), render::drop_table(name)));
        }
        // As long as a key references it, no server drops a table.
        let children = self.by_parent.get(&key).map(Vec::as_slice).unwrap_or_default();
        let children = children.iter().map(|one| self.key(&one.child)).filter(|child| *child != key);
        let children = children.filter_map(|child| self.by_shadow.get(&child));
        if let Some(last) = statements.last_mut() {
            last.depends_on = children.map(|child| child.shadow.clone()).collect();
        }
        statements
    }

    /// OceanBase takes one foreign key an ALTER (1235).
    fn keys_a_statement(&self) -> Option<usize> {
        match self.around.dialect.flavor {
            Flavor::MySql | Flavor::MariaDb => None,
            Flavor::OceanBase | Flavor::TiDb => Some(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(source: &str) -> Pair {
        Pair { source: source.into(), shadow: format!("_t_{source}").into() }
    }

    fn key(child: &str, parent: &str) -> Incoming {
        Incoming {
            parent: parent.into(),
            child_database: "shop".into(),
            child: child.into(),
            constraint: format!("{child}_{parent}").into(),
            parent_columns: None,
        }
    }

    fn surroundings(incoming: Vec<Incoming>) -> Surroundings {
        let registered: Vec<Pair> = ["a", "b", "c"].map(pair).into();
        Surroundings {
            dialect: Dialect::new(Flavor::MySql, 9, 7, 0),
            database: "shop".into(),
            folding: Folding::Exact,
            existing: registered.iter().map(|one| (one.shadow.clone(), EntryKind::BaseTable)).collect(),
            registered,
            incoming,
        }
    }

    fn sql(removals: &[Removal]) -> Vec<&str> {
        removals.iter().flat_map(|one| &one.statements).map(|one| one.sql.as_str()).collect()
    }

    #[test]
    fn a_cycle_loses_its_keys_first() {
        let around = surroundings(vec![key("_t_a", "_t_b"), key("_t_b", "_t_a"), key("_t_a", "_t_a")]);
        let removals = removal(vec![pair("a"), pair("b")], &around);
        assert_eq!(
            sql(&removals),
            [
                "ALTER TABLE `_t_a` DROP FOREIGN KEY `_t_a__t_b`",
                "DROP TABLE `_t_a`",
                "ALTER TABLE `_t_b` DROP FOREIGN KEY `_t_b__t_a`",
                "DROP TABLE `_t_b`",
            ]
        );
        let keys = removals.iter().flat_map(|one| &one.statements);
        assert_eq!(keys.filter(|one| one.phase == Phase::DropForeignKeys).count(), 2);
    }

    #[test]
    fn a_shadow_that_is_referenced_from_outside_stays_and_so_do_its_parents() {
        let around = surroundings(vec![key("orders", "_t_b"), key("_t_b", "_t_a")]);
        let removals = removal(vec![pair("a"), pair("b"), pair("c")], &around);
        let refused: Vec<Option<&str>> = removals.iter().map(|one| one.refused.as_deref()).collect();
        assert_eq!(
            refused,
            [
                Some("the shadow _t_b references it with its foreign key _t_b__t_a: drop that one too"),
                Some("table orders references it with its foreign key orders__t_b"),
                None
            ]
        );
        assert_eq!(sql(&removals), ["DROP TABLE `_t_c`"]);
    }

    #[test]
    fn only_tables_are_dropped_and_absent_ones_are_forgotten() {
        let mut around = surroundings(Vec::new());
        around.existing.insert("_t_a".into(), EntryKind::View);
        around.existing.remove(&Name::new("_t_b"));
        let removals = removal(vec![pair("a"), pair("b")], &around);
        assert_eq!(removals[0].refused.as_deref(), Some("_t_a is a view, not a table"));
        assert!(!removals[1].exists && removals[1].refused.is_none());
        assert_eq!(sql(&removals), [""; 0]);
    }

    #[test]
    fn a_parent_waits_for_the_keys_of_its_children() {
        let around = surroundings(vec![key("_t_b", "_t_a"), key("_t_a", "_t_a")]);
        let removals = removal(vec![pair("a"), pair("b")], &around);
        assert_eq!(removals[0].statements[0].depends_on, [Name::new("_t_b")]);
        assert_eq!(removals[1].statements.iter().map(|one| one.depends_on.len()).sum::<usize>(), 0);
    }

    #[test]
    fn rows_that_are_lost_and_real_tables_that_are_locked_are_gates() {
        let check = |occupancy, parents: &[&Name], gates: &[HazardCode]| {
            let mut removal = removal(vec![pair("a")], &surroundings(Vec::new())).remove(0);
            removal.weigh(occupancy, parents);
            let last = &removal.statements[0];
            assert_eq!(last.gates().map(|one| one.code).collect::<Vec<_>>(), gates);
            assert_eq!(last.needs_empty, occupancy.is_empty());
            assert!(last.hazards.iter().all(|one| one.sentence.contains("_t_a")));
        };
        check(Occupancy::Empty, &[], &[]);
        check(Occupancy::UNKNOWN, &[], &[HazardCode::DropsShadow]);
        check(Occupancy::Empty, &[&"orders".into()], &[HazardCode::TouchesRealTable]);
    }

    #[test]
    fn a_shadow_that_is_a_source_too_stays() {
        let mut around = surroundings(Vec::new());
        around.registered.push(Pair { source: "_t_a".into(), shadow: "_t__t_a".into() });
        let removals = removal(vec![pair("a")], &around);
        assert_eq!(removals[0].refused.as_deref(), Some("_t_a is registered as the source of _t__t_a too"));
    }
}
