//! A case's world: databases on a real server, a store in memory, a clock that the case turns, and nodes.

use anyhow::{Context, Result, ensure};
use mysql_async::prelude::Queryable;
use shadowtable_engine::document::RequestDocument;
use shadowtable_engine::service::{
    Actor, AnalysisRequest, Policy, RangeDocument, Services, Submission, create_analysis, submit,
};
use shadowtable_engine::task::{Worker, WorkerOptions};
use shadowtable_store::backend::{Backend, sqlite::Sqlite};
use shadowtable_store::{
    Analysis, AnalysisState, Clock, Connection, Document, DriftPolicy, ErrorPolicy, MasterKey, Mode, Run,
    RunPairFilter, Step, Store, Task, TaskState, new_id,
};
use shadowtable_target::Address;
use shadowtable_testkit::connect::connect;
use shadowtable_testkit::kind::Kind;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How long anything may take before a case fails.
const PATIENCE: Duration = Duration::from_secs(120);

/// Where the clock begins.
pub const BEGIN: i64 = 1_800_000_000_000;

static DATABASES: AtomicU32 = AtomicU32::new(0);

/// One server, and one store that all nodes share.
pub struct World {
    pub kind: Kind,
    url: String,
    backend: Arc<dyn Backend>,
    key: MasterKey,
    pub clock: Arc<AtomicI64>,
}

/// A node that works in the background; it ends when this is dropped, as if by `kill -9`.
pub struct NodeHandle {
    ending: CancellationToken,
    task: tokio::task::JoinHandle<()>,
}

impl World {
    pub fn new(kind: Kind, _case: &str) -> Result<Self> {
        Ok(Self {
            kind,
            url: kind.url_from_env().context("the server's URL is not set")?,
            backend: Arc::new(Sqlite::memory()?),
            key: MasterKey::generate(),
            clock: Arc::new(AtomicI64::new(BEGIN)),
        })
    }

    pub fn backend(&self) -> Arc<dyn Backend> {
        Arc::clone(&self.backend)
    }

    /// What services and nodes work with; the store's database may be one that fails.
    pub async fn services(&self, backend: Arc<dyn Backend>) -> Result<Services> {
        let clock = Clock::manual(Arc::clone(&self.clock));
        let store = Store::open_with(backend, self.key.clone(), clock).await?;
        let policy = Policy { lease: Duration::from_secs(3), ..Policy::default() };
        Ok(Services { store, policy })
    }

    pub fn turn(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or_default();
        self.clock.fetch_add(by, Ordering::SeqCst);
    }

    /// A new database with these tables.
    pub async fn database(&self, statements: &[&str]) -> Result<Database> {
        let number = DATABASES.fetch_add(1, Ordering::SeqCst);
        let name = format!("e_{}_{number}", std::process::id());
        let mut conn = connect(&self.url).await?;
        conn.query_drop(format!("DROP DATABASE IF EXISTS `{name}`")).await?;
        conn.query_drop(format!("CREATE DATABASE `{name}` DEFAULT CHARACTER SET utf8mb4")).await?;
        let database = Database { name, url: self.url.clone() };
        conn.disconnect().await?;
        database.run(statements).await?;
        Ok(database)
    }

    /// A connection of the store to this server.
    pub async fn connection(&self, services: &Services) -> Result<Connection> {
        let address = Address::parse(&self.url)?;
        let id = new_id();
        let password = match &address.password {
            Some(password) => Some(services.store.seal(password.expose(), &id)?),
            None => None,
        };
        let connection = Connection {
            name: format!("test {id}"),
            host: address.host.clone(),
            port: address.port.map(i64::from),
            socket: address.socket.as_ref().map(|path| path.display().to_string()),
            user: address.user.clone().unwrap_or_else(|| "root".to_owned()),
            password,
            id,
            ssl_mode: None,
            ssl_ca: None,
            defaults: Document::default(),
            environment: None,
            color: None,
            needs_approval: false,
            drift_on_approval: DriftPolicy::Refuse,
            created_by: "admin".to_owned(),
            created_at: BEGIN,
            version: 1,
            server: None,
            tested_at: None,
        };
        services.store.connections().insert(&connection).await?;
        Ok(connection)
    }
}

/// A database of a case's own.
pub struct Database {
    pub name: String,
    url: String,
}

impl Database {
    pub async fn run(&self, statements: &[&str]) -> Result<()> {
        let mut conn = self.conn().await?;
        for sql in statements {
            conn.query_drop(*sql).await.with_context(|| (*sql).to_owned())?;
        }
        conn.disconnect().await?;
        Ok(())
    }

    pub async fn rows(&self, sql: &str) -> Result<Vec<String>> {
        let mut conn = self.conn().await?;
        let rows: Vec<mysql_async::Row> = conn.query(sql).await?;
        conn.disconnect().await?;
        let text = |value: mysql_async::Value| match value {
            mysql_async::Value::NULL => "NULL".to_owned(),
            mysql_async::Value::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            value => value.as_sql(false),
        };
        Ok(rows
            .into_iter()
            .map(|row| row.unwrap().into_iter().map(text).collect::<Vec<_>>().join(" | "))
            .collect())
    }

    pub async fn conn(&self) -> Result<mysql_async::Conn> {
        let mut conn = connect(&self.url).await?;
        conn.query_drop(format!("USE `{}`", self.name)).await?;
        Ok(conn)
    }

