//! The open list: cases that no run has seen pass on a server yet. They are not played there, and every run says so.

use crate::kind::Kind;
use anyhow::{Context as _, Result};
use std::collections::BTreeSet;
use std::path::Path;

/// What `cases/open.txt` holds.
#[derive(Debug, Default)]
pub struct Open(BTreeSet<(String, String)>);

impl Open {
    /// Reads the list: a line is a server and a case, separated by a blank; `#` begins a comment.
    pub fn load(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("can't read {}", path.display()))?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let pair = |line: &str| {
            let (server, case) = line.split_once(' ').with_context(|| format!("{line:?} names no case"))?;
            Ok((server.to_owned(), case.trim().to_owned()))
        };
        lines.map(pair).collect::<Result<_>>().map(Self)
    }

    /// Whether the case is open on the server.
    pub fn has(&self, kind: Kind, case: &str) -> bool {
        self.0.contains(&(kind.name().to_owned(), case.to_owned()))
    }

    /// How many cases are open on the server.
    pub fn count(&self, kind: Kind) -> usize {
        self.0.iter().filter(|(server, _)| server == kind.name()).count()
    }
}
