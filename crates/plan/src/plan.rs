//! The plan: a value that holds a verdict and statements for every pair, and from what they were made.

use crate::{Fingerprint, Hazard, Occupancy, Pair, Statement, Verdict};
use shadowtable_schema::model::Table;
use shadowtable_schema::{Change, Dialect, Name};

/// A plan for one database.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The server that it was made for.
    pub dialect: Dialect,
    /// The database.
    pub database: Name,
    /// The pairs, in the order of their selection.
    pub pairs: Vec<PairPlan>,
}

/// What a plan holds for one pair.
#[derive(Clone, Debug)]
pub struct PairPlan {
    /// The pair.
    pub pair: Pair,
    /// What analysis found.
    pub verdict: Verdict,
    /// Why, each a sentence.
    pub reasons: Vec<String>,
    /// What the shadow will lack on purpose.
    pub notices: Vec<Hazard>,
    /// Whether the user skips it: its statements do not run.
    pub skipped: bool,
    /// Whether an existing table becomes a shadow by this plan: recorded in the registry.
    pub adopted: bool,
    /// The source when it was read.
    pub source_fingerprint: Option<Fingerprint>,
    /// The shadow when it was read, if there was one.
    pub shadow_fingerprint: Option<Fingerprint>,
    /// How full the shadow is, if there is one and it was looked at.
    pub occupancy: Option<Occupancy>,
    /// The definitions behind the verdict, for explanation; `None` where they were settled at once.
    pub planned: Option<Box<Planned>>,
    /// The statements of this pair, by phase.
    pub statements: Vec<Statement>,
}

/// The definitions behind a verdict.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The source.
    pub source: Table,
    /// The shadow as it is.
    pub shadow: Option<Table>,
    /// The shadow as it should be.
    pub wanted: Table,
    /// What differs.
    pub changes: Vec<Change>,
}

impl Plan {
    /// All statements that will run, in order: by phase across all pairs, and within a phase in the order of pairs.
    /// Each comes with the position of its pair.
    pub fn ordered(&self) -> Vec<(usize, &Statement)> {
        let mut all: Vec<(usize, &Statement)> = self
            .pairs
            .iter()
            .enumerate()
            .filter(|(_, pair)| !pair.skipped)
            .flat_map(|(at, pair)| pair.statements.iter().map(move |statement| (at, statement)))
            .collect();
        all.sort_by_key(|(_, statement)| statement.phase);
        all
    }
}

impl PairPlan {
    /// A pair for which nothing is to be done, with one reason (empty for none).
    pub fn without_statements(pair: Pair, verdict: Verdict, reason: String) -> Self {
        Self {
            pair,
            verdict,
            reasons: if reason.is_empty() { Vec::new() } else { vec![reason] },
            notices: Vec::new(),
            skipped: false,
            adopted: false,
            source_fingerprint: None,
            shadow_fingerprint: None,
            occupancy: None,
            planned: None,
            statements: Vec::new(),
        }
    }

    /// The hazards of all its statements and its notices.
    pub fn hazards(&self) -> impl Iterator<Item = &Hazard> {
        self.notices.iter().chain(self.statements.iter().flat_map(|statement| &statement.hazards))
    }

    /// The hazards that must be allowed before it runs.
    pub fn gates(&self) -> impl Iterator<Item = &Hazard> {
        self.statements.iter().flat_map(Statement::gates)
    }
}
