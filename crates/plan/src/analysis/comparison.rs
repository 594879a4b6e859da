//! The second step: what differs, and which facts are needed to plan for it.

use super::item::{Item, Open};
use super::planner::Planner;
use super::{Context, Facts, Plan};
use crate::{Question, RewriteInput, Verdict, Wanted, rewrite};
use shadowtable_schema::model::Table;
use shadowtable_schema::{Change, Name, diff};
use std::collections::HashMap;

/// All pairs of an analysis, each settled or open.
#[derive(Debug)]
pub struct Comparison {
    pub(super) context: Context,
    pub(super) items: Vec<Item>,
}

/// An open pair with the shadow as wanted and what differs.
#[derive(Clone, Debug)]
pub struct Compared<'a> {
    pub open: &'a Open,
    pub wanted: Wanted,
    /// Empty when there is no shadow yet.
    pub changes: Vec<Change>,
}

impl Comparison {
    pub(super) fn new(context: Context, items: Vec<Item>) -> Self {
        Self { context, items }
    }

    /// The existing shadows that differ from what is wanted: whose rows and incoming foreign keys must be known.
    pub fn differing(&self) -> Vec<Name> {
        let usable = self.usable(&[]);
        let facts = Facts::default();
        self.open()
            .filter(|open| open.shadow.is_some() && !self.context.is_skipped(&open.pair.shadow))
            .filter(|open| !self.compare(open, &usable, &facts).changes.is_empty())
            .map(|open| open.pair.shadow.clone())
            .collect()
    }

    /// What to ask the rows of existing shadows, where they are few enough for that: see [`Occupancy::cheap_to_count`].
    ///
    /// [`Occupancy::cheap_to_count`]: crate::Occupancy::cheap_to_count
    pub fn questions(&self, facts: &Facts) -> Vec<(Name, Question)> {
        let usable = self.usable(&[]);
        let is_cheap = |shadow: &Name| facts.occupancy_of(shadow).cheap_to_count().is_some();
        let mut questions = Vec::new();
        for open in self.open().filter(|open| facts.occupancy.contains_key(&open.pair.shadow)) {
            let shadow = &open.pair.shadow;
            let Some(current) = open.shadow.as_ref().filter(|_| is_cheap(shadow)) else { continue };
            let Compared { open: _, wanted, changes } = self.compare(open, &usable, facts);
            let asked = changes.iter().filter_map(|change| Question::of(change, current, &wanted.table));
            questions.extend(asked.map(|question| (shadow.clone(), question)));
        }
        questions
    }

    /// Whether any open pair has constraints, whose names may be taken.
    pub fn needs_constraint_names(&self) -> bool {
        self.open().any(|open| !open.source.foreign_keys.is_empty() || !open.source.checks.is_empty())
    }

    /// The third step: a verdict and statements for every pair.
    pub fn plan(&self, facts: &Facts) -> Plan {
        Planner::new(self, facts).plan()
    }

    /// What is the same for all its pairs.
    pub fn context(&self) -> &Context {
        &self.context
    }

    pub(super) fn open(&self) -> impl Iterator<Item = &Open> {
        self.items.iter().filter_map(|item| match item {
            Item::Open(open) => Some(&**open),
            Item::Settled(_) => None,
        })
    }

    /// For the key of each source whose shadow other shadows may reference, that shadow. `refused` are shadows that
    /// planning found to be in conflict.
    pub(super) fn usable(&self, refused: &[Name]) -> HashMap<Name, Name> {
        let context = &self.context;
        let mut usable = context.outside.clone();
        for item in &self.items {
            let pair = item.pair();
            let verdict = match item {
                Item::Settled(settled) => settled.verdict,
                Item::Open(_) => Verdict::Modify,
            };
            let key = context.folding.key(&pair.source);
            if verdict.is_usable() && !context.is_skipped(&pair.shadow) && !refused.contains(&pair.shadow) {
                usable.insert(key, pair.shadow.clone());
            } else {
                usable.remove(&key);
            }
        }
        usable
    }

    pub(super) fn compare<'a>(
        &self,
        open: &'a Open,
        usable: &HashMap<Name, Name>,
        facts: &Facts,
    ) -> Compared<'a> {
        let context = &self.context;
        let input = RewriteInput {
            dialect: context.dialect,
            database: Some(&context.database),
            rule: &context.rule,
            folding: context.folding,
            foreign_keys: context.foreign_keys,
            usable_shadow: &|parent| usable.get(&context.folding.key(parent)).cloned(),
            taken_foreign_keys: &|name| facts.foreign_key_names.contains(&name.folded()),
            taken_checks: &|name| facts.check_names.contains(&name.folded()),
        };
        let wanted = rewrite(&open.source, &open.pair.shadow, &input);
        let differs = |shadow: &Table| diff(shadow, &wanted.table, context.surroundings());
        let changes = open.shadow.as_ref().map(differs).unwrap_or_default();
        Compared { open, wanted, changes }
    }
}
