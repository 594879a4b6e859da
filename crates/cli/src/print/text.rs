//! For people.

use comfy_table::{Table, presets};
use shadowtable_engine::{Analysis, Run};
use shadowtable_plan::{PairPlan, Verdict};

pub fn plan(analysis: &Analysis) {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_header([
        "Source",
        "Shadow",
        "Verdict",
        "Statements",
        "Hazards",
    ]);
    for pair in &analysis.plan.pairs {
        table.add_row([
            pair.pair.source.to_string(),
            pair.pair.shadow.to_string(),
            pair.verdict.to_string(),
            pair.statements.len().to_string(),
            codes(pair),
        ]);
    }
    println!("{table}");
    for pair in &analysis.plan.pairs {
        details(pair);
    }
    for (name, why) in &analysis.left_out {
        println!("not a source: {name}: {why}");
    }
    for (_, statement) in analysis.plan.ordered() {
        println!("{};", statement.sql);
    }
    println!("{}", summary(analysis));
}

fn details(pair: &PairPlan) {
    for reason in &pair.reasons {
        println!("{}: {reason}", pair.pair);
    }
    for hazard in pair.hazards() {
        println!("{}: {} {}: {}", pair.pair, hazard.severity.as_str(), hazard.code, hazard.sentence);
    }
}

fn codes(pair: &PairPlan) -> String {
    let mut codes: Vec<&str> = pair.hazards().map(|hazard| hazard.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.join(" ")
}

fn summary(analysis: &Analysis) -> String {
    let verdicts = [
        Verdict::Create,
        Verdict::Modify,
        Verdict::Consistent,
        Verdict::Conflict,
        Verdict::Unsupported,
        Verdict::Failed,
    ];
    let counts: Vec<String> = verdicts
        .iter()
        .filter_map(|verdict| {
            let count = analysis.plan.pairs.iter().filter(|pair| pair.verdict == *verdict).count();
            (count > 0).then(|| format!("{count} {verdict}"))
        })
        .collect();
    format!("{} pairs: {}", analysis.plan.pairs.len(), counts.join(", "))
}

pub fn run(_analysis: &Analysis, run: &Run) {
    for pair in &run.pairs {
        println!("{}: {:?}", pair.pair, pair.result);
        for reason in &pair.reasons {
            println!("  {reason}");
        }
        for statement in &pair.statements {
            println!("  {:?}: {}", statement.state, statement.sql);
            if let Some(error) = &statement.error {
                println!("    {error}");
            }
        }
    }
}