    pub async fn drop(self) -> Result<()> {
        self.run(&[&format!("DROP DATABASE `{}`", self.name)]).await
    }
}

/// A node that works.
pub fn node(services: &Services) -> NodeHandle {
    let options = WorkerOptions { pulse: Duration::from_millis(20), ..WorkerOptions::default() };
    let worker = Worker::new(services.clone(), options);
    let ending = CancellationToken::new();
    let task = tokio::spawn(worker.work(ending.clone()));
    NodeHandle { ending, task }
}

impl NodeHandle {
    /// As SIGTERM does.
    pub async fn end(mut self) -> Result<()> {
        self.ending.cancel();
        (&mut self.task).await?;
        Ok(())
    }

    /// As `kill -9` does.
    pub fn kill(self) {}
}

impl Drop for NodeHandle {
    fn drop(&mut self) {
        self.task.abort();
    }
}

pub fn actor(name: &str) -> Actor {
    Actor { name: name.to_owned(), client: None }
}

/// All tables, under the prefix of the tests; tables that are there are adopted.
pub fn request() -> Result<AnalysisRequest> {
    request_with(None)
}

/// The same with this registry, as the API takes it.
pub fn request_with(registry: Option<&str>) -> Result<AnalysisRequest> {
    let request: RequestDocument = serde_json::from_value(serde_json::json!({
        "prefix": "_test_", "foreign_keys": "retarget", "rebuild": "copy", "adopt": ["all"], "registry": registry,
    }))?;
    Ok(AnalysisRequest { request, range: RangeDocument::All, exclude: Vec::new() })
}

/// An analysis that is done.
pub async fn analyzed(services: &Services, connection: &Connection, database: &Database) -> Result<Analysis> {
    answered(services, connection, database, &request()?).await
}

/// An analysis of something else, done.
pub async fn answered(
    services: &Services,
    connection: &Connection,
    database: &Database,
    request: &AnalysisRequest,
) -> Result<Analysis> {
    let analysis =
        create_analysis(services, &actor("olga"), connection, &database.name, request, None).await?;
    let done = until(async || {
        let now = services.store.analyses().get(&analysis.id).await?;
        Ok((!matches!(now.state, AnalysisState::Queued | AnalysisState::Running)).then_some(now))
    })
    .await?;
    ensure!(done.state == AnalysisState::Done, "{:?}", done.error);
    Ok(done)
}

/// What is submitted when nothing else is said.
pub fn submission(mode: Mode) -> Submission {
    Submission {
        mode,
        start_at: None,
        cron: None,
        time_zone: None,
        error_policy: ErrorPolicy::Abort,
        drift_policy: DriftPolicy::Refuse,
        hazards: ["narrows-type", "drops-column", "sets-not-null", "adds-foreign-key", "adds-unique"]
            .map(str::to_owned)
            .to_vec(),
        parallel: 1,
        lock_wait_ms: 5000,
        remarks: None,
    }
}

/// A task of a fresh analysis.
pub async fn submitted(
    services: &Services,
    connection: &Connection,
    database: &Database,
    how: &Submission,
) -> Result<Task> {
    let analysis = analyzed(services, connection, database).await?;
    Ok(submit(services, &actor("olga"), (connection, &analysis), how, None).await?)
}

/// Waits until the task is in one of these states.
pub async fn until_task(services: &Services, task: &Task, states: &[TaskState]) -> Result<Task> {
    let found = until(async || {
        let now = services.store.tasks().get(&task.id).await?;
        Ok(states.contains(&now.state).then_some(now))
    })
    .await;
    match found {
        Ok(task) => Ok(task),
        Err(error) => {
            let now = services.store.tasks().get(&task.id).await?;
            Err(error.context(format!("the task is {} and not one of {states:?}", now.state)))
        }
    }
}

/// Waits until there is something.
pub async fn until<T>(mut look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    let begin = std::time::Instant::now();
    loop {
        if let Some(found) = look().await? {
            return Ok(found);
        }
        ensure!(begin.elapsed() < PATIENCE, "it did not come in {} s", PATIENCE.as_secs());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// The newest run of a task with its steps.
pub async fn newest(services: &Services, task: &Task) -> Result<(Run, Vec<Step>)> {
    let run = services.store.runs().newest(&task.id).await?.context("the task has no run")?;
    let steps = services.store.steps().of_run(&run.id, &[]).await?;
    Ok((run, steps))
}

/// The results of the newest run, `shadow result` each.
pub async fn results(services: &Services, task: &Task) -> Result<Vec<String>> {
    let (run, _) = newest(services, task).await?;
    let pairs = services.store.run_pairs().all(&run.id, &RunPairFilter::default()).await?;
    Ok(pairs.iter().map(|pair| format!("{} {}", pair.shadow, pair.result)).collect())
}

/// The verdicts of an analysis, `shadow verdict` each.
pub async fn verdicts(services: &Services, analysis: &Analysis) -> Result<Vec<String>> {
    let of = shadowtable_store::PairsOf::Analysis(&analysis.id);
    let pairs = services.store.pairs().all(of, &shadowtable_store::PairFilter::default()).await?;
    Ok(pairs.iter().map(|pair| format!("{} {}", pair.shadow, pair.verdict)).collect())
}
