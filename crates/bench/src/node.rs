//! `shadowtable serve`, alone with a store of its own or several with one that they share, and somebody who is logged on.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use crate::database::run;
use crate::http::Client;
use crate::world::{PREFIX, World};

/// How long one analysis or the start may take.
const PATIENCE: Duration = Duration::from_secs(600);

/// The database that several nodes share as their store.
pub const STORE: &str = "bench_store";

/// How often it is looked whether an analysis is over.
const LOOK: Duration = Duration::from_millis(25);

/// A server of ours. It is ended when this is dropped, before its store goes.
#[derive(Debug)]
pub struct Node {
    /// The admin.
    pub client: Client,
    /// The connection to the database server of the measures.
    pub connection: String,
    process: Child,
    /// Others on the same store, which nobody is logged on to.
    _beside: Vec<Child>,
    _data: tempfile::TempDir,
}

impl Node {
    /// Starts one with an `SQLite` store, and makes its connection to the world's server.
    pub async fn start(world: &World) -> Result<Self> {
        Self::with_store(world, 1, None).await
    }

    /// Starts several that share a new database of the world's server as their store.
    pub async fn start_several(world: &World, count: usize) -> Result<Self> {
        for sql in [format!("DROP DATABASE IF EXISTS {STORE}"), format!("CREATE DATABASE {STORE}")] {
            run(&world.url(""), &sql).await?;
        }
        Self::with_store(world, count, Some(&world.url(STORE))).await
    }

    async fn with_store(world: &World, count: usize, store: Option<&str>) -> Result<Self> {
        let data = tempfile::tempdir()?;
        let password = password();
        let mut nodes = Vec::new();
        // The first makes the master key, which the others find in the same directory.
        for _ in 0..count {
            let port = free_port()?;
            let mut process = serve(world.program(), data.path(), store, port, &password)?;
            listens(&mut process, port).await?;
            nodes.push((process, port));
        }
        let (process, port) = nodes.remove(0);
        let mut client = Client::new(port);
        client.log_on("admin", &password).await?;
        let target = json!({ "name": "bench", "host": "127.0.0.1", "port": world.port(), "user": "root" });
        let connection = id(&client.post("/connections", &target).await?)?;
        let beside = nodes.into_iter().map(|(process, _)| process).collect();
        Ok(Self { client, connection, process, _beside: beside, _data: data })
    }

    /// Analyzes a database, for the shadows of all measures or those of another prefix, and waits for the end. Its id, and
    /// the time from the request until it was known to be done.
    pub async fn analyze(&mut self, database: &str, request: &Value) -> Result<(String, Duration)> {
        let started = Instant::now();
        let id = self.begin_analysis(database, request).await?;
        loop {
            let analysis = self.client.get(&format!("/analyses/{id}")).await?;
            match analysis["state"].as_str() {
                Some("Done") => return Ok((id, started.elapsed())),
                Some("Queued" | "Running") if started.elapsed() < PATIENCE => tokio::time::sleep(LOOK).await,
                _ => bail!("the analysis ended otherwise: {analysis}"),
            }
        }
    }

    /// Asks for an analysis.
    pub async fn begin_analysis(&mut self, database: &str, request: &Value) -> Result<String> {
        let body = json!({ "connection_id": self.connection, "database": database, "request": request });
        id(&self.client.post("/analyses", &body).await?)
    }

    /// The memory that the process has now, in MiB.
    pub fn memory(&self) -> Result<f64> {
        let pid = self.process.id().context("serve has ended")?;
        let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
    }
}

/// What `plan --all` asks for.
pub fn all() -> Value {
    json!({ "prefix": PREFIX, "range": "all" })
}

/// The id of what was made.
pub fn id(made: &Value) -> Result<String> {
    Ok(made["id"].as_str().with_context(|| format!("no id: {made}"))?.to_owned())
}

fn serve(program: &Path, data: &Path, store: Option<&str>, port: u16, password: &str) -> Result<Child> {
    let mut command = Command::new(program);
    command
        .args(["serve", "--log", "warn", "--listen", &format!("127.0.0.1:{port}"), "--data-dir"])
        .arg(data);
    if let Some(store) = store {
        command.args(["--store", store]);
    }
    command.env("SHADOWTABLE_ADMIN_PASSWORD", password);
    command.stdin(Stdio::null()).stdout(Stdio::null()).kill_on_drop(true);
    command.spawn().with_context(|| format!("{} can't be run", program.display()))
}

/// Waits until a process listens.
async fn listens(process: &mut Child, port: u16) -> Result<()> {
    let began = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_err() {
        if let Some(status) = process.try_wait()? {
            bail!("serve ended with {status}");
        }
        if began.elapsed() > PATIENCE {
            bail!("serve does not listen");
        }
        tokio::time::sleep(LOOK).await;
    }
    Ok(())
}

/// A password that nobody knows.
fn password() -> String {
    format!("{:016x}{:016x}", RandomState::new().hash_one(0), RandomState::new().hash_one(1))
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
