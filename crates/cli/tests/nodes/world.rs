//! A store that nodes share, and databases that they work on.

use anyhow::{Context, Result, ensure};
use mysql_async::prelude::Queryable;
use shadowtable_engine::document::RequestDocument;
use shadowtable_engine::service::{
    Actor, AnalysisRequest, Policy, RangeDocument, Services, Submission, create_analysis, submit,
};
use shadowtable_store::{
    AnalysisState, Connection, Document, DriftPolicy, ErrorPolicy, MasterKey, Mode, Store, Task, new_id,
};
use shadowtable_target::Address;
use shadowtable_testkit::connect::connect;
use shadowtable_testkit::kind::Kind;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// A store on a server, and what the nodes are started with.
pub struct World {
    pub services: Services,
    pub key: MasterKey,
    pub store_url: String,
    pub directory: TempDir,
    url: String,
    store_database: String,
    connection: Connection,
}

impl World {
    /// Works on the server of the tests, and keeps its store there.
    pub async fn new(kind: Kind) -> Result<Self> {
        let url = kind.url_from_env().context("the server's URL is not set")?;
        Self::with_store(kind, &url, "nodes").await
    }

    /// Works on the server of the tests, and keeps its store on another one.
    pub async fn with_store(kind: Kind, store: &str, name: &str) -> Result<Self> {
        let url = kind.url_from_env().context("the server's URL is not set")?;
        let store_database = format!("{name}_{}", std::process::id());
        let mut conn = connect(store).await?;
        conn.query_drop(format!("DROP DATABASE IF EXISTS `{store_database}`")).await?;
        conn.query_drop(format!("CREATE DATABASE `{store_database}` DEFAULT CHARACTER SET utf8mb4")).await?;
        conn.disconnect().await?;
        let store_url = format!("{}/{store_database}", store.trim_end_matches('/'));
        let key = MasterKey::generate();
        let store = Store::open(&store_url.parse()?, key.clone()).await?;
        let services = Services { store, policy: Policy::default() };
        let directory = tempfile::tempdir()?;
        std::fs::write(directory.path().join("config.toml"), "lease_seconds = 2\n")?;
        let connection = connection(&services, &Address::parse(&url)?)?;
        services.store.connections().insert(&connection).await?;
        Ok(Self { services, key, store_url, directory, url, store_database, connection })
    }

    /// A database with so many tables, each with a row.
    pub async fn database(&self, tables: usize) -> Result<String> {
        let name = format!("{}_t", self.store_database);
        let mut conn = connect(&self.url).await?;
        conn.query_drop(format!("DROP DATABASE IF EXISTS `{name}`")).await?;
        conn.query_drop(format!("CREATE DATABASE `{name}` DEFAULT CHARACTER SET utf8mb4")).await?;
        conn.query_drop(format!("USE `{name}`")).await?;
        for number in 0..tables {
            let sql =
                format!("CREATE TABLE t{number:03} (id INT PRIMARY KEY, note VARCHAR(20), KEY k (note))");
            conn.query_drop(sql).await?;
            conn.query_drop(format!("INSERT INTO t{number:03} VALUES ({number}, 'real')")).await?;
        }
        conn.disconnect().await?;
        Ok(name)
    }

    /// A task that makes the shadows of all tables.
    pub async fn submit(&self, database: &str) -> Result<Task> {
        let request: RequestDocument = serde_json::from_value(serde_json::json!({
            "prefix": "_test_", "foreign_keys": "retarget", "rebuild": "copy", "adopt": [], "registry": null,
        }))?;
        let request = AnalysisRequest { request, range: RangeDocument::All, exclude: Vec::new() };
        let olga = Actor { name: "olga".to_owned(), client: None };
        let store = &self.services.store;
        let analysis =
            create_analysis(&self.services, &olga, &self.connection, database, &request, None).await?;
        let analysis = until(async || {
            let now = store.analyses().get(&analysis.id).await?;
            Ok((!matches!(now.state, AnalysisState::Queued | AnalysisState::Running)).then_some(now))
        })
        .await?;
        ensure!(analysis.state == AnalysisState::Done, "{:?}", analysis.error);
        let how = Submission {
            mode: Mode::Immediately,
            start_at: None,
            cron: None,
            time_zone: None,
            error_policy: ErrorPolicy::Abort,
            drift_policy: DriftPolicy::Refuse,
            hazards: Vec::new(),
            parallel: 2,
            lock_wait_ms: 5000,
            remarks: None,
        };
        Ok(submit(&self.services, &olga, (&self.connection, &analysis), &how, None).await?)
    }

    /// The sources are what they were, and each has a shadow without rows.
    pub async fn check(&self, database: &str, tables: usize) -> Result<()> {
        let mut conn = connect(&self.url).await?;
        conn.query_drop(format!("USE `{database}`")).await?;
        for number in 0..tables {
            let rows: Vec<(u32, String)> = conn.query(format!("SELECT * FROM t{number:03}")).await?;
            ensure!(rows == [(u32::try_from(number)?, "real".to_owned())], "t{number:03}: {rows:?}");
            let count: Option<u64> =
                conn.query_first(format!("SELECT COUNT(*) FROM _test_t{number:03}")).await?;
            ensure!(count == Some(0), "_test_t{number:03}: {count:?}");
        }
        conn.disconnect().await?;
        Ok(())
    }

    /// How many shadows there are.
    pub async fn shadows(&self, database: &str) -> Result<u64> {
        let mut conn = connect(&self.url).await?;
        let count = format!(
            "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '{database}' AND table_name LIKE '\\_test\\_%'"
        );
        let count = conn.query_first(count).await?;
        conn.disconnect().await?;
        count.context("a count is a number")
    }

    pub async fn drop(self) -> Result<()> {
        let mut conn = connect(&self.url).await?;
        for name in [format!("{}_t", self.store_database), self.store_database] {
            conn.query_drop(format!("DROP DATABASE IF EXISTS `{name}`")).await?;
        }
        conn.disconnect().await?;
        Ok(())
    }
}

fn connection(services: &Services, address: &Address) -> Result<Connection> {
    let id = new_id();
    let password = match &address.password {
        Some(password) => Some(services.store.seal(password.expose(), &id)?),
        None => None,
    };
    Ok(Connection {
        name: "the server of the test".to_owned(),
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
        created_at: 0,
        version: 1,
        server: None,
        tested_at: None,
    })
}

/// Waits until there is something.
pub async fn until<T>(mut look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    let begin = Instant::now();
    loop {
        if let Some(found) = look().await? {
            return Ok(found);
        }
        ensure!(begin.elapsed() < PATIENCE, "it did not come in {} s", PATIENCE.as_secs());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
