//! A run for people: what became of each pair, what failed and why, one line that sums up.

use super::highlight::highlight;
use super::pairs::{Tone, cell, of_result, table, toned};
use super::words::{count, duration, number, short};
use console::Style;
use shadowtable_engine::{PairResult, PairRun, Run, StatementRun, StepState};
use shadowtable_plan::Pair;
use shadowtable_schema::Dialect;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

/// Up to this many pairs, those that are as they should be get a line too.
const LISTED_IN_FULL: usize = 50;

/// The record of a run, which has `adopted` some tables; `verbose` lists every pair, `took` is the time of the whole.
pub fn run(run: &Run, adopted: &[Pair], dialect: Dialect, took: Duration, verbose: bool) -> String {
    let mut text = pairs(run, verbose);
    for pair in adopted {
        let _ = writeln!(text, "\n{pair}: adopted: the existing table is recorded as the shadow");
    }
    let not_run = |pair: &&PairRun| pair.result == PairResult::NotRun && !has_begun(pair);
    for pair in run.pairs.iter().filter(|pair| !pair.reasons.is_empty() && !not_run(pair)) {
        text.push_str(&details(pair, dialect));
    }
    text.push_str(&left_alone(run.pairs.iter().filter(not_run)));
    text.push_str(&warnings(run));
    let _ = writeln!(text, "\n{}", summary(run, took));
    text
}

fn pairs(run: &Run, verbose: bool) -> String {
    let all = verbose || run.pairs.len() <= LISTED_IN_FULL;
    let is_well = |pair: &PairRun| matches!(pair.result, PairResult::Untouched | PairResult::Synced);
    let listed: Vec<&PairRun> = run.pairs.iter().filter(|pair| all || !is_well(pair)).collect();
    let mut text = String::new();
    if !listed.is_empty() {
        let mut table = table(&["Source", "Shadow", "Result", ">Statements", ">Time"]);
        for pair in &listed {
            let done = pair.statements.iter().filter(|one| one.state == StepState::Done).count();
            let took: Duration = pair.statements.iter().filter_map(|one| one.took).sum();
            let of = pair.statements.len();
            table.add_row([
                cell(&pair.pair.source, Tone::Plain),
                cell(&pair.pair.shadow, Tone::Plain),
                cell(result_word(pair.result), of_result(pair.result)),
                cell(if of == 0 { String::new() } else { format!("{done} of {of}") }, Tone::Plain),
                cell(if took.is_zero() { String::new() } else { duration(took) }, Tone::Plain),
            ]);
        }
        let _ = writeln!(text, "{table}");
    }
    let rest = run.pairs.len() - listed.len();
    if rest > 0 {
        let _ = writeln!(
            text,
            "and {} that were synced or needed nothing (--verbose lists them)",
            count(rest, "pair")
        );
    }
    text
}

/// Why a pair did not come to its end, and where it stopped: what was done and what was not.
fn details(pair: &PairRun, dialect: Dialect) -> String {
    let mut text = format!(
        "\n{}: {}\n",
        Style::new().bold().apply_to(&pair.pair),
        toned(result_word(pair.result), of_result(pair.result))
    );
    for reason in &pair.reasons {
        let _ = writeln!(text, "  {reason}");
    }
    if has_begun(pair) {
        for statement in &pair.statements {
            let _ = writeln!(text, "  {}: {};", word(statement.state), highlight(&statement.sql, dialect));
        }
    }
    text
}

/// Whether any of its statements was sent.
fn has_begun(pair: &PairRun) -> bool {
    pair.statements.iter().any(|one| !matches!(one.state, StepState::NotRun | StepState::Pending))
}

/// The pairs that were not run, each reason once with those that it is about.
fn left_alone<'a>(pairs: impl Iterator<Item = &'a PairRun>) -> String {
    const NAMED: usize = 5;
    let mut by_reason: BTreeMap<&str, Vec<&PairRun>> = BTreeMap::new();
    for pair in pairs {
        let reason = pair.reasons.last().map_or("", String::as_str);
        by_reason.entry(reason).or_default().push(pair);
    }
    let mut text = String::new();
    for (reason, pairs) in by_reason {
        let mut names: Vec<&str> = pairs.iter().take(NAMED).map(|pair| pair.pair.shadow.as_str()).collect();
        if pairs.len() > NAMED {
            names.push("…");
        }
        let many = count(pairs.len(), "pair");
        let _ = writeln!(text, "\n{many} not run ({}): {reason}", names.join(", "));
    }
    text
}

