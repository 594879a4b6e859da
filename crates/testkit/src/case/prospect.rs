//! What runs must come to, given what the plan said.

use std::collections::BTreeSet;

use super::document::{Document, Pair};
use super::header::Settings;

/// What runs must come to.
#[derive(Debug, Clone)]
pub struct Prospect {
    /// The exit code of the plan.
    pub plan: i32,
    /// The exit code of the sync.
    pub sync: i32,
    /// The exit code of a plan after the sync.
    pub again: i32,
    /// The shadows that the sync makes or changes.
    pub done: BTreeSet<String>,
}

const CONSISTENT: i32 = 0;
const CHANGES: i32 = 1;
const REFUSED: i32 = 3;
const FAILED: i32 = 4;

impl Prospect {
    /// What follows from a plan.
    pub fn of(document: &Document, settings: &Settings) -> Self {
        let pairs = &document.pairs;
        let failed = pairs.iter().any(|pair| pair.verdict == "Failed");
        let blocked = pairs.iter().any(|pair| matches!(pair.verdict.as_str(), "Conflict" | "Unsupported"));
        let refused = pairs.iter().any(|pair| is_refused(pair, settings));
        let aborts = settings.option("--on-error") == Some("abort") && (failed || blocked || refused);
        let done: BTreeSet<String> = pairs
            .iter()
            .filter(|pair| !aborts && pair.is_change() && !is_refused(pair, settings))
            .map(|pair| pair.shadow.clone())
            .collect();
        let changes = pairs.iter().any(Pair::is_change);
        let left = pairs.iter().any(|pair| pair.is_change() && !done.contains(&pair.shadow));
        let code = |rest: i32| {
            if failed {
                FAILED
            } else if blocked {
                REFUSED
            } else {
                rest
            }
        };
        Self {
            plan: code(if changes { CHANGES } else { CONSISTENT }),
            sync: code(if refused { REFUSED } else { CONSISTENT }),
            again: code(if left { CHANGES } else { CONSISTENT }),
            done,
        }
    }
}

impl Pair {
    /// Whether a sync makes or changes its shadow.
    pub fn is_change(&self) -> bool {
        matches!(self.verdict.as_str(), "Create" | "Modify")
    }

    /// Whether its shadow is as it should be after a sync that does it.
    pub fn is_fine(&self) -> bool {
        self.is_change() || self.verdict == "Consistent"
    }
}

/// Whether a pair has a gate that the case does not allow.
fn is_refused(pair: &Pair, settings: &Settings) -> bool {
    let Some(allowed) = settings.option("--allow-hazards") else { return false };
    let allowed: Vec<&str> = allowed.split(',').collect();
    let is_allowed = |code: &str| allowed.contains(&"all") || allowed.contains(&code);
    pair.is_change()
        && pair.hazards.iter().any(|hazard| hazard.severity == "gate" && !is_allowed(&hazard.code))
}
