//! The life of tasks against a small model: random calls, clocks and crashes, on one store and one or two nodes.
//!
//! The target can't be reached, so every run ends at once; what is tested is who may do what, when, and that nothing is
//! done twice or forgotten.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that can't go on has failed")]

use proptest::prelude::*;
use shadowtable_engine::service::{
    Actor, Decision, Policy, ServiceError, Services, Submission, act, approve, cancel, retry, submit,
};
use shadowtable_engine::task::{Act, Switches, Worker, WorkerOptions, after, carry_out, first, is_over};
use shadowtable_engine::webhook::Kind;
use shadowtable_store::backend::sqlite::Sqlite;
use shadowtable_store::{
    Analysis, AnalysisState, Batch, Clock, Connection, Document, DriftPolicy, ErrorPolicy, MasterKey, Mode,
    Page, Pair, PairBody, PairsOf, RunFilter, RunState, Store, Task, TaskState, Webhook, new_id,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const BEGIN: i64 = 1_800_000_000_000;
const HOUR: i64 = 3_600_000;

/// Something that happens.
#[derive(Clone, Copy, Debug)]
enum Call {
    Approve,
    Reject,
    Execute,
    Pause,
    Resume,
    Cancel,
    Retry,
    /// Time goes by, in minutes.
    Wait(i64),
    /// A node works for a moment.
    Work,
    /// A node takes up a run and dies.
    Die,
}

fn calls() -> impl Strategy<Value = Vec<Call>> {
    let call = prop_oneof![
        Just(Call::Approve),
        Just(Call::Reject),
        Just(Call::Execute),
        Just(Call::Pause),
        Just(Call::Resume),
        Just(Call::Cancel),
        Just(Call::Retry),
        (1..200_i64).prop_map(Call::Wait),
        Just(Call::Work),
        Just(Call::Die),
    ];
    prop::collection::vec(call, 1..12)
}

/// The model: a task is in one state, and each call has one outcome.
struct Model {
    mode: Mode,
    state: TaskState,
    runs: usize,
}

impl Model {
    /// Whether the act is possible; if so, it is done.
    fn act(&mut self, act: Act) -> bool {
        match after(self.state, act, self.mode) {
            Some(state) => {
                self.runs += usize::from(state == TaskState::Queued);
                self.state = state;
                true
            }
            None => false,
        }
    }
}

struct World {
    services: Services,
    clock: Arc<AtomicI64>,
    task: Task,
    model: Model,
}

impl World {
    async fn new(mode: Mode, needs_approval: bool) -> Self {
        let clock = Arc::new(AtomicI64::new(BEGIN));
        let backend = Arc::new(Sqlite::memory().unwrap());
        let manual = Clock::manual(Arc::clone(&clock));
        let store = Store::open_with(backend, MasterKey::generate(), manual).await.unwrap();
        let services =
            Services { store, policy: Policy { lease: Duration::from_secs(5), ..Policy::default() } };
        let connection = connection(needs_approval);
        services.store.connections().insert(&connection).await.unwrap();
        services.store.webhooks().insert(&webhook(&services)).await.unwrap();
        let analysis = analysis(&services, &connection).await;
        let how = Submission {
            mode,
            start_at: Some(BEGIN + HOUR),
            cron: Some("0 * * * *".to_owned()),
            time_zone: None,
            error_policy: ErrorPolicy::Abort,
            drift_policy: DriftPolicy::Refuse,
            hazards: Vec::new(),
            parallel: 1,
            lock_wait_ms: 1000,
            remarks: None,
        };
        let task = submit(&services, &actor("olga"), (&connection, &analysis), &how, None).await.unwrap();
        let state = first(mode, needs_approval);
        let model = Model { mode, state, runs: usize::from(state == TaskState::Queued) };
        Self { services, clock, task, model }
    }

    async fn call(&mut self, call: Call) {
        let task = self.now().await;
        let services = &self.services;
        let (olga, anna) = (actor("olga"), actor("anna"));
        let (possible, done) = match call {
            Call::Approve => {
                let done = approve(services, &anna, &task, Decision::Approve, None).await;
                // What was to run at a time that is over can't be approved any more.
                let too_late =
                    self.model.mode == Mode::At && self.clock.load(Ordering::SeqCst) >= BEGIN + HOUR;
                (!too_late && self.model.act(Act::Approve), done)
            }
            Call::Reject => {
                let done = approve(services, &anna, &task, Decision::Reject, None).await;
                (self.model.act(Act::Reject), done)
            }
            Call::Execute => (self.model.act(Act::Execute), act(services, &olga, &task, Act::Execute).await),
            Call::Pause => (self.model.act(Act::Pause), act(services, &olga, &task, Act::Pause).await),
            Call::Resume => (self.model.act(Act::Resume), act(services, &olga, &task, Act::Resume).await),
            Call::Cancel => (self.model.act(Act::Cancel), cancel(services, &olga, &task, None).await),
            Call::Retry => {
                let possible = self.model.runs > 0 && self.model.act(Act::Retry);
                (possible, retry(services, &olga, &task).await)
            }
            Call::Wait(minutes) => return self.wait(minutes),
            Call::Work => return self.work().await,
            Call::Die => return self.die().await,
        };
        match done {
            Ok(_) => assert!(possible, "{call:?} was done in {}", task.state),
            Err(ServiceError::NotPossible { .. }) => {
                assert!(!possible, "{call:?} was refused in {}", task.state)
            }
            Err(error) => panic!("{call:?} in {}: {error}", task.state),
        }
    }

    fn wait(&mut self, minutes: i64) {
        self.clock.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }

    /// A node looks around until nothing is left to do.
    async fn work(&mut self) {
        let options = WorkerOptions { pulse: Duration::from_millis(2), ..WorkerOptions::default() };
        let ending = CancellationToken::new();
        let node = tokio::spawn(Worker::new(self.services.clone(), options).work(ending.clone()));
        for _ in 0..2000 {
            tokio::time::sleep(Duration::from_millis(2)).await;
            if self.is_quiet().await {
                break;
            }
        }
        ending.cancel();
        node.await.unwrap();
        self.follow().await;
    }

    /// Nothing is queued, running or due.
    async fn is_quiet(&self) -> bool {
        let task = self.now().await;
        let now = self.services.store.now().await.unwrap();
        let due = task.next_at.is_some_and(|at| at <= now);
        let waits = matches!(task.state, TaskState::Scheduled) && due
            || matches!(task.state, TaskState::AwaitingApproval) && due && task.mode == Mode::At;
        !waits && !matches!(task.state, TaskState::Queued | TaskState::Running)
    }

    /// A node takes up a run, is not heard of any more, and comes back when somebody else may have it.
    async fn die(&mut self) {
        let claimed = self.services.store.runs().claim("a node that dies", 5000).await.unwrap();
        self.clock.fetch_add(60_000, Ordering::SeqCst);
        let Some(claimed) = claimed else { return };
        self.work().await;
        let late = carry_out(&self.services, &claimed, &Switches::default()).await;
        assert!(late.is_err(), "a node that was fenced out wrote");
    }

    /// What nodes do by themselves leads to a state that the model allows.
    async fn follow(&mut self) {
        let task = self.now().await;
        let runs =
            self.services.store.runs().list(&RunFilter::default(), &Default::default()).await.unwrap().rows;
        let live =
            |state: RunState| matches!(state, RunState::Queued | RunState::Running | RunState::Cancelling);
        assert!(runs.iter().filter(|run| live(run.state)).count() <= 1, "two live runs of one task");
        assert!(runs.iter().all(|run| live(run.state) || run.finished_at.is_some()), "{runs:?}");
        if self.model.state != task.state {
            let allowed = match self.model.state {
                TaskState::AwaitingApproval => task.state == TaskState::Expired,
                TaskState::Scheduled => task.state == TaskState::Finished,
                TaskState::Queued => matches!(task.state, TaskState::Finished | TaskState::Scheduled),
                _ => false,
            };
            assert!(allowed, "{} became {} by itself", self.model.state, task.state);
            self.model.state = task.state;
        }
        self.model.runs = runs.len();
    }

    async fn now(&self) -> Task {
        self.services.store.tasks().get(&self.task.id).await.unwrap()
    }

    /// In the end every task can be brought to an end.
    async fn end(&mut self) {
        self.work().await;
        let task = self.now().await;
        if !is_over(task.state) {
            cancel(&self.services, &actor("olga"), &task, None).await.unwrap();
        }
        assert!(is_over(self.now().await.state), "{}", self.now().await.state);
        self.is_told().await;
    }

    /// Each change that somebody wants to know of was told once: the target can't be reached, so every run that was taken up
    /// has failed.
    async fn is_told(&self) {
        let store = &self.services.store;
        let page = Page { limit: 1000, ..Page::default() };
        let notes = store.deliveries().list("w", &page).await.unwrap().rows;
        let told = |event: &str| notes.iter().filter(|note| note.event == event).count();
        let runs = store.runs().list(&RunFilter::default(), &page).await.unwrap().rows;
        let failed = runs.iter().filter(|run| run.state == RunState::Failed).count();
        let expired = usize::from(self.now().await.state == TaskState::Expired);
        assert_eq!(told("failed"), failed + expired, "{runs:?}");
        assert_eq!(told("approval-wanted"), usize::from(self.now().await.needs_approval));
        assert_eq!(notes.len(), told("failed") + told("approval-wanted"), "{notes:?}");
    }
}

fn actor(name: &str) -> Actor {
    Actor { name: name.to_owned(), client: None }
}

/// It wants to know everything, and nobody listens.
fn webhook(services: &Services) -> Webhook {
    Webhook {
        id: "w".to_owned(),
        name: "w".to_owned(),
        url: services.store.seal("http://127.0.0.1:1/", "w").unwrap(),
        template: "json".to_owned(),
        events: Document::of(&Kind::ALL.map(Kind::word)).unwrap(),
        connection_id: None,
        secret: None,
        disabled: false,
        created_by: "admin".to_owned(),
        created_at: BEGIN,
        version: 1,
    }
}

/// Nobody listens on port 1.
fn connection(needs_approval: bool) -> Connection {
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
        environment: None,
        color: None,
        needs_approval,
        drift_on_approval: DriftPolicy::Refuse,
        created_by: "admin".to_owned(),
        created_at: BEGIN,
        version: 1,
        server: None,
        tested_at: None,
    }
}

/// An analysis with one pair that is to be created.
async fn analysis(services: &Services, connection: &Connection) -> Analysis {
    let request = serde_json::json!({
        "prefix": "_t_", "foreign_keys": "retarget", "rebuild": "copy", "adopt": [], "registry": null, "range": "all",
    });
    let mut analysis =
        Analysis::queued(new_id(), connection.id.clone(), "shop".to_owned(), Document::of(&request).unwrap());
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
    services.store.commit(batch).await.unwrap();
    analysis
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_called_the_model_holds(
        mode in prop::sample::select(Mode::ALL.to_vec()),
        needs_approval in any::<bool>(),
        calls in calls(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut world = World::new(mode, needs_approval).await;
            for call in calls {
                world.call(call).await;
            }
            world.end().await;
        });
    }
}
