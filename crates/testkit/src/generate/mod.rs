//! Random tables and changes for each server, and the proof that the tool under test follows them.
//!
//! A seed gives a [`scenario::Scenario`]: a database of source tables and what it looks like after each of several
//! steps of changes. [`oracle`] plays it on a real server against the tool's command line; [`shrink`] makes a failing
//! one small. Everything before the oracle is pure: the same seed gives the same SQL.

pub mod acceptance;
pub mod campaign;
pub mod canonical;
pub mod charset;
pub mod check;
pub mod column;
pub mod data_type;
pub mod database;
pub mod default;
pub mod expression;
pub mod failure;
pub mod features;
pub mod foreign_key;
pub mod index;
pub mod mutation;
pub mod oracle;
pub mod partition;
pub mod repair;
pub mod report;
pub mod rng;
pub mod rows;
pub mod scenario;
pub mod session;
pub mod shrink;
pub mod stage;
pub mod table;
pub mod table_option;
pub mod text;
pub mod tool;
pub mod value;
