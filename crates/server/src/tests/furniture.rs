//! One of everything on a connection: an analysis that is done, a task made of it, a run with a pair and its step.

use super::world::World;
use serde_json::json;
use shadowtable_store::{
    Analysis, AnalysisState, Batch, Cause, Document, DriftPolicy, ErrorPolicy, Mode, Pair, PairBody,
    PairResult, PairsOf, Run, RunPair, RunState, Task, TaskKind, TaskState,
};

/// What was asked of the analysis.
pub fn request() -> serde_json::Value {
    json!({ "prefix": "_test_", "range": "all", "exclude": [], "foreign_keys": "retarget", "rebuild": "copy", "adopt": [] })
}

/// The pairs: one to be created, one to be changed that loses a column, one that is consistent.
pub fn pairs() -> Vec<(Pair, PairBody)> {
    let gate = json!([{ "code": "drops-column", "severity": "gate", "sentence": "column a is dropped" }]);
    [("a", "Create", json!([])), ("b", "Modify", gate), ("c", "Consistent", json!([]))]
        .into_iter()
        .zip(0_i64..)
        .map(|((source, verdict, hazards), position)| pair(source, verdict, &hazards, position))
        .collect()
}

fn pair(source: &str, verdict: &str, hazards: &serde_json::Value, position: i64) -> (Pair, PairBody) {
    let shadow = format!("_test_{source}");
    let statement =
        json!({ "sql": format!("ALTER TABLE `{shadow}`"), "phase": "tables", "hazards": hazards });
    let statements = if verdict == "Consistent" { json!([]) } else { json!([statement]) };
    let count = |list: &serde_json::Value| i64::try_from(list.as_array().unwrap().len()).unwrap();
    let codes: Vec<&str> =
        hazards.as_array().unwrap().iter().map(|hazard| hazard["code"].as_str().unwrap()).collect();
    let body = json!({
        "source": source, "shadow": shadow, "verdict": verdict, "reasons": [], "adopted": false, "occupancy": null,
        "hazards": hazards, "statements": statements, "fingerprints": { "source": "f", "shadow": null },
        "open": false, "unregistered": false,
    });
    let row = Pair {
        position,
        source: source.to_owned(),
        shadow,
        verdict: verdict.to_owned(),
        skipped: false,
        gates: count(hazards),
        statements: count(&statements),
        hazards: Document::of(&codes).unwrap(),
        reasons: Document::from_text("[]"),
    };
    let body = PairBody {
        position,
        body: Document::of(&body).unwrap(),
        source_ddl: Some(format!("CREATE TABLE `{source}`")),
        shadow_ddl: None,
        wanted_ddl: None,
    };
    (row, body)
}

/// Puts them into the store, all with the id of their connection.
pub async fn furnish(world: &World, id: &str, created_by: &str) {
    let mut analysis =
        Analysis::queued(id.to_owned(), id.to_owned(), "shop".to_owned(), Document::of(&request()).unwrap());
    analysis.created_by = created_by.to_owned();
    analysis.state = AnalysisState::Done;
    let mut batch = Batch::new();
    batch.insert_analysis(&analysis).insert_pairs(PairsOf::Analysis(id), &pairs());
    let task = task(id, created_by);
    batch.insert_task(&task).freeze_pairs(&analysis, id);
    batch.insert_run(&run(&task));
    batch.insert_all(&[RunPair {
        run_id: id.to_owned(),
        position: 0,
        source: "a".to_owned(),
        shadow: "_test_a".to_owned(),
        result: PairResult::Failed,
        reasons: Document::from_text(r#"["it broke"]"#),
        verified: false,
        started_at: Some(0),
        finished_at: Some(1),
    }]);
    world.app.store.commit(batch).await.unwrap();
}

pub fn task(id: &str, created_by: &str) -> Task {
    Task {
        id: id.to_owned(),
        number: 0,
        kind: TaskKind::Sync,
        connection_id: id.to_owned(),
        database: "shop".to_owned(),
        analysis_id: Some(id.to_owned()),
        request: Document::of(&request()).unwrap(),
        counts: Document::from_text(r#"{"pairs":3}"#),
        mode: Mode::Immediately,
        start_at: None,
        cron: None,
        time_zone: None,
        next_at: None,
        error_policy: ErrorPolicy::Abort,
        drift_policy: DriftPolicy::Refuse,
        hazards: Document::from_text(r#"["drops-column"]"#),
        parallel: 1,
        lock_wait_ms: 5_000,
        remarks: Some("for the test".to_owned()),
        state: TaskState::Finished,
        state_reason: None,
        needs_approval: false,
        approval: None,
        approve_by: None,
        created_by: created_by.to_owned(),
        created_at: 0,
        changed_at: 0,
        version: 1,
    }
}

fn run(task: &Task) -> Run {
    Run {
        id: task.id.clone(),
        task_id: task.id.clone(),
        connection_id: task.connection_id.clone(),
        database: task.database.clone(),
        number: 1,
        analysis_id: None,
        state: RunState::Failed,
        reason: None,
        counts: Document::from_text(r#"{"Failed":1}"#),
        cause: Cause::Submitted,
        requested_by: Some(task.created_by.clone()),
        queued_at: 0,
        started_at: Some(0),
        finished_at: Some(1),
        lease_node: None,
        lease_token: 0,
        lease_until: 0,
        cancel_requested: false,
        version: 1,
    }
}
