//! For programs: a format with a version.

use serde_json::{Value, json};
use shadowtable_engine::{Analysis, PairRun, Run, StatementRun};
use shadowtable_plan::{Hazard, PairPlan, Statement};

/// The version of the format: raised when a field changes its meaning or goes.
const FORMAT: u32 = 1;

pub fn plan(analysis: &Analysis) {
    write(&document(analysis, analysis.plan.pairs.iter().map(|one| pair(one, None)).collect()));
}

pub fn run(analysis: &Analysis, run: &Run) {
    let pairs = analysis.plan.pairs.iter().zip(&run.pairs).map(|(plan, run)| pair(plan, Some(run))).collect();
    let mut document = document(analysis, pairs);
    document["interrupted"] = json!(run.interrupted);
    write(&document);
}

fn write(document: &Value) {
    println!("{document:#}");
}

fn document(analysis: &Analysis, pairs: Vec<Value>) -> Value {
    let left_out: Vec<Value> = analysis
        .left_out
        .iter()
        .map(|(name, why)| json!({ "name": name.as_str(), "reason": why.to_string() }))
        .collect();
    json!({
        "format": FORMAT,
        "server": {
            "flavor": analysis.server.dialect.flavor.as_str(),
            "version": analysis.server.version_text,
            "identity": analysis.server.identity.as_str(),
        },
        "database": analysis.plan.database.as_str(),
        "pairs": pairs,
        "left_out": left_out,
    })
}

fn pair(plan: &PairPlan, run: Option<&PairRun>) -> Value {
    let statements: Vec<Value> = plan
        .statements
        .iter()
        .enumerate()
        .map(|(at, one)| statement(one, run.and_then(|run| run.statements.get(at))))
        .collect();
    let mut value = json!({
        "source": plan.pair.source.as_str(),
        "shadow": plan.pair.shadow.as_str(),
        "verdict": plan.verdict.as_str(),
        "reasons": plan.reasons,
        "hazards": plan.hazards().map(hazard).collect::<Vec<_>>(),
        "statements": statements,
        "fingerprints": {
            "source": plan.source_fingerprint.as_ref().map(|one| one.as_str()),
            "shadow": plan.shadow_fingerprint.as_ref().map(|one| one.as_str()),
        },
    });
    if let Some(run) = run {
        value["result"] = json!(format!("{:?}", run.result));
        value["result_reasons"] = json!(run.reasons);
        value["verified"] = json!(run.verified);
    }
    value
}

fn hazard(hazard: &Hazard) -> Value {
    json!({ "code": hazard.code.as_str(), "severity": hazard.severity.as_str(), "sentence": hazard.sentence })
}

fn statement(statement: &Statement, run: Option<&StatementRun>) -> Value {
    let mut value = json!({
        "sql": statement.sql,
        "phase": statement.phase.as_str(),
        "hazards": statement.hazards.iter().map(hazard).collect::<Vec<_>>(),
    });
    if let Some(run) = run {
        value["state"] = json!(format!("{:?}", run.state));
        value["duration_ms"] = json!(run.took.map(|took| took.as_millis()));
        value["error"] = json!(run.error.as_ref().map(|error| json!({
            "code": error.code, "sqlstate": error.sqlstate, "message": error.message,
        })));
        value["remark"] = json!(run.remark);
        value["warnings"] = json!(run.warnings);
    }
    value
}
