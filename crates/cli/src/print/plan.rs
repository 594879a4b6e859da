//! A plan for people: the pairs, what is to be known of them, the statements, one line that sums up.

use super::pairs::{Tone, cell, of_verdict, table, toned};
use super::phases::phases;
use super::words::{count, number, rows, size};
use comfy_table::Cell;
use console::Style;
use shadowtable_plan::selection::LeftOut;
use shadowtable_plan::{Hazard, HazardCode, Occupancy, PairPlan, Plan, Severity, Verdict};
use shadowtable_schema::Name;
use std::collections::{BTreeSet, HashSet};
use std::fmt::Write;

/// Up to this many pairs, those that are Consistent are listed too.
const LISTED_IN_FULL: usize = 50;

/// The plan, with what is no source; `verbose` lists every pair.
pub fn plan(plan: &Plan, left_out: &[(Name, LeftOut)], verbose: bool) -> String {
    let mut text = pairs(plan, verbose);
    text.push_str(&details(plan));
    text.push_str(&not_sources(plan, left_out, verbose));
    let statements: Vec<_> = plan.ordered().into_iter().map(|(_, statement)| statement).collect();
    if !statements.is_empty() {
        let _ = write!(text, "\n{}", phases(&statements, plan.dialect));
    }
    let _ = writeln!(text, "\n{}", summary(plan));
    if let Some(advice) = advice(plan) {
        let _ = writeln!(text, "{advice}");
    }
    text
}

fn pairs(plan: &Plan, verbose: bool) -> String {
    let all = verbose || plan.pairs.len() <= LISTED_IN_FULL;
    let listed: Vec<&PairPlan> =
        plan.pairs.iter().filter(|pair| all || pair.verdict != Verdict::Consistent).collect();
    let mut text = String::new();
    if !listed.is_empty() {
        let mut table = table(&["Source", "Shadow", "Verdict", ">Rows", ">Size", ">Statements", "Hazards"]);
        for pair in &listed {
            table.add_row([
                cell(&pair.pair.source, Tone::Plain),
                cell(&pair.pair.shadow, Tone::Plain),
                cell(pair.verdict, of_verdict(pair.verdict)),
                cell(rows(known(pair)), Tone::Plain),
                cell(size(known(pair)), Tone::Plain),
                cell(statements(pair), Tone::Plain),
                codes(pair),
            ]);
        }
        let _ = writeln!(text, "{table}");
    }
    let rest = plan.pairs.len() - listed.len();
    if rest > 0 {
        let _ = writeln!(
            text,
            "and {} that {} Consistent (--verbose lists them)",
            count(rest, "pair"),
            are(rest)
        );
    }
    text
}

const fn are(many: usize) -> &'static str {
    if many == 1 { "is" } else { "are" }
}

/// How full the shadow is; nobody looks where nothing is to be done.
fn known(pair: &PairPlan) -> Option<Occupancy> {
    pair.occupancy.filter(|_| pair.verdict != Verdict::Consistent)
}

fn statements(pair: &PairPlan) -> String {
    if pair.statements.is_empty() { String::new() } else { pair.statements.len().to_string() }
}

/// The codes of a pair's hazards, those that must be allowed first.
fn codes(pair: &PairPlan) -> Cell {
    let of = |severity: Severity| -> BTreeSet<&str> {
        let own = pair.hazards().filter(|hazard| hazard.severity == severity);
        own.map(|hazard| hazard.code.as_str()).collect()
    };
    let (gates, notices) = (of(Severity::Gate), of(Severity::Notice));
    let all: Vec<&str> = gates.iter().chain(notices.difference(&gates)).copied().collect();
    cell(all.join(" "), if gates.is_empty() { Tone::Plain } else { Tone::Bad })
}

/// Reasons and hazards, pair by pair; each sentence once.
fn details(plan: &Plan) -> String {
    let mut text = String::new();
    for pair in &plan.pairs {
        let mut hazards: Vec<&Hazard> = Vec::new();
        for hazard in pair.hazards() {
            if !hazards.contains(&hazard) {
                hazards.push(hazard);
            }
        }
        if pair.reasons.is_empty() && hazards.is_empty() && !pair.adopted {
            continue;
        }
        let _ = writeln!(text, "{}", Style::new().bold().apply_to(&pair.pair));
        for reason in &pair.reasons {
            let _ = writeln!(text, "  {}: {reason}", toned(pair.verdict.as_str(), of_verdict(pair.verdict)));
        }
        if pair.adopted && pair.verdict.is_usable() {
            let _ = writeln!(text, "  adopted: the existing table is recorded as the shadow");
        }
        for hazard in hazards {
            let tone = if hazard.is_gate() { Tone::Bad } else { Tone::Plain };
            let severity = toned(hazard.severity.as_str(), tone);
            let _ = writeln!(text, "  {severity} {}: {}", hazard.code, hazard.sentence);
        }
    }
    if text.is_empty() { text } else { format!("\n{text}") }
}

/// What the selection covers and is no source. Shadows of pairs and the registry are only counted: they are no news.
fn not_sources(plan: &Plan, left_out: &[(Name, LeftOut)], verbose: bool) -> String {
    let shadows: HashSet<&Name> = plan.pairs.iter().map(|pair| &pair.pair.shadow).collect();
    let is_shadow = |name: &Name, why: &LeftOut| match why {
        LeftOut::Shadow(_) => true,
        LeftOut::ShadowName(_) => shadows.contains(name),
        _ => false,
    };
    let is_news =
        |name: &Name, why: &LeftOut| verbose || !(is_shadow(name, why) || *why == LeftOut::Registry);
    let mut text = String::new();
    for (name, why) in left_out.iter().filter(|(name, why)| is_news(name, why)) {
        let _ = writeln!(text, "not a source: {name}: {why}");
    }
    let many = left_out.iter().filter(|(name, why)| !verbose && is_shadow(name, why)).count();
    if many > 0 {
        let _ = writeln!(text, "not sources: {} (--verbose lists what is left out)", count(many, "shadow"));
    }
    if text.is_empty() { text } else { format!("\n{text}") }
}

/// `25 pairs: 3 Create, 22 Consistent; 4 statements`.
pub fn summary(plan: &Plan) -> String {
    const ORDER: [Verdict; 6] = [
        Verdict::Create,
        Verdict::Modify,
        Verdict::Consistent,
        Verdict::Conflict,
        Verdict::Unsupported,
        Verdict::Failed,
    ];
    let counts: Vec<String> = ORDER
        .iter()
        .filter_map(|verdict| {
            let many = plan.pairs.iter().filter(|pair| pair.verdict == *verdict).count();
            (many > 0).then(|| format!("{} {verdict}", number(many as u64)))
        })
        .collect();
    let pairs = count(plan.pairs.len(), "pair");
    let statements = count(plan.ordered().len(), "statement");
    if counts.is_empty() {
        return format!("{pairs}: there is no source");
    }
    format!("{pairs}: {}; {statements}", counts.join(", "))
}

/// What to type for the gates of a plan.
fn advice(plan: &Plan) -> Option<String> {
    let gates: BTreeSet<HazardCode> =
        plan.pairs.iter().flat_map(PairPlan::gates).map(|hazard| hazard.code).collect();
    if gates.is_empty() {
        return None;
    }
    let codes: Vec<&str> = gates.iter().map(|code| code.as_str()).collect();
    Some(format!("a sync needs --allow-hazards {}", codes.join(",")))
}
