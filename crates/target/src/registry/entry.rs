//! What the registry holds: shadows and writers.

use shadowtable_schema::Name;
use std::fmt;

/// The rule that named a shadow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Affix {
    /// These characters before the source's name.
    Prefix(String),
    /// These characters after it.
    Suffix(String),
}

/// How a table became a shadow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// We are about to create it: written before the statement. A table of that name need not be ours, should the
    /// program end before it knows.
    Intended,
    /// We created it.
    Created,
    /// It was there, and a person said that it is one.
    Adopted,
}

/// A table that is a shadow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The shadow.
    pub shadow: Name,
    /// Its source.
    pub source: Name,
    /// The rule that named it.
    pub affix: Affix,
    /// The policies it was made with, as the plan writes them; at most 1,000 characters.
    pub policies: String,
    /// How it became one.
    pub origin: Origin,
    /// Who recorded it last (a person or an account), at most 255 characters.
    pub who: String,
    /// When it was recorded first, UTC, `2026-11-22 09:31:07`, by the server's clock. Not written, only read.
    pub created_at: String,
    /// When it was recorded last, likewise.
    pub updated_at: String,
}

impl Entry {
    /// An entry to be recorded; the server sets its times.
    pub fn new(source: Name, shadow: Name, affix: Affix, origin: Origin) -> Self {
        Self {
            shadow,
            source,
            affix,
            policies: String::new(),
            origin,
            who: String::new(),
            created_at: String::new(),
            updated_at: String::new(),
        }
    }
}

/// Somebody who changes tables of the database now: one connection each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writer {
    /// The connection that runs the statements.
    pub connection_id: u64,
    /// The machine the program runs on.
    pub host: String,
    /// The program's process id there.
    pub pid: u32,
    /// What it does (`shadowtable sync`, `shadowtable serve`, …).
    pub program: String,
    /// For whom.
    pub who: String,
    /// Since when, UTC, by the server's clock. Not written, only read.
    pub since: String,
}

impl Writer {
    /// This process; over which connection is said with [`Writer::over`].
    pub fn this_process(program: impl Into<String>, who: impl Into<String>) -> Self {
        Self {
            connection_id: 0,
            host: host_name(),
            pid: std::process::id(),
            program: program.into(),
            who: who.into(),
            since: String::new(),
        }
    }

    /// The same writer over this connection.
    #[must_use]
    pub fn over(&self, connection_id: u64) -> Self {
        Self { connection_id, ..self.clone() }
    }
}

impl fmt::Display for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (process {} on {}", self.program, self.pid, self.host)?;
        if !self.who.is_empty() {
            write!(f, ", for {}", self.who)?;
        }
        write!(f, ", connection {}", self.connection_id)?;
        if !self.since.is_empty() {
            write!(f, ", since {} UTC", self.since)?;
        }
        f.write_str(")")
    }
}

/// The machine's name.
fn host_name() -> String {
    let named = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    named
        .map(|name| name.trim().to_owned())
        .or_else(|| std::env::var("HOSTNAME").ok())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "an unnamed host".to_owned())
}
