//! Gates: pairs whose hazards were not allowed do not run.

use super::options::RunOptions;
use super::record::{PairResult, Run};
use crate::analyze::Analysis;
use shadowtable_plan::{HazardCode, Pair, PairPlan, Verdict};
use std::collections::{BTreeSet, HashMap};

/// Refuses every pair that has a gate which was not allowed, with what to type, and every pair that can't be done.
pub fn refuse(analysis: &Analysis, options: &RunOptions, run: &mut Run) {
    let broken: HashMap<&Pair, &String> = analysis.refused.iter().map(|(pair, why)| (pair, why)).collect();
    for (at, pair) in analysis.plan.pairs.iter().enumerate() {
        if pair.skipped {
            continue;
        }
        if let Some(&reason) = broken.get(&pair.pair) {
            run.end(at, PairResult::Refused, reason.as_str());
        }
        if let Some(reason) = missing(pair, options) {
            run.end(at, PairResult::Refused, reason);
        }
        if matches!(pair.verdict, Verdict::Conflict | Verdict::Unsupported) {
            run.pairs[at].result = PairResult::Refused;
            run.pairs[at].reasons.clone_from(&pair.reasons);
        } else if pair.verdict == Verdict::Failed {
            run.pairs[at].result = PairResult::Failed;
            run.pairs[at].reasons.clone_from(&pair.reasons);
        }
    }
}

/// Which hazards of a pair were not allowed, in a sentence with what to type.
pub fn missing(pair: &PairPlan, options: &RunOptions) -> Option<String> {
    let missing: BTreeSet<HazardCode> =
        pair.gates().map(|hazard| hazard.code).filter(|code| !options.allows(*code)).collect();
    let codes = missing.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(",");
    (!codes.is_empty()).then(|| format!("hazards must be allowed first: --allow-hazards {codes}"))
}
