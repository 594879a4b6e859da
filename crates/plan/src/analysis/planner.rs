//! The third step: routes, hazards and statements, pair by pair, and the foreign keys between them.

use super::comparison::{Compared, Comparison};
use super::foreign_keys::{Children, KeyWork, add_statements, drop_statements, key_work, obstacle};
use super::in_the_way::{Touched, TouchedShadows};
use super::item::{Item, Open, Settled};
use super::{Context, Facts, Plan};
use crate::plan::{PairPlan, Planned};
use crate::{
    Fingerprint, Hazard, HazardCode, Known, Notice, Phase, RebuildPolicy, Route, Statement, Step, Verdict,
    assess, fills_with_zero_dates, has_zero_date_default, rebuild, relied_on, route, scratch,
};
use shadowtable_schema::model::Table;
use shadowtable_schema::{Change, Name, render};
use std::collections::{HashMap, HashSet};

pub struct Planner<'a> {
    comparison: &'a Comparison,
    facts: &'a Facts,
}

/// An open pair with its route.
struct Routed<'a> {
    compared: Compared<'a>,
    /// `None` where the shadow is created or nothing but foreign keys differs.
    route: Option<Route>,
}

impl<'a> Planner<'a> {
    pub fn new(comparison: &'a Comparison, facts: &'a Facts) -> Self {
        Self { comparison, facts }
    }

    /// Plans until no pair is refused any more: refusing a parent takes away a key of its children, which can only make
    /// fewer pairs usable, so this ends.
    pub fn plan(&self) -> Plan {
        let mut refused: Vec<(Name, Verdict, String)> = Vec::new();
        loop {
            let names: Vec<Name> = refused.iter().map(|(name, _, _)| name.clone()).collect();
            let usable = self.comparison.usable(&names);
            let routed: Vec<Routed<'a>> = self
                .comparison
                .open()
                .filter(|open| !names.contains(&open.pair.shadow))
                .map(|open| self.routed(self.comparison.compare(open, &usable, self.facts)))
                .collect();
            let more = self.refusals(&routed);
            if more.is_empty() {
                return self.assemble(&routed, &refused);
            }
            refused.extend(more);
        }
    }

