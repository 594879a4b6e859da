//! Rows to begin with.

use shadowtable_store::{
    AboutKind, Analysis, Audit, Cause, Connection, Delivery, DeliveryState, Document, DriftPolicy,
    ErrorPolicy, Hidden, Mode, NewEvent, Pair, PairBody, PairResult, Role, Run, RunPair, RunState, Session,
    Step, StepEnd, StepState, Store, StoreError, Task, TaskKind, TaskState, User, Webhook, new_id,
};

pub fn user(name: &str) -> User {
    User {
        id: new_id(),
        name: name.to_owned(),
        password_hash: Hidden::new("$argon2id$"),
        role: Role::Operator,
        disabled: false,
        must_change: true,
        created_at: 1,
        version: 1,
    }
}

pub fn session(user: &User) -> Session {
    Session {
        id_hash: "a".repeat(64),
        user_id: user.id.clone(),
        created_at: 1,
        seen_at: 1,
        expires_at: 100,
        client: "192.0.2.7 Firefox".to_owned(),
    }
}

pub fn connection(name: &str) -> Connection {
    Connection {
        id: new_id(),
        name: name.to_owned(),
        host: Some("db.example".to_owned()),
        port: Some(2881),
        socket: None,
        user: "it's \"me\"\\`; -- ?\n".to_owned(),
        password: None,
        ssl_mode: Some("REQUIRED".to_owned()),
        ssl_ca: None,
        defaults: Document::from_text(r#"{"prefix":"_test_"}"#),
        environment: Some("Prüfung 生产 🦀".to_owned()),
        color: None,
        needs_approval: true,
        drift_on_approval: DriftPolicy::AskAgain,
        created_by: new_id(),
        created_at: 2,
        version: 1,
        server: None,
        tested_at: None,
    }
}

pub fn analysis(connection: &Connection) -> Analysis {
    let mut analysis =
        Analysis::queued(new_id(), connection.id.clone(), "shop".to_owned(), Document::default());
    analysis.created_at = 3;
    analysis
}

pub fn pair(position: i64) -> (Pair, PairBody) {
    let verdict = ["Create", "Modify", "Consistent", "Conflict"][usize::try_from(position).unwrap() % 4];
    let pair = Pair {
        position,
        source: format!("orders_{position:05}"),
        shadow: format!("_test_orders_{position:05}"),
        verdict: verdict.to_owned(),
        skipped: false,
        gates: position % 2,
        statements: position % 5,
        hazards: Document::from_text(if position % 7 == 0 { r#"["rows-lost"]"# } else { "[]" }),
        reasons: Document::from_text("[]"),
    };
    let ddl = format!("CREATE TABLE `t` (`id` int COMMENT '{}')", "x".repeat(600));
    let body = PairBody {
        position,
        body: Document::from_text(r#"{"changes":[]}"#),
        source_ddl: Some(ddl.clone()),
        shadow_ddl: (verdict != "Create").then(|| ddl.clone()),
        wanted_ddl: Some(ddl),
    };
    (pair, body)
}

pub fn task(connection: &Connection, database: &str) -> Task {
    Task {
        id: new_id(),
        number: 0,
        kind: TaskKind::Sync,
        connection_id: connection.id.clone(),
        database: database.to_owned(),
        analysis_id: None,
        request: Document::default(),
        counts: Document::default(),
        mode: Mode::Immediately,
        start_at: None,
        cron: None,
        time_zone: None,
        next_at: None,
        error_policy: ErrorPolicy::Abort,
        drift_policy: DriftPolicy::Refuse,
        hazards: Document::from_text("[]"),
        parallel: 1,
        lock_wait_ms: 5_000,
        remarks: Some("before the load test".to_owned()),
        state: TaskState::Queued,
        state_reason: None,
        needs_approval: false,
        approval: None,
        approve_by: None,
        created_by: new_id(),
        created_at: 4,
        changed_at: 4,
        version: 1,
    }
}

pub fn run(task: &Task, number: i64) -> Run {
    Run {
        id: new_id(),
        task_id: task.id.clone(),
        connection_id: task.connection_id.clone(),
        database: task.database.clone(),
        number,
        analysis_id: None,
        state: RunState::Queued,
        reason: None,
        counts: Document::default(),
        cause: Cause::Submitted,
        requested_by: Some(new_id()),
        queued_at: 5,
        started_at: None,
        finished_at: None,
        lease_node: None,
        lease_token: 0,
        lease_until: 0,
        cancel_requested: false,
        version: 1,
    }
}

pub fn run_pair(run: &Run, position: i64) -> RunPair {
    RunPair {
        run_id: run.id.clone(),
        position,
        source: format!("orders_{position}"),
        shadow: format!("_test_orders_{position}"),
        result: PairResult::Pending,
        reasons: Document::from_text("[]"),
        verified: false,
        started_at: None,
        finished_at: None,
    }
}

pub fn step(run: &Run, pair: i64, position: i64) -> Step {
    Step {
        run_id: run.id.clone(),
        pair,
        position,
        phase: "Tables".to_owned(),
        sql: format!("ALTER TABLE `_test_orders_{pair}` ADD COLUMN `c{position}` int COMMENT 'a ? b'"),
        state: StepState::Pending,
        started_at: None,
        took_ms: None,
        code: None,
        sqlstate: None,
        message: None,
        remark: None,
        warnings: Document::from_text("[]"),
        affected_rows: None,
    }
}

pub fn done() -> StepEnd {
    StepEnd {
        state: StepState::Done,
        took_ms: Some(12),
        code: None,
        sqlstate: None,
        message: None,
        remark: None,
        warnings: Document::from_text("[]"),
        affected_rows: Some(0),
    }
}

pub fn event(task: &Task, kind: &str) -> NewEvent {
    NewEvent {
        about_kind: AboutKind::Task,
        about_id: task.id.clone(),
        run_id: None,
        kind: kind.to_owned(),
        at: 6,
        who: Some("somebody".to_owned()),
        body: Document::from_text(r#"{"why":"it's time"}"#),
    }
}

pub fn webhook(store: &Store) -> Result<Webhook, StoreError> {
    let id = new_id();
    Ok(Webhook {
        name: "chat".to_owned(),
        url: store.seal("https://chat.example/hook?token=t", &id)?,
        template: "slack".to_owned(),
        events: Document::from_text(r#"["finished"]"#),
        connection_id: None,
        secret: Some(store.seal("a secret", &id)?),
        id,
        disabled: false,
        created_by: new_id(),
        created_at: 1,
        version: 1,
    })
}

pub fn delivery(webhook: &Webhook) -> Delivery {
    Delivery {
        id: new_id(),
        webhook_id: webhook.id.clone(),
        event: "finished".to_owned(),
        body: Document::default(),
        state: DeliveryState::Pending,
        attempts: 0,
        next_at: 10,
        error: None,
        created_at: 1,
        version: 1,
        tried_at: None,
        took_ms: None,
        status: None,
    }
}

pub fn audit(at: i64, action: &str) -> Audit {
    Audit {
        id: new_id(),
        at,
        who: Some("somebody".to_owned()),
        client: Some("192.0.2.7".to_owned()),
        action: action.to_owned(),
        object_kind: "task".to_owned(),
        object_id: None,
        connection_id: None,
        detail: Document::default(),
    }
}
