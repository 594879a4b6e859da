//! Exit codes: the contract that scripts rely on.

use shadowtable_engine::{PairResult, Run};
use shadowtable_plan::{Plan, Verdict};
use std::process::ExitCode;

const CHANGES: u8 = 1;
const USAGE: u8 = 2;
const REFUSED: u8 = 3;
const FAILED: u8 = 4;
const INTERRUPTED: u8 = 130;

/// Usage, connection or privilege error: nothing was done. One clear line.
pub fn usage(error: &anyhow::Error) -> ExitCode {
    eprintln!("shadowtable: {error:#}");
    ExitCode::from(USAGE)
}

/// Something must be said first: no terminal and no `--yes`.
pub fn not_confirmed() -> ExitCode {
    ExitCode::from(USAGE)
}

/// The exit code of a plan.
pub fn of_plan(plan: &Plan) -> ExitCode {
    let any = |verdict: Verdict| plan.pairs.iter().any(|pair| pair.verdict == verdict);
    if any(Verdict::Failed) {
        ExitCode::from(FAILED)
    } else if any(Verdict::Conflict) || any(Verdict::Unsupported) {
        ExitCode::from(REFUSED)
    } else if any(Verdict::Create) || any(Verdict::Modify) {
        ExitCode::from(CHANGES)
    } else {
        ExitCode::SUCCESS
    }
}

/// The exit code of a run.
pub fn of_run(run: &Run) -> ExitCode {
    let any = |result: PairResult| run.pairs.iter().any(|pair| pair.result == result);
    if run.interrupted {
        ExitCode::from(INTERRUPTED)
    } else if any(PairResult::Failed) {
        ExitCode::from(FAILED)
    } else if any(PairResult::Refused) || any(PairResult::NotRun) {
        ExitCode::from(REFUSED)
    } else {
        ExitCode::SUCCESS
    }
}