    fn routed(&self, compared: Compared<'a>) -> Routed<'a> {
        let own: Vec<Change> =
            compared.changes.iter().filter(|change| !is_foreign_key(change)).cloned().collect();
        let route = match &compared.open.shadow {
            Some(current) if !own.is_empty() => {
                Some(route(&own, current, &compared.wanted.table, self.comparison.context.dialect))
            }
            _ => None,
        };
        Routed { compared, route }
    }

    /// Pairs that can't be done, though their tables could be compared.
    fn refusals(&self, routed: &[Routed<'a>]) -> Vec<(Name, Verdict, String)> {
        let context = &self.comparison.context;
        let children = self.children(routed);
        let mut refusals = Vec::new();
        for one in routed {
            let (name, Some(route)) = (&one.compared.open.pair.shadow, &one.route) else { continue };
            if context.is_skipped(name) {
                continue;
            }
            if let Route::Rebuild(reasons) = route
                && context.rebuild == RebuildPolicy::Never
            {
                let reason =
                    format!("no ALTER leads there, and rebuilding is ruled out: {}", reasons.join("; "));
                refusals.push((name.clone(), Verdict::Unsupported, reason));
                continue;
            }
            let touched = Touched::by(&one.compared.changes, route);
            if let Some(reason) = obstacle(name, &touched, &children, (self.facts, context)) {
                refusals.push((name.clone(), Verdict::Conflict, reason));
            }
        }
        refusals
    }

    fn children(&self, routed: &[Routed<'a>]) -> Children<'a> {
        let context = &self.comparison.context;
        let key = |open: &Open| context.folding.key(&open.pair.shadow);
        let active = routed.iter().map(|one| one.compared.open);
        let changeable: HashSet<Name> =
            active.filter(|open| !context.is_skipped(&open.pair.shadow)).map(key).collect();
        let others = self.comparison.open().filter(|open| !changeable.contains(&key(open)));
        let fixed = others.filter_map(|open| Some((key(open), open.shadow.as_ref()?))).collect();
        Children { changeable, fixed }
    }

    fn assemble(&self, routed: &[Routed<'a>], refused: &[(Name, Verdict, String)]) -> Plan {
        let context = &self.comparison.context;
        let active = |one: &&Routed<'_>| !context.is_skipped(&one.compared.open.pair.shadow);
        let touched = routed.iter().filter(active).filter_map(|one| {
            let touched = Touched::by(&one.compared.changes, one.route.as_ref()?);
            Some((one.compared.open.pair.shadow.clone(), touched))
        });
        let touched = TouchedShadows::collect(touched, context.folding);
        let shadows = self.shadows();
        let mut plans = routed.iter().map(|one| {
            let work = key_work(&one.compared, &touched, context);
            (one.compared.open.pair.shadow.clone(), self.pair_plan(one, &work, &shadows))
        });
        let names: Vec<Name> = refused.iter().map(|(name, _, _)| name.clone()).collect();
        let usable = self.comparison.usable(&names);
        let pairs = self
            .comparison
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Settled(settled) => Some(settled_plan(settled, context)),
                Item::Open(open) => {
                    if let Some((_, verdict, reason)) =
                        refused.iter().find(|(name, _, _)| *name == open.pair.shadow)
                    {
                        return Some(self.refused_plan(open, &usable, *verdict, reason));
                    }
                    // Routed pairs stand in the order of the items.
                    plans.next().map(|(_, plan)| plan)
                }
            })
            .collect();
        Plan { dialect: context.dialect, database: context.database.clone(), pairs }
    }

    /// The keys of all names that are shadows: those of the selection and those that the registry knows.
    fn shadows(&self) -> HashSet<Name> {
        let context = &self.comparison.context;
        let selected = self.comparison.items.iter().map(|item| context.folding.key(&item.pair().shadow));
        selected.chain(context.outside.values().map(|shadow| context.folding.key(shadow))).collect()
    }

    fn pair_plan(&self, routed: &Routed<'_>, work: &KeyWork, shadows: &HashSet<Name>) -> PairPlan {
        let context = &self.comparison.context;
        let Compared { open, wanted, changes } = &routed.compared;
        let mut statements = Vec::new();
        match &open.shadow {
            None => statements.push(create(&wanted.table, context.dialect)),
            Some(current) => {
                statements.extend(drop_statements(work, current, shadows, context));
                match &routed.route {
                    Some(Route::Alter(steps)) => statements.extend(self.alter(current, &wanted.table, steps)),
                    Some(Route::Rebuild(_)) => {
                        statements.extend(self.rebuild(current, &wanted.table, changes))
                    }
                    None => {}
                }
            }
        }
        statements.extend(add_statements(work, &routed.compared, shadows, (self.facts, context)));
        let zero_dates =
            has_zero_date_default(&wanted.table) || open.shadow.as_ref().is_some_and(has_zero_date_default);
        for statement in &mut statements {
            statement.relaxes_zero_dates |= zero_dates || statement.changes.iter().any(fills_with_zero_dates);
        }
        let verdict = match &open.shadow {
            None => Verdict::Create,
            Some(_) if statements.is_empty() => Verdict::Consistent,
            Some(_) => Verdict::Modify,
        };
        PairPlan {
            pair: open.pair.clone(),
            verdict,
            reasons: reasons(routed, work),
            notices: notices(&wanted.notices),
            skipped: context.is_skipped(&open.pair.shadow),
            adopted: open.adopted,
            source_fingerprint: Some(Fingerprint::of(&open.source, context.dialect)),
            shadow_fingerprint: open.shadow.as_ref().map(|shadow| Fingerprint::of(shadow, context.dialect)),
            occupancy: open.shadow.as_ref().map(|_| self.facts.occupancy_of(&open.pair.shadow)),
            planned: Some(Box::new(planned(open, &wanted.table, changes))),
            statements,
        }
    }

    /// A pair that can't be done as things are: what it would need is kept, since other skip marks may free it.
    fn refused_plan(
        &self,
        open: &Open,
        usable: &HashMap<Name, Name>,
        verdict: Verdict,
        reason: &str,
    ) -> PairPlan {
        let Compared { open, wanted, changes } = self.comparison.compare(open, usable, self.facts);
        let mut plan = PairPlan::without_statements(open.pair.clone(), verdict, reason.to_owned());
        plan.skipped = self.comparison.context.is_skipped(&open.pair.shadow);
        plan.adopted = open.adopted;
        plan.planned = Some(Box::new(planned(open, &wanted.table, &changes)));
        plan
    }

    fn alter(&self, current: &Table, wanted: &Table, steps: &[Step]) -> Vec<Statement> {
        let known = self.facts.known_of(&wanted.name);
        let dialect = self.comparison.context.dialect;
        let statement = |step: &Step| {
            // A small table is altered before anybody notices; on a large one the statement says what it relies on.
            let online = if known.rows.is_large() { dialect.online(&step.0, current, wanted) } else { None };
            let known = Known { online, ..known };
            let sql = step.sql(&wanted.name, online, dialect);
            let mut statement = Statement::new(Phase::Tables, wanted.name.clone(), sql);
            statement.hazards = assess(&step.0, current, wanted, known);
            statement.needs_empty = known.rows.is_empty() && !statement.hazards.is_empty();
            statement.must_fit = relied_on(&step.0, current, wanted, known.answers);
            statement.changes.clone_from(&step.0);
            statement
        };
        steps.iter().map(statement).collect()
    }

    /// What the changes could do to rows, they do when rows are copied: the statement that puts the new table in place
    /// carries their hazards as well.
    fn rebuild(&self, current: &Table, wanted: &Table, changes: &[Change]) -> Vec<Statement> {
        let context = &self.comparison.context;
        let rows = self.facts.occupancy_of(&wanted.name);
        let scratch = scratch::names(&wanted.name);
        let mut statements = rebuild(current, wanted, &scratch, context.rebuild, rows, context.dialect);
        if context.rebuild == RebuildPolicy::Copy {
            let own: Vec<Change> = changes.iter().filter(|change| !is_foreign_key(change)).cloned().collect();
            let known = self.facts.known_of(&wanted.name);
            let copies = |statement: &Statement| {
                statement.hazards.iter().any(|hazard| hazard.code == HazardCode::CopiesTable)
            };
            for statement in &mut statements {
                if copies(statement) {
                    statement.must_fit = relied_on(&own, current, wanted, known.answers);
                } else if statement.table == wanted.name {
                    statement.hazards.extend(assess(&own, current, wanted, known));
                }
            }
        }
        statements
    }
}

fn planned(open: &Open, wanted: &Table, changes: &[Change]) -> Planned {
    Planned {
        source: open.source.clone(),
        shadow: open.shadow.clone(),
        wanted: wanted.clone(),
        changes: changes.to_vec(),
    }
}

fn is_foreign_key(change: &Change) -> bool {
    matches!(change, Change::AddForeignKey(_) | Change::DropForeignKey(_))
}

fn create(wanted: &Table, dialect: shadowtable_schema::Dialect) -> Statement {
    let mut table = wanted.clone();
    table.foreign_keys.clear();
    Statement::new(Phase::Tables, wanted.name.clone(), render::create_table(&table, dialect))
}

fn reasons(routed: &Routed<'_>, work: &KeyWork) -> Vec<String> {
    let mut reasons = Vec::new();
    if let Some(Route::Rebuild(why)) = &routed.route {
        reasons.extend(why.iter().map(|why| format!("the table is made anew: {why}")));
    }
    for (key, parent) in &work.moved {
        let name = key.name.as_ref().map_or_else(String::new, |name| format!(" {name}"));
        reasons.push(format!(
            "the foreign key{name} is dropped and added again, since {} changes",
            parent.quoted()
        ));
    }
    reasons
}

/// What the shadow will lack on purpose. A key to a real table is the hazard of the statement that makes it.
fn notices(notices: &[Notice]) -> Vec<Hazard> {
    notices.iter().map(Notice::hazard).filter(|hazard| !hazard.is_gate()).collect()
}

fn settled_plan(settled: &Settled, context: &Context) -> PairPlan {
    let mut plan = PairPlan::without_statements(settled.pair.clone(), settled.verdict, String::new());
    plan.reasons.clone_from(&settled.reasons);
    plan.source_fingerprint.clone_from(&settled.source);
    plan.shadow_fingerprint.clone_from(&settled.shadow);
    plan.adopted = settled.adopted;
    plan.skipped = context.is_skipped(&settled.pair.shadow);
    plan
}
