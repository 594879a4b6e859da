//! What docs/operations.md says of backup, restore and another master key, played as it stands there.

use anyhow::{Context, Result, ensure};
use libtest_mimic::{Arguments, Trial};
use mysql_async::prelude::Queryable;
use serde_json::{Value, json};
use shadowtable_target::Address;
use shadowtable_testkit::connect::connect;
use shadowtable_testkit::kind::Kind;
use shadowtable_testkit::tally;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

type Play = fn(&World) -> Result<()>;

const PASSWORD: &str = "given by the test";

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);

fn main() {
    let arguments = Arguments::from_args();
    let kind = Kind::MariaDb1011;
    let plays: [(&'static str, Play); 3] = [
        ("a_lost_store_is_restored", a_lost_store_is_restored),
        ("lines_go_from_a_file_into_a_database", lines_go_from_a_file_into_a_database),
        ("what_can_not_be_is_said", what_can_not_be_is_said),
    ];
    let trials = plays.map(|(name, play)| {
        let trial = Trial::test(name, move || {
            World::play(kind, name, play).map_err(|error| format!("{error:#}").into())
        });
        trial.with_kind(kind.name()).with_ignored_flag(kind.url_from_env().is_none())
    });
    libtest_mimic::run(&arguments, trials.into()).exit();
}

/// Backup while it runs, everything lost, restore, another key: the same tasks, and credentials that still open the target.
fn a_lost_store_is_restored(world: &World) -> Result<()> {
    let server = world.serve("data", None)?;
    let task = world.synced(&server)?;
    world.sh("backup")?;
    // What comes after the backup is lost with the store.
    server.post("/api/v1/tokens", &json!({ "name": "late", "scope": "viewer" }))?;
    server.end()?;
    std::fs::remove_dir_all(world.path("data"))?;
    world.sh("restore")?;
    let restored = world.serve("restored", None)?;
    world.is_as_before(&restored, &task)?;
    ensure!(restored.get("/api/v1/tokens")?["items"] == json!([]), "the backup is younger than it should be");
    restored.end()?;
    let old = std::fs::read(world.path("restored/master.key"))?;
    let said = world.sh("rekey")?;
    ensure!(said.contains("master.key.old1"), "{said}");
    ensure!(std::fs::read(world.path("restored/master.key"))? != old, "it is the same key");
    ensure!(std::fs::read(world.path("restored/master.key.old1"))? == old, "the old key is gone");
    let rekeyed = world.serve("restored", None)?;
    world.is_as_before(&rekeyed, &task)?;
    rekeyed.end()
}

/// A store in a file becomes one in a database, and its key comes from the environment, then another one.
fn lines_go_from_a_file_into_a_database(world: &World) -> Result<()> {
    let server = world.serve("data", None)?;
    let task = world.synced(&server)?;
    let busy = world.run(&["store", "backup", "--portable", "early.lines"], "data", &[])?;
    ensure!(busy.code == 2 && busy.said.contains("uses the store"), "{busy:?}");
    ensure!(!world.path("early.lines").exists(), "half a backup was left");
    server.end()?;
    world.sh("portable backup")?;
    let key = std::fs::read_to_string(world.path("data/master.key"))?;
    let url = world.store_url.as_str();
    let place = [("SHADOWTABLE_STORE", url), ("SHADOWTABLE_MASTER_KEY", key.trim())];
    let restored = world.run(&["store", "restore", "shadowtable.lines"], "elsewhere", &place)?;
    ensure!(restored.code == 0, "{restored:?}");
    let twice = world.run(&["store", "restore", "shadowtable.lines"], "elsewhere", &place)?;
    ensure!(twice.code == 2 && twice.said.contains("has users already"), "{twice:?}");
    let server = world.serve("elsewhere", Some((url, key.trim())))?;
    world.is_as_before(&server, &task)?;
    let new = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    let rekey = [place[0], place[1], ("SHADOWTABLE_NEW_MASTER_KEY", new)];
    let busy = world.run(&["store", "rekey"], "elsewhere", &rekey)?;
    ensure!(busy.code == 2 && busy.said.contains("uses the store"), "{busy:?}");
    server.end()?;
    let done = world.run(&["store", "rekey"], "elsewhere", &rekey)?;
    ensure!(done.code == 0, "{done:?}");
    let old = world.run(&["user", "list"], "elsewhere", &place)?;
    ensure!(old.code == 2 && old.said.contains("master key"), "{old:?}");
    let server = world.serve("elsewhere", Some((url, new)))?;
    world.is_as_before(&server, &task)?;
    server.end()
}

fn what_can_not_be_is_said(world: &World) -> Result<()> {
    let check = |arguments: &[&str], directory: &str, expected: &str| {
        let done = world.run(arguments, directory, &[])?;
        ensure!(done.code == 2 && done.said.contains(expected), "{arguments:?}: {done:?}");
        Ok(())
    };
    check(&["store", "backup", "b"], "nothing", "there is no store")?;
    check(&["store", "rekey"], "nothing", "master.key")?;
    ensure!(!world.path("nothing").exists(), "something was made");
    let server = world.serve("data", None)?;
    check(&["store", "restore", "b"], "data", "there is a store already")?;
    ensure!(world.run(&["store", "backup", "b"], "data", &[])?.code == 0);
    check(&["store", "backup", "b"], "data", "can't make the copy")?;
    server.end()?;
    check(&["store", "restore", "b"], "nothing", "master key")?;
    // Under another key it is no store of ours, and none is left there.
    std::fs::create_dir(world.path("other"))?;
    let key = [("SHADOWTABLE_MASTER_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")];
    let other = world.run(&["store", "restore", "b"], "other", &key)?;
    ensure!(other.code == 2 && other.said.contains("key"), "{other:?}");
    ensure!(std::fs::read_dir(world.path("other"))?.count() == 0, "something was left");
    // Broken off when everything was sealed with the new key, and that was not yet in its place.
    let again = world.run(&["store", "rekey"], "data", &[])?;
    ensure!(again.code == 0, "{again:?}");
    std::fs::rename(world.path("data/master.key"), world.path("data/master.key.new"))?;
    std::fs::rename(world.path("data/master.key.old1"), world.path("data/master.key"))?;
    let repeated = world.run(&["store", "rekey"], "data", &[])?;
    ensure!(repeated.code == 0 && repeated.said.contains("going on"), "{repeated:?}");
    world.serve("data", None)?.end()
}

/// A directory to work in, and a database worked on.
struct World {
    directory: tempfile::TempDir,
    url: String,
    database: String,
    store_url: String,
    runtime: tokio::runtime::Runtime,
}

/// How a command ended.
#[derive(Debug)]
struct Done {
    code: i32,
    said: String,
}

impl World {
    fn play(kind: Kind, name: &str, play: Play) -> Result<()> {
        let url = kind.url_from_env().context("the server's URL is not set")?;
        let short: String = name.chars().take(12).collect();
        let database = format!("op_{}_{short}", std::process::id());
        let world = Self {
            directory: tempfile::tempdir()?,
            store_url: format!("{}/{database}_store", url.trim_end_matches('/')),
            url,
            database,
            runtime: tokio::runtime::Builder::new_current_thread().enable_all().build()?,
        };
        let (shop, store) = (&world.database, format!("{}_store", world.database));
        world.sql(&[
            format!("CREATE DATABASE `{shop}`"),
            format!("CREATE DATABASE `{store}` DEFAULT CHARACTER SET utf8mb4"),
            format!("CREATE TABLE `{shop}`.customers (id INT PRIMARY KEY)"),
        ])?;
        let played = play(&world);
        world.sql(&[format!("DROP DATABASE `{shop}`"), format!("DROP DATABASE `{store}`")])?;
        played?;
        tally::record(kind, &format!("operations {name}"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn sql(&self, statements: &[String]) -> Result<()> {
        self.runtime.block_on(async {
            let mut conn = connect(&self.url).await?;
            for sql in statements {
                conn.query_drop(sql).await.with_context(|| sql.clone())?;
            }
            Ok(conn.disconnect().await?)
        })
    }

    fn command(&self, directory: &str, environment: &[(&str, &str)]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shadowtable"));
        command.current_dir(self.directory.path()).env_clear().env("HOME", "/nonexistent");
        command.env("SHADOWTABLE_DATA_DIR", directory).envs(environment.iter().copied());
        command
    }

    fn run(&self, arguments: &[&str], directory: &str, environment: &[(&str, &str)]) -> Result<Done> {
        let output = self.command(directory, environment).args(arguments).output()?;
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        Ok(Done { code: output.status.code().context("it was killed")?, said: said.into_owned() })
    }

    /// Plays the block of the document that begins with this comment; gives what it said.
    fn sh(&self, name: &str) -> Result<String> {
        let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/operations.md");
        let document = std::fs::read_to_string(document)?;
        let begin = format!("```sh\n# {name}\n");
        let from = document.find(&begin).with_context(|| format!("{name} is gone"))? + begin.len();
        let to = document[from..].find("```").context("it does not end")?;
        let program =
            Path::new(env!("CARGO_BIN_EXE_shadowtable")).parent().context("it is in a directory")?;
        let path = format!("{}:{}", program.display(), std::env::var("PATH")?);
        let output = Command::new("bash")
            .args(["-euo", "pipefail", "-c", &document[from..from + to]])
            .current_dir(self.directory.path())
            .env("PATH", path)
            .output()?;
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{name}: {said}");
        Ok(said.into_owned())
    }

    fn serve(&self, directory: &str, store: Option<(&str, &str)>) -> Result<Server> {
        let mut command = self.command(directory, &[("SHADOWTABLE_ADMIN_PASSWORD", PASSWORD)]);
        if let Some((url, key)) = store {
            command.env("SHADOWTABLE_STORE", url).env("SHADOWTABLE_MASTER_KEY", key);
        }
        Server::start(&mut command)
    }

    /// Makes a connection with a password and a task that syncs one table; gives the task when it is over.
    fn synced(&self, server: &Server) -> Result<Value> {
        let address = Address::parse(&self.url)?;
        let connection = server.post(
            "/api/v1/connections",
            &json!({
                "name": "target", "host": address.host_or_default(), "port": address.port_or_default(),
                "user": address.user.clone().unwrap_or_else(|| "root".to_owned()),
                "password": address.password.as_ref().map_or("", |password| password.expose()),
            }),
        )?;
        let request = json!({ "prefix": "_test_", "range": "all" });
        let asked =
            json!({ "connection_id": connection["id"], "database": self.database, "request": request });
        let analysis = server.post("/api/v1/analyses", &asked)?;
        let path = format!("/api/v1/analyses/{}", text(&analysis["id"])?);
        server.wait(&path, "Done")?;
        let task = json!({ "analysis_id": analysis["id"], "mode": "Immediately", "error_policy": "Abort" });
        let task = server.post("/api/v1/tasks", &task)?;
        server.wait(&format!("/api/v1/tasks/{}", text(&task["id"])?), "Finished")
    }

    /// The same task with its run, and a connection whose password still opens the database.
    fn is_as_before(&self, server: &Server, task: &Value) -> Result<()> {
        let path = format!("/api/v1/tasks/{}", text(&task["id"])?);
        let found = server.get(&path)?;
        ensure!(found == *task, "{found} is not {task}");
        let run = server.get(&format!("{path}/runs/1"))?;
        ensure!(run["state"] == "Succeeded", "{run}");
        let test = format!("/api/v1/connections/{}/test", text(&task["connection_id"])?);
        let tested = server.post(&test, &json!({}))?;
        ensure!(tested["ok"] == true, "{tested}");
        Ok(())
    }
}

fn text(value: &Value) -> Result<&str> {
    value.as_str().with_context(|| format!("{value} is no text"))
}

/// A server on a port of its own, with somebody logged in; it ends with the test.
struct Server {
    child: Child,
    address: String,
    cookie: String,
}

impl Server {
    fn start(command: &mut Command) -> Result<Self> {
        command.args(["serve", "--listen", "127.0.0.1:0", "--log", "warn"]);
        let mut child = command.stderr(Stdio::piped()).spawn()?;
        let mut said = BufReader::new(child.stderr.take().context("it has no error output")?);
        let mut server = Self { child, address: String::new(), cookie: String::new() };
        let mut all = String::new();
        while server.address.is_empty() {
            let before = all.len();
            ensure!(said.read_line(&mut all)? > 0, "it ended: {all}");
            if let Some((_, address)) = all[before..].split_once("listening on http://") {
                address.trim().clone_into(&mut server.address);
            }
        }
        // Somebody has to read what it says, or it stands still when the pipe is full.
        std::thread::spawn(move || said.lines().for_each(drop));
        let body = json!({ "name": "admin", "password": PASSWORD }).to_string();
        let (head, _) = server.send("POST", "/api/v1/login", &body)?;
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).context("no cookie")?;
        cookie.split(';').next().unwrap_or_default().clone_into(&mut server.cookie);
        Ok(server)
    }

    fn get(&self, path: &str) -> Result<Value> {
        Ok(serde_json::from_str(&self.send("GET", path, "")?.1)?)
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        Ok(serde_json::from_str(&self.send("POST", path, &body.to_string())?.1)?)
    }

    /// Asks until it is in this state.
    fn wait(&self, path: &str, state: &str) -> Result<Value> {
        let begin = Instant::now();
        loop {
            let found = self.get(path)?;
            if found["state"] == state {
                return Ok(found);
            }
            ensure!(begin.elapsed() < PATIENCE, "it never came to {state}: {found}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn send(&self, method: &str, path: &str, body: &str) -> Result<(String, String)> {
        let mut stream = TcpStream::connect(&self.address)?;
        let (address, cookie, length) = (&self.address, &self.cookie, body.len());
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nCookie: {cookie}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, text) = answer.split_once("\r\n\r\n").context("an answer has a head")?;
        ensure!(head.split(' ').nth(1).is_some_and(|status| status.starts_with('2')), "{path}: {answer}");
        Ok((head.replace("\r\n", "\n"), text.to_owned()))
    }

    /// As a supervisor ends it.
    fn end(mut self) -> Result<()> {
        let id = self.child.id().to_string();
        ensure!(Command::new("kill").args(["-TERM", &id]).status()?.success(), "it can't be told");
        ensure!(self.child.wait()?.success(), "it ended badly");
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It was ended already unless the test failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