/// What the server remarked; most of it is of no interest, so each remark stands once.
fn warnings(run: &Run) -> String {
    let mut text = String::new();
    for pair in &run.pairs {
        // 1051: a leftover that a rebuild would clean up first is not there.
        let is_news = |warning: &&String| !warning.starts_with("Note 1051:");
        let mut all: Vec<&String> =
            pair.statements.iter().flat_map(|one| &one.warnings).filter(is_news).collect();
        all.sort();
        all.dedup();
        for warning in all {
            let _ = writeln!(text, "{}: the server remarked: {warning}", pair.pair);
        }
    }
    if text.is_empty() { text } else { format!("\n{text}") }
}

/// The word for a statement's fate.
const fn word(state: StepState) -> &'static str {
    match state {
        StepState::Pending => "pending",
        StepState::Running => "running",
        StepState::Done => "done",
        StepState::Failed => "failed",
        StepState::NotRun => "not run",
        StepState::Unknown => "unknown",
    }
}

fn summary(run: &Run, took: Duration) -> String {
    const ORDER: [(PairResult, &str); 6] = [
        (PairResult::Synced, "done and verified"),
        (PairResult::Untouched, "untouched"),
        (PairResult::Failed, "failed"),
        (PairResult::Refused, "refused"),
        (PairResult::NotRun, "not run"),
        (PairResult::Pending, "pending"),
    ];
    let counts: Vec<String> = ORDER
        .iter()
        .filter_map(|(result, words)| {
            let many = run.pairs.iter().filter(|pair| pair.result == *result).count();
            (many > 0).then(|| format!("{} {words}", number(many as u64)))
        })
        .collect();
    let done = statements(run).filter(|one| one.state == StepState::Done).count();
    let of = statements(run).count();
    let interrupted = if run.interrupted { "interrupted; " } else { "" };
    let pairs = count(run.pairs.len(), "pair");
    if of == 0 {
        let counts = if counts.is_empty() { "there is no source".to_owned() } else { counts.join(", ") };
        return format!("{interrupted}{pairs}: {counts}; no statement was needed");
    }
    let statements = count(of, "statement");
    format!(
        "{interrupted}{pairs}: {}; {} of {statements} done in {}",
        counts.join(", "),
        number(done as u64),
        duration(took)
    )
}

fn statements(run: &Run) -> impl Iterator<Item = &StatementRun> {
    run.pairs.iter().flat_map(|pair| &pair.statements)
}

/// What became of the statements that ran when somebody pressed Ctrl-C, a line each.
pub fn fates(run: &Run, running: &[String]) -> Vec<String> {
    let fate = |sql: &String| {
        let (pair, one) = run
            .pairs
            .iter()
            .flat_map(|pair| pair.statements.iter().map(move |one| (pair, one)))
            .find(|(_, one)| one.sql == *sql)?;
        let what = match one.state {
            StepState::Done => "was finished".to_owned(),
            StepState::Failed => match &one.error {
                Some(error) => format!("was ended and not done ({error})"),
                None => "was ended and not done".to_owned(),
            },
            StepState::NotRun => "was ended and not done".to_owned(),
            StepState::Pending | StepState::Running | StepState::Unknown => {
                "was ended, and what it did could not be found out: sync again looks".to_owned()
            }
        };
        Some(format!("{}: {} {what}", pair.pair.shadow, short(&one.sql)))
    };
    running.iter().filter_map(fate).collect()
}

/// The word for a pair's result.
pub const fn result_word(result: PairResult) -> &'static str {
    match result {
        PairResult::Untouched => "Untouched",
        PairResult::Pending => "Pending",
        PairResult::Synced => "Synced",
        PairResult::Failed => "Failed",
        PairResult::Refused => "Refused",
        PairResult::NotRun => "NotRun",
    }
}
