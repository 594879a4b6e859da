//! Counts what ran on which server, across the processes of one run of the tests.

use std::collections::BTreeMap;
use std::env;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::kind::Kind;

/// The environment variable that names the file the counts go to.
pub const FILE_VAR: &str = "SHADOWTABLE_TEST_TALLY";

/// Notes that a case ran on a server. Outside of `shadowtable-servers run` nobody asks and nothing is written.
pub fn record(kind: Kind, case: &str) -> Result<()> {
    let Some(path) = env::var_os(FILE_VAR) else { return Ok(()) };
    let mut file =
        OpenOptions::new().append(true).create(true).open(path).context("the tally can't be opened")?;
    // One short write at the end of a file is not mixed with another process's.
    file.write_all(format!("{kind}\t{}\n", case.replace('\n', " ")).as_bytes())
        .context("the tally can't be written")
}

/// How many cases were noted for each server.
pub fn read(path: &Path) -> BTreeMap<Kind, usize> {
    let mut counts = BTreeMap::new();
    for line in fs::read_to_string(path).unwrap_or_default().lines() {
        let name = line.split('\t').next().unwrap_or_default();
        if let Ok(kind) = name.parse::<Kind>() {
            *counts.entry(kind).or_default() += 1;
        }
    }
    counts
}
