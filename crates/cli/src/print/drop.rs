//! A removal for people: before it runs, and after.

use super::pairs::table;
use super::phases::phases;
use super::words::{bytes, count, number};
use shadowtable_engine::drop::{DropPlan, DropTarget};
use shadowtable_engine::{PairResult, Run};
use shadowtable_plan::Statement;
use std::fmt::Write;
use std::time::Duration;

/// What would be dropped.
pub fn drop_plan(plan: &DropPlan) -> String {
    let mut text = String::new();
    if !plan.targets.is_empty() {
        let mut table = table(&["Shadow", "Source", "What happens", ">Rows", ">Size"]);
        for target in &plan.targets {
            let pair = &target.removal.pair;
            table.add_row([
                pair.shadow.to_string(),
                pair.source.to_string(),
                what(target).to_owned(),
                rows(target),
                target.size.and_then(|size| size.bytes).map(bytes).unwrap_or_default(),
            ]);
        }
        let _ = writeln!(text, "{table}");
    }
    for target in &plan.targets {
        if let Some(reason) = &target.removal.refused {
            let _ = writeln!(text, "{}: refused: {reason}", target.removal.pair.shadow);
        }
    }
    let statements: Vec<&Statement> =
        plan.targets.iter().flat_map(|target| &target.removal.statements).collect();
    if !statements.is_empty() {
        let _ = writeln!(text, "\n{}", phases(&statements, plan.server.dialect));
    }
    let going = plan.targets.iter().filter(|target| target.removal.refused.is_none()).count();
    let staying = plan.targets.len() - going;
    let _ = write!(text, "{} to drop", count(going, "shadow"));
    if staying > 0 {
        let _ = write!(text, ", {staying} refused");
    }
    text.push('\n');
    text
}

fn what(target: &DropTarget) -> &'static str {
    match (&target.removal.refused, target.removal.exists) {
        (Some(_), _) => "refused",
        (None, true) => "dropped",
        (None, false) => "forgotten: the table is gone",
    }
}

fn rows(target: &DropTarget) -> String {
    match (target.has_rows, target.size.and_then(|size| size.rows)) {
        (Some(false), _) => "0".to_owned(),
        (_, Some(rows)) => format!("~{}", number(rows)),
        (_, None) => String::new(),
    }
}

/// What was dropped.
pub fn drop_run(run: &Run, took: Duration) -> String {
    let mut text = String::new();
    for pair in &run.pairs {
        let word = match pair.result {
            PairResult::Synced => "dropped",
            PairResult::Refused => "refused",
            PairResult::NotRun => "not run",
            PairResult::Failed | PairResult::Pending | PairResult::Untouched => "failed",
        };
        let _ = writeln!(text, "{}: {word}", pair.pair.shadow);
        if pair.result != PairResult::Synced {
            for reason in &pair.reasons {
                let _ = writeln!(text, "  {reason}");
            }
        }
    }
    let dropped = run.pairs.iter().filter(|pair| pair.result == PairResult::Synced).count();
    let interrupted = if run.interrupted { "interrupted; " } else { "" };
    let of = run.pairs.len();
    if of == 0 {
        return "there is no shadow to drop\n".to_owned();
    }
    let took = super::duration(took);
    let _ = writeln!(text, "{interrupted}{dropped} of {} dropped in {took}", count(of, "shadow"));
    text
}
