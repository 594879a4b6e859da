//! Cases: capabilities as text, played on real servers. `cases/README.md` has the format.
//!
//! A [`Case`](file::Case) is a file; what it says for one server is a [`Script`](script::Script), and a
//! [`play`](play::play) of it on that server ends with what came out otherwise. The modules from `servers` to `script`
//! read text, those from `database` to `tool` do, those from `prospect` on judge.

pub mod servers;

pub mod expect;
pub mod file;
pub mod header;
pub mod rows;
pub mod script;
pub mod section;
pub mod statement;

pub mod contents;
pub mod database;
pub mod document;
pub mod tool;

pub mod definition;
pub mod failure;
pub mod fresh;
pub mod judge;
pub mod prospect;
pub mod snapshot;

pub mod play;
pub mod refusal;
pub mod turn;
