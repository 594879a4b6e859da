//! The README's session with curl, played as it stands there: from the login to a sync that is proved.

use anyhow::{Context, Result, ensure};
use libtest_mimic::{Arguments, Trial};
use mysql_async::prelude::Queryable;
use shadowtable_target::Address;
use shadowtable_testkit::connect::connect;
use shadowtable_testkit::kind::Kind;
use shadowtable_testkit::tally;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

fn main() {
    let arguments = Arguments::from_args();
    let kind = Kind::MariaDb1011;
    let name = "the_session_with_curl_is_true";
    let trial = Trial::test(name, move || play(kind, name).map_err(|error| format!("{error:#}").into()))
        .with_kind(kind.name())
        .with_ignored_flag(kind.url_from_env().is_none());
    libtest_mimic::run(&arguments, vec![trial]).exit();
}

fn play(kind: Kind, name: &str) -> Result<()> {
    let url = kind.url_from_env().context("the server's URL is not set")?;
    let address = Address::parse(&url)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let database = format!("readme_{}", std::process::id());
    runtime.block_on(run(
        &url,
        &[
            format!("CREATE DATABASE `{database}`"),
            format!("CREATE TABLE `{database}`.customers (id INT PRIMARY KEY, name VARCHAR(20))"),
        ],
    ))?;
    let directory = tempfile::tempdir()?;
    let mut server = Server::start(directory.path())?;
    let session = session()?
        .replace("http://127.0.0.1:8686", &format!("http://{}", server.listens))
        .replace("\"host\": \"127.0.0.1\"", &format!("\"host\": \"{}\"", address.host_or_default()))
        .replace("3306", &address.port_or_default().to_string())
        .replace("\"database\": \"shop\"", &format!("\"database\": \"{database}\""));
    // What it counted is read afterwards.
    let script = format!("{session}\ncurl -sS http://{}/metrics\n", server.listens);
    let output = Command::new("bash")
        .args(["-euo", "pipefail", "-c", &script])
        .current_dir(directory.path())
        .env("PASSWORD", PASSWORD)
        .output()
        .context("bash can't be run")?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    for line in [
        "customers\t_test_customers\tCreate",
        "_test_customers\tSynced\ttrue",
        "run 1: Succeeded (1 Synced)",
        "shadowtable_runs_ended_total{state=\"Succeeded\"} 1",
        "shadowtable_runs{state=\"Succeeded\"} 1",
        "shadowtable_steps_total{state=\"Done\"} 1",
    ] {
        ensure!(said.contains(line), "{line:?} is not in {said}");
    }
    server.child.kill()?;
    runtime.block_on(run(&url, &[format!("DROP DATABASE `{database}`")]))?;
    tally::record(kind, &format!("readme {name}"))
}

const PASSWORD: &str = "given by the test";

/// The block of the README that begins with the API's address.
fn session() -> Result<String> {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md"))?;
    let from = readme.find("api=http://").context("the session is gone")?;
    let to = readme[from..].find("```").context("the session does not end")?;
    Ok(readme[from..from + to].to_owned())
}

/// A server on a port of its own; it ends with the test.
struct Server {
    child: Child,
    listens: String,
}

impl Server {
    fn start(directory: &Path) -> Result<Self> {
        let mut child = Command::new(env!("CARGO_BIN_EXE_shadowtable"))
            .env("HOME", directory)
            .env("SHADOWTABLE_ADMIN_PASSWORD", PASSWORD)
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "warn", "--data-dir"])
            .arg(directory.join("data"))
            .stderr(Stdio::piped())
            .spawn()?;
        let mut said = BufReader::new(child.stderr.take().context("it has no error output")?);
        let mut line = String::new();
        ensure!(said.read_line(&mut line)? > 0, "it ended at once");
        let (_, listens) = line.split_once("listening on http://").with_context(|| line.clone())?;
        let listens = listens.trim().to_owned();
        // Somebody has to read what it says, or it stands still when the pipe is full.
        std::thread::spawn(move || said.lines().for_each(drop));
        Ok(Self { child, listens })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It was ended already unless the test failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn run(url: &str, statements: &[String]) -> Result<()> {
    let mut conn = connect(url).await?;
    for sql in statements {
        conn.query_drop(sql).await.with_context(|| sql.clone())?;
    }
    Ok(conn.disconnect().await?)
}
