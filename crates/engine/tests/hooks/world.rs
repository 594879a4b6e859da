//! A store in memory, a clock that the test turns, nodes, and tasks on a database that nobody can reach.

use crate::receiver::Receiver;
use shadowtable_engine::service::{Actor, Policy, Services, Submission, submit};
use shadowtable_engine::task::{Worker, WorkerOptions};
use shadowtable_store::backend::{Backend, sqlite::Sqlite};
use shadowtable_store::{
    Analysis, AnalysisState, Batch, Clock, Connection, Delivery, Document, DriftPolicy, ErrorPolicy,
    MasterKey, Mode, Page, Pair, PairBody, PairsOf, Store, Task, Webhook, new_id,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;

pub const BEGIN: i64 = 1_800_000_000_000;

/// How long anything may take before a test fails.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct World {
    pub services: Services,
    pub connection: Connection,
    backend: Arc<dyn Backend>,
    key: MasterKey,
    clock: Arc<AtomicI64>,
}

/// A node that works in the background; it ends when this is dropped, as if by `kill -9`.
pub struct Node(JoinHandle<()>);

impl Drop for Node {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl World {
    pub async fn new() -> Self {
        let clock = Arc::new(AtomicI64::new(BEGIN));
        let backend: Arc<dyn Backend> = Arc::new(Sqlite::memory().unwrap());
        let key = MasterKey::generate();
        let services = services(Arc::clone(&backend), &key, &clock, Policy::default()).await;
        let connection = connection();
        services.store.connections().insert(&connection).await.unwrap();
        Self { services, connection, backend, key, clock }
    }

    /// What another node works with: the same store, and a configuration of its own.
    pub async fn other(&self, policy: Policy) -> Services {
        services(Arc::clone(&self.backend), &self.key, &self.clock, policy).await
    }

    /// The same store on another backend.
    pub async fn on(&self, backend: Arc<dyn Backend>) -> Services {
        services(backend, &self.key, &self.clock, Policy::default()).await
    }

    pub fn backend(&self) -> Arc<dyn Backend> {
        Arc::clone(&self.backend)
    }

    pub fn turn(&self, by: Duration) {
        self.clock.fetch_add(i64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }

    pub fn node(&self) -> Node {
        Self::node_of(&self.services)
    }

    pub fn node_of(services: &Services) -> Node {
        let options = WorkerOptions { pulse: Duration::from_millis(10), ..WorkerOptions::default() };
        let worker = Worker::new(services.clone(), options);
        Node(tokio::spawn(worker.work(tokio_util::sync::CancellationToken::new())))
    }

    /// Makes tasks wait for approval.
    pub async fn guard(&mut self) {
        self.connection.needs_approval = true;
        self.services.store.connections().save(&mut self.connection).await.unwrap();
    }

    /// A webhook for these events.
    pub async fn webhook(&self, receiver: &Receiver, template: &str, events: &[&str]) -> Webhook {
        let webhook = self.draft(&receiver.url, template, events);
        self.services.store.webhooks().insert(&webhook).await.unwrap();
        webhook
    }

    pub fn draft(&self, url: &str, template: &str, events: &[&str]) -> Webhook {
        let id = new_id();
        let store = &self.services.store;
        Webhook {
            name: "w".to_owned(),
            url: store.seal(url, &id).unwrap(),
            template: template.to_owned(),
            events: Document::of(&events).unwrap(),
            connection_id: None,
            secret: Some(store.seal("SECret", &id).unwrap()),
            id,
            disabled: false,
            created_by: "admin".to_owned(),
            created_at: BEGIN,
            version: 1,
        }
    }

    pub async fn deliveries(&self, webhook: &Webhook) -> Vec<Delivery> {
        self.services.store.deliveries().list(&webhook.id, &Page::default()).await.unwrap().rows
    }

    pub async fn submit(&self, how: &Submission) -> Task {
        let analysis = self.analysis().await;
        submit(&self.services, &actor("olga"), (&self.connection, &analysis), how, None).await.unwrap()
    }

    /// An analysis with one pair that is to be created.
    pub async fn analysis(&self) -> Analysis {
        let request = serde_json::json!({
            "prefix": "_t_", "foreign_keys": "retarget", "rebuild": "copy", "adopt": [], "registry": null, "range": "all",
        });
        let request = Document::of(&request).unwrap();
        let mut analysis = Analysis::queued(new_id(), self.connection.id.clone(), "shop".to_owned(), request);
        analysis.state = AnalysisState::Done;
        let body = serde_json::json!({
            "source": "a", "shadow": "_t_a", "verdict": "Create", "reasons": [], "adopted": false, "occupancy": null,
            "hazards": [], "statements": [{ "sql": "CREATE TABLE `_t_a` (`id` int)", "phase": "tables", "hazards": [] }],
            "fingerprints": { "source": "1", "shadow": null }, "open": true, "unregistered": false,
        });
        let pair = Pair {
            position: 0,
            source: "a".to_owned(),
            shadow: "_t_a".to_owned(),
            verdict: "Create".to_owned(),
            skipped: false,
            gates: 0,
            statements: 1,
            hazards: Document::from_text("[]"),
            reasons: Document::from_text("[]"),
        };
        let body = PairBody { position: 0, body: Document::of(&body).unwrap(), ..PairBody::default() };
        let mut batch = Batch::new();
        batch.insert_analysis(&analysis).insert_pairs(PairsOf::Analysis(&analysis.id), &[(pair, body)]);
        self.services.store.commit(batch).await.unwrap();
        analysis
    }
}

async fn services(
    backend: Arc<dyn Backend>,
    key: &MasterKey,
    clock: &Arc<AtomicI64>,
    policy: Policy,
) -> Services {
    let store = Store::open_with(backend, key.clone(), Clock::manual(Arc::clone(clock))).await.unwrap();
    Services { store, policy }
}

/// Nobody listens on port 1.
fn connection() -> Connection {
    Connection {
        id: new_id(),
        name: "nowhere".to_owned(),
        host: Some("127.0.0.1".to_owned()),
        port: Some(1),
        socket: None,
        user: "nobody".to_owned(),
        password: None,
        ssl_mode: None,
        ssl_ca: None,
        defaults: Document::default(),
        environment: Some("staging".to_owned()),
        color: None,
        needs_approval: false,
        drift_on_approval: DriftPolicy::Refuse,
        created_by: "admin".to_owned(),
        created_at: BEGIN,
        version: 1,
        server: None,
        tested_at: None,
    }
}

pub fn actor(name: &str) -> Actor {
    Actor { name: name.to_owned(), client: None }
}

pub fn at_once() -> Submission {
    submission(Mode::Immediately)
}

pub fn submission(mode: Mode) -> Submission {
    Submission {
        mode,
        start_at: Some(BEGIN + 3_600_000),
        cron: Some("0 * * * *".to_owned()),
        time_zone: None,
        error_policy: ErrorPolicy::Abort,
        drift_policy: DriftPolicy::Refuse,
        hazards: Vec::new(),
        parallel: 1,
        lock_wait_ms: 1000,
        remarks: Some("before the load test".to_owned()),
    }
}

/// Waits until it is so.
pub async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let begin = Instant::now();
    while !is_so().await {
        assert!(begin.elapsed() < PATIENCE, "it did not come true that {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Long enough for everything that could happen wrongly.
pub async fn moment() {
    tokio::time::sleep(Duration::from_millis(300)).await;
}
