//! The cache that `scripts/servers/fetch` fills: where it is and what a server's directory in it holds.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::kind::Kind;

/// A server that was fetched.
#[derive(Debug, Clone)]
pub struct Fetched {
    directory: PathBuf,
}

impl Fetched {
    /// Finds it in the cache. The error says how to get it.
    pub fn find(kind: Kind) -> Result<Self> {
        let directory = root()?.join("servers").join(kind.name());
        // The script writes this file last.
        if !directory.join("version").is_file() {
            bail!("not fetched; run scripts/servers/fetch {kind}");
        }
        Ok(Self { directory })
    }

    /// The program that runs it.
    pub fn program(&self) -> PathBuf {
        self.directory.join("bin/server")
    }

    /// A clean data directory, to be copied.
    pub fn template(&self) -> PathBuf {
        self.directory.join("template")
    }
}

/// A program of a tool that was fetched. The error says how to get it.
pub fn tool(name: &str, program: &str) -> Result<PathBuf> {
    let directory = root()?.join("servers").join(name);
    if !directory.join("version").is_file() {
        bail!("{program} was not fetched; run scripts/servers/fetch {name}");
    }
    Ok(directory.join("bin").join(program))
}

/// The directory of the cache, as the script finds it.
fn root() -> Result<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(cache) = set("SHADOWTABLE_CACHE") {
        return Ok(cache);
    }
    let caches = set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")));
    Ok(caches.context("neither SHADOWTABLE_CACHE nor HOME is set")?.join("shadowtable"))
}
