//! The document of a plan.

use super::request::RequestDocument;
use super::run::FateDocument;
use serde::{Deserialize, Serialize};
use shadowtable_engine::{Analysis, Request};
use shadowtable_plan::selection::LeftOut;
use shadowtable_plan::{Fingerprint, Hazard, Occupancy, Pair, PairPlan, Plan, Promise, Statement, Verdict};
use shadowtable_schema::{Dialect, Name};
use shadowtable_target::Server;

/// The version of the format: raised when a field changes its meaning or goes. New fields do not raise it.
pub const FORMAT: u32 = 1;

/// What kind of document it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlanKind {
    /// A plan.
    Plan,
    /// A plan and what became of it.
    Run,
    /// A plan for dumps, without a server.
    Diff,
}

/// A plan.
#[derive(Debug, Serialize, Deserialize)]
pub struct PlanDocument {
    /// [`FORMAT`].
    pub format: u32,
    /// What it is.
    pub kind: PlanKind,
    /// The version of the program that wrote it.
    pub shadowtable: String,
    /// The server.
    pub server: ServerDocument,
    /// The database; empty for a dump that does not name it.
    pub database: String,
    /// What was asked for; absent in a diff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestDocument>,
    /// The pairs.
    pub pairs: Vec<PairDocument>,
    /// What is no source.
    pub left_out: Vec<LeftOutDocument>,
}

/// A server.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerDocument {
    /// `oceanbase`, `mysql`, `mariadb` or `tidb`.
    pub flavor: String,
    /// What the server says of its version.
    pub version: String,
    /// Which server it is; absent in a diff.
    pub identity: Option<String>,
}

/// A pair.
#[derive(Debug, Serialize, Deserialize)]
pub struct PairDocument {
    pub source: String,
    pub shadow: String,
    pub verdict: String,
    pub reasons: Vec<String>,
    pub adopted: bool,
    pub occupancy: Option<OccupancyDocument>,
    pub hazards: Vec<HazardDocument>,
    pub statements: Vec<StatementDocument>,
    pub fingerprints: FingerprintsDocument,
}

/// How full a shadow is.
#[derive(Debug, Serialize, Deserialize)]
pub struct OccupancyDocument {
    pub empty: bool,
    pub rows_estimate: Option<u64>,
    pub bytes_estimate: Option<u64>,
}

/// A hazard.
#[derive(Debug, Serialize, Deserialize)]
pub struct HazardDocument {
    pub code: String,
    pub severity: String,
    pub sentence: String,
}

/// A statement.
#[derive(Debug, Serialize, Deserialize)]
pub struct StatementDocument {
    pub sql: String,
    pub phase: String,
    pub hazards: Vec<HazardDocument>,
    /// What became of it, after a run.
    #[serde(flatten, skip_deserializing)]
    pub fate: Option<FateDocument>,
}

/// The hashes of the definitions that a plan was made from.
#[derive(Debug, Serialize, Deserialize)]
pub struct FingerprintsDocument {
    pub source: Option<String>,
    pub shadow: Option<String>,
}

/// Something that is no source.
#[derive(Debug, Serialize, Deserialize)]
pub struct LeftOutDocument {
    pub name: String,
    pub code: String,
    pub reason: String,
}

impl PlanDocument {
    /// The document of an analysis.
    pub fn of_analysis(analysis: &Analysis, request: &Request) -> Self {
        let server = ServerDocument::of(&analysis.server);
        let mut document = Self::new(PlanKind::Plan, server, &analysis.plan, &analysis.left_out);
        document.request = Some(RequestDocument::of(request));
        document
    }

    /// The document of a plan for dumps.
    pub fn of_diff(plan: &Plan, left_out: &[(Name, LeftOut)]) -> Self {
        Self::new(PlanKind::Diff, ServerDocument::of_dialect(plan.dialect), plan, left_out)
    }

    fn new(kind: PlanKind, server: ServerDocument, plan: &Plan, left_out: &[(Name, LeftOut)]) -> Self {
        let left_out = left_out.iter().map(|(name, why)| LeftOutDocument {
            name: name.to_string(),
            code: why.code().to_owned(),
            reason: why.to_string(),
        });
        Self {
            format: FORMAT,
            kind,
            shadowtable: env!("CARGO_PKG_VERSION").to_owned(),
            server,
            database: plan.database.to_string(),
            request: None,
            pairs: plan.pairs.iter().map(PairDocument::of).collect(),
            left_out: left_out.collect(),
        }
    }

    /// What it promised of each pair.
    pub fn promises(&self) -> Vec<Promise> {
        let fingerprint = |text: &Option<String>| text.clone().map(Fingerprint::from_text);
        let promise = |pair: &PairDocument| Promise {
            pair: Pair { source: pair.source.as_str().into(), shadow: pair.shadow.as_str().into() },
            source: fingerprint(&pair.fingerprints.source),
            shadow: fingerprint(&pair.fingerprints.shadow),
            statements: pair.statements.iter().map(|statement| statement.sql.clone()).collect(),
        };
        self.pairs.iter().map(promise).collect()
    }
}

impl ServerDocument {
    /// The document of a server.
    pub fn of(server: &Server) -> Self {
        Self {
            flavor: server.dialect.flavor.as_str().to_owned(),
            version: server.version_text.clone(),
            identity: Some(server.identity.to_string()),
        }
    }

    fn of_dialect(dialect: Dialect) -> Self {
        let version = dialect.version.to_string();
        Self { flavor: dialect.flavor.as_str().to_owned(), version, identity: None }
    }
}

impl PairDocument {
    fn of(plan: &PairPlan) -> Self {
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
}

impl OccupancyDocument {
    fn of(occupancy: Occupancy) -> Self {
        match occupancy {
            Occupancy::Empty => Self { empty: true, rows_estimate: Some(0), bytes_estimate: None },
            Occupancy::Rows { estimate, bytes } => {
                Self { empty: false, rows_estimate: estimate, bytes_estimate: bytes }
            }
        }
    }
}

impl HazardDocument {
    fn of(hazard: &Hazard) -> Self {
        Self {
            code: hazard.code.as_str().to_owned(),
            severity: hazard.severity.as_str().to_owned(),
            sentence: hazard.sentence.clone(),
        }
    }
}

impl StatementDocument {
    /// The document of a statement.
    pub fn of(statement: &Statement) -> Self {
        Self {
            sql: statement.sql.clone(),
            phase: statement.phase.as_str().to_owned(),
            hazards: statement.hazards.iter().map(HazardDocument::of).collect(),
            fate: None,
        }
    }
}
