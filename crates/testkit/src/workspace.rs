//! The directory a server lives in while it runs.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result, bail};
use rustix::fs::statvfs;
use tempfile::TempDir;

const PREFIX: &str = "shadowtable-server.";

/// A directory of one server's own, removed when it is dropped.
#[derive(Debug)]
pub struct Workspace {
    directory: TempDir,
    /// Locked as long as we live. It is how another run knows that what it finds is not a dead one's.
    _owner: File,
}

impl Workspace {
    /// Makes one, and removes those of runs that were killed.
    pub fn new() -> Result<Self> {
        let base = base();
        sweep(&base);
        let directory = tempfile::Builder::new()
            .prefix(PREFIX)
            .tempdir_in(&base)
            .with_context(|| format!("no directory can be made in {}", base.display()))?;
        let owner = File::create(directory.path().join("owner"))?;
        owner.lock()?;
        fs::create_dir(directory.path().join("run"))?;
        Ok(Self { directory, _owner: owner })
    }

    /// Where the server's data is, unless somebody gave it another place.
    pub fn data(&self) -> PathBuf {
        self.directory.path().join("data")
    }

    /// Where its socket and its temporary files are.
    pub fn run(&self) -> PathBuf {
        self.directory.path().join("run")
    }

    /// What it says.
    pub fn log(&self) -> PathBuf {
        self.directory.path().join("server.log")
    }
}

/// Copies a clean data directory to `data`. Its files are mostly holes and stay so.
pub fn copy_template(template: &Path, data: &Path) -> Result<()> {
    let output = Command::new("cp")
        .args(["-a", "--sparse=always", "--no-target-directory"])
        .args([template, data])
        .stdin(Stdio::null())
        .output()
        .context("cp can't be run")?;
    if !output.status.success() {
        bail!("{} can't be copied: {}", template.display(), String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}

/// Where workspaces are made: `SHADOWTABLE_TEST_DIR`, or memory when there is plenty of it, or the directory for
/// temporary files. A disk is slow because every DDL statement waits for it, whatever a server is told about durability:
/// 400 of them take MariaDB 3.5 s on a disk and 0.2 s in memory, MySQL 9.7 3.0 s and 1.1 s. All six servers together
/// take 0.2 GB of it at first.
fn base() -> PathBuf {
    if let Some(directory) = env::var_os("SHADOWTABLE_TEST_DIR").filter(|value| !value.is_empty()) {
        return directory.into();
    }
    let memory = Path::new("/dev/shm");
    // Its size says little: it is a share of all the memory there is, used or not. Containers have 64 MB.
    let is_plenty = free_bytes(memory) > 3 << 30 && available_memory() > 6 << 30;
    if is_plenty { memory.into() } else { env::temp_dir() }
}

/// What the kernel thinks can still be used, in bytes.
fn available_memory() -> u64 {
    let info = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = info.lines().find_map(|line| line.strip_prefix("MemAvailable:"));
    let kibibytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kibibytes.unwrap_or_default() << 10
}

fn free_bytes(directory: &Path) -> u64 {
    statvfs(directory).map_or(0, |stat| stat.f_bavail.saturating_mul(stat.f_frsize))
}

/// Removes what runs that were killed left in `base`. Whatever can't be removed is somebody else's.
fn sweep(base: &Path) {
    for entry in fs::read_dir(base).into_iter().flatten().flatten() {
        let directory = entry.path();
        if entry.file_name().to_string_lossy().starts_with(PREFIX) && is_abandoned(&directory) {
            let _ = fs::remove_dir_all(&directory);
        }
    }
}

/// Whether nobody holds the lock. One that was made this minute may be about to be locked.
fn is_abandoned(directory: &Path) -> bool {
    let Ok(owner) = File::open(directory.join("owner")) else { return false };
    let age = owner
        .metadata()
        .and_then(|data| data.modified())
        .map(|made| SystemTime::now().duration_since(made).unwrap_or_default());
    age.is_ok_and(|age| age > Duration::from_secs(60)) && owner.try_lock().is_ok()
}
