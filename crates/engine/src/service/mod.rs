//! What the server's doors call: connections, analyses and tasks, with the rules that hold for them.

mod act;
mod actor;
mod analysis;
mod connection;
mod error;
mod gates;
mod pair;
mod preview;
mod settings;
mod shadows;
mod submit;
mod submit_drop;
mod tables;
mod window;

pub use act::{Decision, act, approve, cancel, retry};
pub(crate) use act::{is_too_late, next_number as next_run_number};
pub use actor::Actor;
pub use analysis::{AnalysisRequest, RangeDocument, cancel_analysis, create_analysis, skip};
pub use connection::{Found, Target, address, databases, inspect};
pub use error::ServiceError;
pub use gates::gates_of;
pub use pair::{PairView, pair_view};
pub use preview::{PreviewStatement, preview_of};
pub use settings::{SettingsDocument, set_settings};
pub use shadows::{drop_plan, registered};
pub use submit::{Submission, submit};
pub use submit_drop::{drop_gates, submit_drop};
pub use tables::{TableEntry, TableFacts, TableRole, tables};
pub use window::Window;

use crate::webhook::Receivers;
use shadowtable_store::Store;
use std::time::Duration;

/// What services work with. Clones are the same one.
#[derive(Clone, Debug)]
pub struct Services {
    /// The store.
    pub store: Store,
    /// What this node's configuration says; `policy_now` has what was set over it.
    pub policy: Policy,
}

/// The times and limits that an installation may choose.
#[derive(Clone, Debug)]
pub struct Policy {
    /// How long an analysis is kept after it has ended.
    pub keep_analyses: Duration,
    /// How long somebody may take to agree to a task.
    pub approve_within: Duration,
    /// How late a firing may be: one that is later, since nobody was there to see it, is left out.
    pub fire_within: Duration,
    /// How long a node may be silent before another goes on with its work.
    pub lease: Duration,
    /// How long a task is kept after it is over; for ever, if nothing is said.
    pub keep_tasks: Option<Duration>,
    /// How people reach the console.
    pub public_url: Option<String>,
    /// Whom webhooks may call.
    pub receivers: Receivers,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            keep_analyses: Duration::from_secs(7 * 24 * 3600),
            approve_within: Duration::from_secs(7 * 24 * 3600),
            fire_within: Duration::from_secs(3600),
            lease: Duration::from_secs(15),
            keep_tasks: None,
            public_url: None,
            receivers: Receivers::default(),
        }
    }
}
