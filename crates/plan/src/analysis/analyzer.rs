//! The first step: pairs come in one by one, and most of them are settled at once.

use super::item::{Item, Open, Settled};
use super::{Comparison, Context, Reading};
use crate::selection::Conflict;
use crate::{
    Fingerprint, ForeignKeyPolicy, Pair, PairPlan, RewriteInput, Verdict, alike, rewrite, unsuitable,
};
use shadowtable_schema::model::Table;
use shadowtable_schema::{Name, diff};
use std::collections::{HashMap, HashSet};

/// Takes pairs one by one. A pair without foreign keys whose tables mean the same is settled and forgotten, so that
/// memory grows with the differences and not with the database.
#[derive(Debug)]
pub struct Analyzer {
    context: Context,
    items: Vec<Item>,
}

impl Analyzer {
    /// An analyzer for one selection.
    pub fn new(context: Context) -> Self {
        Self { context, items: Vec::new() }
    }

    /// Adds a pair that names alone make impossible.
    pub fn add_conflict(&mut self, pair: Pair, conflict: &Conflict) {
        let sentence = conflict.sentence(&pair);
        self.items.push(settled(pair, Verdict::Conflict, sentence));
    }

    /// Adds a pair: what was read of its source, and of the table that has the shadow's name if there is one.
    pub fn add(&mut self, pair: Pair, source: Reading, shadow: Option<Reading>) {
        let item = self.examine(pair, source, shadow);
        self.items.push(item);
    }

    /// Whether a pair is Consistent whatever the other pairs are like: it has no foreign keys, and its tables mean the same.
    /// The pair is not added.
    pub fn proves(&self, pair: &Pair, source: Reading, shadow: Reading) -> bool {
        match self.examine(pair.clone(), source, Some(shadow)) {
            Item::Settled(settled) => settled.verdict == Verdict::Consistent,
            Item::Open(_) => false,
        }
    }

    /// Adds a pair of a former analysis that was settled then: its verdict depends on no other pair.
    pub fn add_settled(&mut self, plan: &PairPlan) {
        self.items.push(Item::Settled(Settled {
            pair: plan.pair.clone(),
            verdict: plan.verdict,
            reasons: plan.reasons.clone(),
            source: plan.source_fingerprint.clone(),
            shadow: plan.shadow_fingerprint.clone(),
            adopted: plan.adopted,
        }));
    }

    /// Adds a pair of a former analysis that was open then: its tables as they were read, and whether the shadow was
    /// adopted by it.
    pub fn add_open(&mut self, pair: Pair, source: Table, shadow: Option<Table>, adopted: bool) {
        self.items.push(Item::Open(Box::new(Open { pair, source, shadow, adopted })));
    }

    /// The keys of all tables that the pairs' foreign keys reference, those of sources and those of shadows.
    pub fn parents(&self) -> HashSet<Name> {
        let keys_of = |open: &Open| {
            let shadow = open.shadow.iter().flat_map(|table| &table.foreign_keys);
            let parents = open.source.foreign_keys.iter().chain(shadow).map(|key| &key.parent.name);
            parents.map(|name| self.context.folding.key(name)).collect::<Vec<_>>()
        };
        let open = self.items.iter().filter_map(|item| match item {
            Item::Open(open) => Some(&**open),
            Item::Settled(_) => None,
        });
        open.flat_map(keys_of).collect()
    }

    /// Tells which shadows outside of the selection exist, by the keys of their sources: those that [`Self::parents`]
    /// names matter.
    pub fn know_outside(&mut self, outside: HashMap<Name, Name>) {
        self.context.outside = outside;
    }

    /// The second step.
    pub fn compare(self) -> Comparison {
        Comparison::new(self.context, self.items)
    }

    fn examine(&self, pair: Pair, source: Reading, shadow: Option<Reading>) -> Item {
        let source = match table(source, "source") {
            Ok(source) => source,
            Err((verdict, reason)) => return settled(pair, verdict, reason),
        };
        if let Some(unsuitable) = unsuitable(&source) {
            return settled(pair, Verdict::Unsupported, unsuitable.to_string());
        }
        let Some(shadow) = shadow else {
            return Item::Open(Box::new(Open { pair, source, shadow: None, adopted: false }));
        };
        let shadow = match table(shadow, "shadow") {
            Ok(shadow) => shadow,
            Err((verdict, reason)) => return settled(pair, verdict, reason),
        };
        let registered = self.context.registered.source_of(&pair.shadow).is_some();
        let intended = self.context.intended.contains(&self.context.folding.key(&pair.shadow));
        let ours = registered || (intended && alike(&shadow, &source).recognizable);
        if !ours
            && let Err(conflict) = self.context.adoption.adopts(&pair, &shadow, &source, self.context.folding)
        {
            return settled(pair, Verdict::Conflict, conflict);
        }
        let open = Open { pair, source, shadow: Some(shadow), adopted: !registered };
        self.consistent_already(&open).unwrap_or_else(|| Item::Open(Box::new(open)))
    }

    /// The pair as settled, if it has no foreign keys and its tables mean the same. Names that constraints would get do
    /// not matter here, as names are no difference.
    fn consistent_already(&self, open: &Open) -> Option<Item> {
        let shadow = open.shadow.as_ref()?;
        if !open.source.foreign_keys.is_empty() || !shadow.foreign_keys.is_empty() {
            return None;
        }
        let context = &self.context;
        let input = RewriteInput {
            dialect: context.dialect,
            database: Some(&context.database),
            rule: &context.rule,
            folding: context.folding,
            foreign_keys: ForeignKeyPolicy::Omit,
            usable_shadow: &|_| None,
            taken_foreign_keys: &|_| false,
            taken_checks: &|_| false,
        };
        let wanted = rewrite(&open.source, &open.pair.shadow, &input);
        let same =
            wanted.notices.is_empty() && diff(shadow, &wanted.table, context.surroundings()).is_empty();
        same.then(|| {
            Item::Settled(Settled {
                pair: open.pair.clone(),
                verdict: Verdict::Consistent,
                reasons: Vec::new(),
                source: Some(Fingerprint::of(&open.source, context.dialect)),
                shadow: Some(Fingerprint::of(shadow, context.dialect)),
                adopted: open.adopted,
            })
        })
    }
}

fn settled(pair: Pair, verdict: Verdict, reason: String) -> Item {
    Item::Settled(Settled {
        pair,
        verdict,
        reasons: vec![reason],
        source: None,
        shadow: None,
        adopted: false,
    })
}

fn table(reading: Reading, which: &str) -> Result<Table, (Verdict, String)> {
    match reading {
        Reading::Table(table) => Ok(*table),
        Reading::Unsupported(reason) => Err((Verdict::Unsupported, format!("the {which}: {reason}"))),
        Reading::Failed(reason) => Err((Verdict::Failed, format!("the {which}: {reason}"))),
    }
}
