#![doc = include_str!("../README.md")]
//! The modules, in the order in which a server comes to life.

pub mod kind;

pub mod cache;
pub mod settings;
pub mod workspace;

pub mod lifeline;
mod listening;
mod port;
mod process;

pub mod connect;
pub mod lag;
pub mod server;

pub mod fleet;
pub mod tally;

pub mod case;
pub mod generate;
