//! One server with the database that grows, and the programs that work on it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};
use shadowtable_testkit::cache::tool;
use shadowtable_testkit::kind::Kind;
use shadowtable_testkit::server::{Options, Server};

use crate::database::{self, LARGE};
use crate::program::Program;
use crate::tables;

/// The rule of all shadows.
pub const PREFIX: &str = "_test_";

/// A server, and whom to measure on it.
#[derive(Debug)]
pub struct World {
    /// Which server it is.
    pub kind: Kind,
    /// How many turns each side has.
    pub turns: usize,
    program: PathBuf,
    /// Ends before its data goes.
    server: Server,
    /// A directory for what the programs read.
    pub directory: tempfile::TempDir,
}

impl World {
    /// Starts the server.
    pub async fn start(kind: Kind, program: &Path, turns: usize, data: Option<&Path>) -> Result<Self> {
        if let Some(data) = data {
            std::fs::create_dir_all(data)?;
        }
        let data_dir = data.map(|data| data.join(kind.name()));
        let server = Server::start(kind, Options { data_dir, ..Options::default() }).await?;
        let directory = tempfile::tempdir()?;
        Ok(Self { kind, turns, directory, program: program.to_owned(), server })
    }

    /// Starts a server as people run it: its data on a disk, its log flushed at each commit.
    pub async fn on_disk(kind: Kind, program: &Path, turns: usize) -> Result<Self> {
        // Directories for temporary files may be in memory; what was built is on a disk.
        let directory = tempfile::tempdir_in(program.parent().context("the program is in no directory")?)?;
        let arguments = vec!["--innodb-flush-log-at-trx-commit=1".to_owned()];
        let options =
            Options { data_dir: Some(directory.path().join("data")), arguments, ..Options::default() };
        let server = Server::start(kind, options).await?;
        Ok(Self { kind, turns, directory, program: program.to_owned(), server })
    }

    /// What the server says it is.
    pub fn version(&self) -> &str {
        self.server.version()
    }

    /// The program that is measured.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// The server's port.
    pub fn port(&self) -> u16 {
        self.server.port()
    }

    /// Waits until the server has nothing left to do, 30 s at most: what one side leaves to the background (the purge of a
    /// thousand dropped tables takes MariaDB half a second of processor time) is not to be paid by the other.
    pub async fn settle(&self) -> Result<()> {
        const WINDOW: Duration = Duration::from_millis(200);
        for _ in 0..150 {
            let before = ticks(self.server.pid())?;
            tokio::time::sleep(WINDOW).await;
            if ticks(self.server.pid())? - before <= IDLE {
                break;
            }
        }
        Ok(())
    }

    /// The address of a database.
    pub fn url(&self, database: &str) -> String {
        format!("{}{database}", self.server.url())
    }

    /// Tells the person who waits.
    #[expect(clippy::print_stderr, reason = "it takes minutes")]
    pub fn tell(&self, what: &str) {
        eprintln!("{}: {what}", self.kind);
    }

    /// Our program with a verb, on a database, for all its tables; it may find changes.
    pub fn ours(&self, verb: &str, database: &str, more: &[&str]) -> Program {
        self.ours_at(&self.url(database), verb, more)
    }

    /// The same at an address that is not the server's own.
    pub fn ours_at(&self, url: &str, verb: &str, more: &[&str]) -> Program {
        let range: &[&str] = if more.contains(&"--tables") { &[] } else { &["--all"] };
        let arguments = [&[verb, url, "--prefix", PREFIX], range, more].concat();
        Program::new(&self.program, arguments).ending_with(&[0, 1])
    }

    /// The `mariadb` client on a database, reading `file`.
    pub fn client(&self, database: &str, file: &Path) -> Result<Program> {
        Ok(self.theirs("mariadb", database, &[])?.reading(file))
    }

    /// A program of the client's package on a database.
    pub fn theirs(&self, name: &str, database: &str, more: &[&str]) -> Result<Program> {
        let port = self.port().to_string();
        let arguments = [&["-h", "127.0.0.1", "-P", &port, "-u", "root"], more, &[database]].concat();
        Ok(Program::new(tool("mariadb-client", name)?, arguments))
    }

    /// Brings the large database to `size` sources, each with a shadow.
    pub async fn grow(&self, size: usize) -> Result<()> {
        let url = self.server.url();
        let there = database::sources(&url, LARGE).await?;
        if there < size {
            self.tell(&format!("making sources up to {size}"));
            database::fill(&url, LARGE, there..size, true).await?;
        }
        if database::sources(&url, LARGE).await? == size {
            self.tell("making shadows that are missing");
            let sync = self.ours("sync", LARGE, &["--yes", "--parallel", "2"]);
            sync.ending_with(&[0]).run().await.context("the shadows can't be made")?;
        }
        Ok(())
    }

    /// A file with a statement for each source and each shadow of the large database.
    pub async fn show_create_file(&self) -> Result<PathBuf> {
        let sources = database::sources(&self.server.url(), LARGE).await?;
        let mut sql = String::new();
        for name in (0..sources).map(tables::name) {
            sql.push_str(&format!("SHOW CREATE TABLE `{name}`;\nSHOW CREATE TABLE `{PREFIX}{name}`;\n"));
        }
        let file = self.directory.path().join("show.sql");
        std::fs::write(&file, sql)?;
        Ok(file)
    }
}

/// A server that does not more than this in a fifth of a second does nothing.
const IDLE: u64 = 1;

/// The processor time that a process has used, in hundredths of a second (`/proc/PID/stat`, fields 14 and 15).
fn ticks(pid: u32) -> Result<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The second field is a name in parentheses and may hold anything.
    let (_, fields) = stat.rsplit_once(") ").context("no name in a process's state")?;
    let mut times = fields.split(' ').skip(11).map(str::parse::<u64>);
    match (times.next(), times.next()) {
        (Some(Ok(user)), Some(Ok(system))) => Ok(user + system),
        _ => anyhow::bail!("no times in a process's state: {stat}"),
    }
}
