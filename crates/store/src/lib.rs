#![doc = include_str!("../README.md")]
//! The modules, in that order.

pub mod document;
pub mod value;
#[macro_use]
pub mod word;
#[macro_use]
pub mod record;
#[macro_use]
pub mod repository;

pub mod backend;
pub mod batch;
pub mod claim;
pub mod clock;
pub mod error;
pub mod list;

pub mod address;
pub mod key;
pub mod seal;
pub mod store;

mod portable;
mod reseal;
mod table;

mod meta;
mod migration;
pub mod noun;

pub use address::{ServerAddress, StoreAddress, Tls};
pub use batch::Batch;
pub use claim::{Beat, Claim, Claimed};
pub use clock::Clock;
pub use document::Document;
pub use error::StoreError;
pub use key::MasterKey;
pub use list::{Listed, Page};
pub use store::{Store, new_id};
pub use value::Hidden;

pub use noun::analysis::{Analysis, AnalysisEnd, AnalysisFilter, ClaimedAnalysis};
pub use noun::audit::{Audit, AuditFilter};
pub use noun::connection::{Connection, ConnectionFilter};
pub use noun::event::{Event, EventFilter, NewEvent};
pub use noun::failed_login::FailedLogin;
pub use noun::grant::Grant;
pub use noun::idempotency::IdempotencyKey;
pub use noun::node::Node;
pub use noun::pair::{Pair, PairBody, PairFilter, PairOrder, PairsOf};
pub use noun::run::{ClaimedRun, Run, RunEnd, RunFilter};
pub use noun::run_pair::{RunPair, RunPairFilter};
pub use noun::session::Session;
pub use noun::setting::Setting;
pub use noun::step::{Step, StepEnd, StepKey};
pub use noun::task::{Task, TaskFilter, TaskOrder};
pub use noun::token::Token;
pub use noun::user::User;
pub use noun::webhook::{Delivery, Webhook};
pub use word::{
    AboutKind, AnalysisState, Cause, DeliveryState, DriftPolicy, ErrorPolicy, Mode, PairResult, Role,
    RunState, StepState, TaskKind, TaskState,
};
