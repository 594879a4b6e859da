//! Exit codes: the contract that scripts rely on.

use shadowtable_engine::{PairResult, Run};
use shadowtable_plan::{Plan, Verdict};
use std::process::ExitCode;

/// How the program ends. Of several that fit, the first in this order counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Somebody ended it early.
    Interrupted,
    /// Usage, connection or privilege error, or nobody said yes: nothing was done.
    Usage,
    /// A table failed, in analysis or execution.
    Failed,
    /// A pair is Conflict, Unsupported or refused.
    Refused,
    /// A plan found changes to make.
    Changes,
    /// All Consistent, or done and verified.
    Done,
}

impl Exit {
    /// The number.
    pub const fn code(self) -> u8 {
        match self {
            Self::Interrupted => 130,
            Self::Usage => 2,
            Self::Failed => 4,
            Self::Refused => 3,
            Self::Changes => 1,
            Self::Done => 0,
        }
    }

    /// The end of a plan.
    pub fn of_plan(plan: &Plan) -> Self {
        let any = |verdict: Verdict| plan.pairs.iter().any(|pair| pair.verdict == verdict);
        if any(Verdict::Failed) {
            Self::Failed
        } else if any(Verdict::Conflict) || any(Verdict::Unsupported) {
            Self::Refused
        } else if any(Verdict::Create) || any(Verdict::Modify) {
            Self::Changes
        } else {
            Self::Done
        }
    }

    /// The end of a dry run: that of its plan, but for what a run would refuse.
    pub fn of_preview(plan: &Plan, preview: &Run) -> Self {
        let refused = preview.pairs.iter().any(|pair| pair.result == PairResult::Refused);
        match Self::of_plan(plan) {
            Self::Changes | Self::Done if refused => Self::Refused,
            exit => exit,
        }
    }

    /// The end of a run.
    pub fn of_run(run: &Run) -> Self {
        let any = |result: PairResult| run.pairs.iter().any(|pair| pair.result == result);
        if run.interrupted {
            Self::Interrupted
        } else if any(PairResult::Failed) || any(PairResult::Pending) || run.halted.is_some() {
            Self::Failed
        } else if any(PairResult::Refused) || any(PairResult::NotRun) {
            Self::Refused
        } else {
            Self::Done
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shadowtable_plan::{Pair, PairPlan};
    use shadowtable_schema::{Dialect, Flavor};

    fn plan(verdicts: &[Verdict]) -> Plan {
        let pair = Pair { source: "a".into(), shadow: "b".into() };
        let pairs = verdicts
            .iter()
            .map(|verdict| PairPlan::without_statements(pair.clone(), *verdict, String::new()))
            .collect();
        Plan { dialect: Dialect::new(Flavor::MySql, 9, 7, 0), database: "shop".into(), pairs }
    }

    #[test]
    fn the_worst_pair_decides_about_a_plan() {
        use Verdict::{Conflict, Consistent, Create, Failed, Modify, Unsupported};
        let check = |verdicts: &[Verdict], code: u8| assert_eq!(Exit::of_plan(&plan(verdicts)).code(), code);
        check(&[], 0);
        check(&[Consistent], 0);
        check(&[Consistent, Create], 1);
        check(&[Modify], 1);
        check(&[Modify, Unsupported], 3);
        check(&[Conflict, Create], 3);
        check(&[Conflict, Failed], 4);
    }

    #[test]
    fn the_worst_pair_decides_about_a_run() {
        use PairResult::{Failed, NotRun, Refused, Synced, Untouched};
        let check = |results: &[PairResult], interrupted: bool, code: u8| {
            let verdicts = vec![Verdict::Modify; results.len()];
            let mut run = Run::of(&plan(&verdicts));
            run.interrupted = interrupted;
            for (pair, result) in run.pairs.iter_mut().zip(results) {
                pair.result = *result;
            }
            assert_eq!(Exit::of_run(&run).code(), code, "{results:?}");
        };
        check(&[Untouched, Synced], false, 0);
        check(&[Synced, Refused], false, 3);
        check(&[Refused, NotRun], false, 3);
        check(&[Refused, Failed], false, 4);
        check(&[Synced, NotRun], true, 130);
        check(&[Failed], true, 130);
    }
}
