//! The document of a plan.

use serde::{Deserialize, Serialize};
use shadowtable_engine::document::{PairDocument, RequestDocument};
use shadowtable_engine::{Analysis, Request};
use shadowtable_plan::selection::LeftOut;
use shadowtable_plan::{Plan, Promise};
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
        self.pairs.iter().map(PairDocument::promise).collect()
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
