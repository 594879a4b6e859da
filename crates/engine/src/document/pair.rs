//! The document of a pair: what analysis found about it and what is to be done.

use super::statement::{HazardDocument, StatementDocument};
use serde::{Deserialize, Serialize};
use shadowtable_plan::{Fingerprint, Occupancy, Pair, PairPlan, Promise, Verdict};

/// A pair.
#[derive(Debug, Serialize, Deserialize)]
pub struct PairDocument {
    /// The source's name.
    pub source: String,
    /// The shadow's name.
    pub shadow: String,
    /// What analysis found.
    pub verdict: String,
    /// Why, each a sentence.
    pub reasons: Vec<String>,
    /// Whether an existing table becomes a registered shadow.
    pub adopted: bool,
    /// How full the shadow is, if it is to be changed.
    pub occupancy: Option<OccupancyDocument>,
    /// All hazards of its statements, and what the shadow lacks on purpose.
    pub hazards: Vec<HazardDocument>,
    /// What is to be done, in order.
    pub statements: Vec<StatementDocument>,
    /// The hashes of the definitions it was made from.
    pub fingerprints: FingerprintsDocument,
}

/// How full a shadow is.
#[derive(Debug, Serialize, Deserialize)]
pub struct OccupancyDocument {
    /// Whether it was looked and no row was there.
    pub empty: bool,
    /// Rows, as the server estimates.
    pub rows_estimate: Option<u64>,
    /// Bytes, as the server estimates.
    pub bytes_estimate: Option<u64>,
}

/// The hashes of the definitions that a plan was made from.
#[derive(Debug, Serialize, Deserialize)]
pub struct FingerprintsDocument {
    /// Of the source.
    pub source: Option<String>,
    /// Of the shadow, if there was one.
    pub shadow: Option<String>,
}

impl PairDocument {
    /// The document of a pair.
    pub fn of(plan: &PairPlan) -> Self {
        Self {
            source: plan.pair.source.to_string(),
            shadow: plan.pair.shadow.to_string(),
            verdict: plan.verdict.as_str().to_owned(),
            reasons: plan.reasons.clone(),
            adopted: plan.adopted && plan.verdict.is_usable(),
            occupancy: plan
                .occupancy
                .filter(|_| plan.verdict != Verdict::Consistent)
                .map(OccupancyDocument::of),
            hazards: plan.hazards().map(HazardDocument::of).collect(),
            statements: plan.statements.iter().map(StatementDocument::of).collect(),
            fingerprints: FingerprintsDocument {
                source: plan.source_fingerprint.as_ref().map(ToString::to_string),
                shadow: plan.shadow_fingerprint.as_ref().map(ToString::to_string),
            },
        }
    }

    /// What it promised.
    pub fn promise(&self) -> Promise {
        let fingerprint = |text: &Option<String>| text.clone().map(Fingerprint::from_text);
        Promise {
            pair: Pair { source: self.source.as_str().into(), shadow: self.shadow.as_str().into() },
            source: fingerprint(&self.fingerprints.source),
            shadow: fingerprint(&self.fingerprints.shadow),
            statements: self.statements.iter().map(|statement| statement.sql.clone()).collect(),
        }
    }
}

impl OccupancyDocument {
    /// What it stands for.
    pub fn occupancy(&self) -> Occupancy {
        if self.empty {
            Occupancy::Empty
        } else {
            Occupancy::Rows { estimate: self.rows_estimate, bytes: self.bytes_estimate }
        }
    }

    /// The document of an occupancy.
    pub fn of(occupancy: Occupancy) -> Self {
        match occupancy {
            Occupancy::Empty => Self { empty: true, rows_estimate: Some(0), bytes_estimate: None },
            Occupancy::Rows { estimate, bytes } => {
                Self { empty: false, rows_estimate: estimate, bytes_estimate: bytes }
            }
        }
    }
}
