//! The nouns, one a file: the row, what a batch can do with it, and the repository that reads it.

pub mod analysis;
pub mod audit;
pub mod connection;
pub mod event;
pub mod failed_login;
pub mod grant;
pub mod idempotency;
pub mod node;
pub mod pair;
pub mod run;
pub mod run_pair;
pub mod session;
pub mod setting;
pub mod step;
pub mod task;
pub mod token;
pub mod user;
pub mod webhook;
