//! A server of ours with a worker, a database server of somebody else's, and an empty database on it.

use crate::client::Client;
use anyhow::{Context as _, Result};
use mysql_async::Opts;
use mysql_async::prelude::Queryable as _;
use serde_json::{Value, json};
use shadowtable_engine::service::{Policy, Services};
use shadowtable_engine::task::{Worker, WorkerOptions};
use shadowtable_server::{Running, Settings, accounts, serve};
use shadowtable_store::{MasterKey, Store, StoreAddress};
use shadowtable_testkit::connect::connect;
use shadowtable_testkit::kind::Kind;
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

const PASSWORD: &str = "of the first admin";

/// A server of ours, and a database.
pub struct World {
    /// Who is logged in.
    pub client: Client,
    /// Where the database server is.
    pub url: String,
    /// The database.
    pub database: String,
    /// The server's store.
    pub store: Store,
    running: Running,
    worker: JoinHandle<()>,
    ending: CancellationToken,
    _directory: TempDir,
}

impl World {
    /// Starts everything.
    pub async fn new(kind: Kind, name: &str) -> Result<Self> {
        let url = kind.url_from_env().context("the server's URL is not set")?;
        let short: String = name.chars().filter(char::is_ascii_alphabetic).take(24).collect();
        let database = format!("api_{}_{short}", std::process::id());
        Self::drop_database(&url, &database).await?;
        let mut conn = connect(&url).await?;
        conn.query_drop(format!("CREATE DATABASE `{database}` DEFAULT CHARACTER SET utf8mb4")).await?;
        conn.disconnect().await?;

        let directory = tempfile::tempdir()?;
        let address = StoreAddress::File(directory.path().join("shadowtable.db"));
        let store = Store::open(&address, MasterKey::generate()).await?;
        accounts::first_admin(&store, Some(PASSWORD.to_owned())).await?;
        let services = Services { store: store.clone(), policy: Policy::default() };
        let ending = CancellationToken::new();
        let settings = Settings { listen: ([127, 0, 0, 1], 0).into(), ..Settings::default() };
        let running = serve(settings, services.clone(), ending.clone()).await?;
        let worker = Worker::new(services, WorkerOptions::default());
        let worker = tokio::spawn(worker.work(ending.clone()));
        let client = Client::log_in(running.address, accounts::FIRST_ADMIN, PASSWORD).await?;
        Ok(Self { client, url, database, store, running, worker, ending, _directory: directory })
    }

    /// The connection to the database server, as it is sent.
    pub fn request(&self) -> Value {
        let opts = Opts::from_url(&self.url).map_err(|error| error.to_string());
        let (host, port, user, password) = match &opts {
            Ok(opts) => (opts.ip_or_hostname(), opts.tcp_port(), opts.user(), opts.pass()),
            Err(_) => ("", 0, None, None),
        };
        json!({
            "name": "target", "host": host, "port": port, "user": user.unwrap_or("root"),
            "password": password.unwrap_or_default(),
        })
    }

    /// Makes the connection; gives its id.
    pub async fn connect(&self) -> Result<String> {
        let made = self.client.post("/connections", &self.request()).await?;
        Ok(made["id"].as_str().context("a connection has an id")?.to_owned())
    }

    /// Runs a statement in the database.
    pub async fn run(&self, sql: &str) -> Result<()> {
        let mut conn = connect(&self.url).await?;
        conn.query_drop(format!("USE `{}`", self.database)).await?;
        conn.query_drop(sql).await.with_context(|| sql.to_owned())?;
        conn.disconnect().await?;
        Ok(())
    }

    /// Ends the server in order.
    pub async fn end(self) -> Result<()> {
        self.ending.cancel();
        self.running.ended().await?;
        self.worker.await?;
        Ok(())
    }

    /// Takes the database away.
    pub async fn drop_database(url: &str, database: &str) -> Result<()> {
        let mut conn = connect(url).await?;
        conn.query_drop(format!("DROP DATABASE IF EXISTS `{database}`")).await?;
        conn.disconnect().await?;
        Ok(())
    }
}
