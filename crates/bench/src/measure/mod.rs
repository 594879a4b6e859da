//! The measures, one file each.

pub mod api;
pub mod browser;
pub mod client;
pub mod dump;
pub mod growth;
pub mod memory;
pub mod pages;
pub mod pair;
pub mod round_trip;
pub mod schedule;
pub mod skeema;
pub mod statements;
pub mod sync;

use clap::ValueEnum;

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// One pair, in memory.
    Pair,
    /// Creating 1,000 shadows against the client.
    Sync,
    /// Finding 100 changes in 1,000 tables against skeema.
    Skeema,
    /// Time, memory and statements as the database grows.
    Growth,
    /// Planning for all tables against the client.
    Client,
    /// Planning for all tables against mysqldump.
    Dump,
    /// Planning over a slow network.
    RoundTrip,
    /// An analysis through the API against the command line.
    Api,
    /// Pages of an analysis's pairs.
    Pages,
    /// The console in a browser.
    Browser,
    /// Many tasks scheduled for one moment.
    Schedule,
    /// The server's memory after many analyses.
    Memory,
}
