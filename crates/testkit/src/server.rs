//! A server that runs.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use tokio::time::sleep;

use crate::cache::Fetched;
use crate::kind::Kind;
use crate::process::Process;
use crate::settings::{Places, arguments};
use crate::workspace::{Workspace, copy_template};
use crate::{connect, listening, port};

/// How to start a server. The default is a fresh one on a free port.
#[derive(Debug, Clone)]
pub struct Options {
    /// The TCP port, instead of a free one.
    pub port: Option<u16>,
    /// A data directory to keep, instead of one that goes with the server. It is made from the template if it isn't there.
    pub data_dir: Option<PathBuf>,
    /// More arguments for the server.
    pub arguments: Vec<String>,
    /// How long it may take until it answers queries.
    pub patience: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: None, data_dir: None, arguments: Vec::new(), patience: Duration::from_secs(180) }
    }
}

/// A server of our own. It ends when this is dropped or when the process ends, and its data with it.
#[derive(Debug)]
pub struct Server {
    kind: Kind,
    port: u16,
    data: PathBuf,
    version: String,
    keeps_data: bool,
    process: Process,
    workspace: Workspace,
}

impl Server {
    /// Starts a server and waits until it answers queries.
    pub async fn start(kind: Kind, options: Options) -> Result<Self> {
        let fetched = Fetched::find(kind)?;
        // Somebody else may take the port between the look and the server's bind.
        let attempts = if options.port.is_some() { 1 } else { 3 };
        let mut result = Self::start_once(kind, &fetched, &options).await;
        for _ in 1..attempts {
            if !matches!(&result, Err(error) if error.is::<LostPort>()) {
                break;
            }
            result = Self::start_once(kind, &fetched, &options).await;
        }
        result.with_context(|| format!("{kind} can't be started"))
    }

    async fn start_once(kind: Kind, fetched: &Fetched, options: &Options) -> Result<Self> {
        let workspace = Workspace::new()?;
        // Absolute, since the server runs in another directory.
        let data = std::path::absolute(options.data_dir.clone().unwrap_or_else(|| workspace.data()))?;
        prepare_data(fetched, &data)?;
        let port = options.port.map_or_else(port::free, Ok)?;
        let run = workspace.run();
        let mut command = Command::new(fetched.program());
        command.args(arguments(kind, Places { data: &data, run: &run, port })).args(&options.arguments);
        let process = launch(command, &workspace)?;
        let keeps_data = options.data_dir.is_some();
        let mut server = Self { kind, port, data, version: String::new(), keeps_data, process, workspace };
        server.version = server.wait_until_ready(options.patience).await?;
        Ok(server)
    }

    /// Waits for the process to listen, then for it to answer, and returns its version.
    async fn wait_until_ready(&mut self, patience: Duration) -> Result<String> {
        let deadline = Instant::now() + patience;
        let mut listens = false;
        loop {
            if let Some(status) = self.process.ended()? {
                return Err(self.early_end(status.to_string()));
            }
            listens = listens || listening::on_loopback(self.process.id(), self.port)?;
            let problem = match listens {
                true => match connect::version(&self.url()).await {
                    Ok(version) => return Ok(version),
                    Err(error) => format!("{error:#}"),
                },
                false => format!("it does not listen on port {}", self.port),
            };
            if Instant::now() > deadline {
                bail!("not ready after {} s: {problem}\n{}", patience.as_secs(), self.last_words());
            }
            sleep(Duration::from_millis(30)).await;
        }
    }

    fn early_end(&self, status: String) -> anyhow::Error {
        if port::is_taken(self.port) {
            return LostPort(self.port).into();
        }
        anyhow::anyhow!("it ended at once ({status})\n{}", self.last_words())
    }

    /// The end of the server's logs.
    fn last_words(&self) -> String {
        // seekdb writes a second one beside its data, in which the reason is.
        let logs = [self.workspace.log(), self.data.join("log/seekdb.log")];
        let logs = logs.iter().map(|path| fs::read_to_string(path).unwrap_or_default());
        logs.map(|log| last_lines(&log, 15)).collect::<Vec<_>>().join("\n")
    }

    /// Which server it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The TCP port of 127.0.0.1 it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Where to connect, as somebody who may do everything.
    pub fn url(&self) -> String {
        format!("mysql://root@127.0.0.1:{}/", self.port)
    }

    /// What it answers to `select version()`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// How it ended, if it ended by itself.
    pub fn ended(&mut self) -> Result<Option<String>> {
        let status = self.process.ended()?;
        Ok(status.map(|status| format!("{status}\n{}", self.last_words())))
    }

    /// Ends it. Dropping does the same and can't tell of a problem.
    pub fn stop(mut self) -> Result<()> {
        self.end().with_context(|| format!("{} can't be ended", self.kind))
    }

    /// Ends it as a power cut does for the program: nothing is written down first. Its data stays where it was if it was to be
    /// kept, for a next one on the same directory.
    pub fn crash(mut self) -> Result<()> {
        self.process.kill().with_context(|| format!("{} can't be killed", self.kind))
    }

    /// A server whose data is thrown away need not write it down first: it is killed, which takes no time.
    fn end(&mut self) -> std::io::Result<()> {
        if self.keeps_data { self.process.terminate(Duration::from_secs(60)) } else { self.process.kill() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.end();
    }
}

/// The port was free when we looked, and the server found it taken.
#[derive(Debug)]
struct LostPort(u16);

impl std::fmt::Display for LostPort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "port {} is in use", self.0)
    }
}

impl std::error::Error for LostPort {}

fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

/// Makes the data directory from the template unless it has something in it.
fn prepare_data(fetched: &Fetched, data: &Path) -> Result<()> {
    let is_used = fs::read_dir(data).is_ok_and(|mut entries| entries.next().is_some());
    if is_used { Ok(()) } else { copy_template(&fetched.template(), data) }
}

fn launch(mut command: Command, workspace: &Workspace) -> Result<Process> {
    use std::os::unix::process::CommandExt as _;
    let log = File::create(workspace.log())?;
    command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).current_dir(workspace.run());
    // A group of its own: Ctrl-C in a terminal is for the tests, which may still want to clean up in their servers.
    command.process_group(0);
    Process::start(command).context("the program can't be run")
}
