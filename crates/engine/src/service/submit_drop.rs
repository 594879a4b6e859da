//! Submitting: registered shadows that are to be dropped become a task, with a copy of what was previewed.

use super::shadows::drop_plan;
use super::submit::{Submission, check_hazards, checked, task, write};
use super::{Actor, ServiceError, Services};
use crate::document::{DropDocument, WhichDocument};
use crate::drop::{DropPlan, Which, drop_rows};
use shadowtable_store::{Batch, Connection, Document, IdempotencyKey, Mode, PairsOf, Task, TaskKind};
use std::collections::BTreeMap;

/// Makes a task of the shadows that are to go: they are looked at now, and what runs later is what was seen now.
///
/// # Errors
/// When a name is no registered shadow's, none of them can go, a gate is not allowed, or the task would recur.
pub async fn submit_drop(
    services: &Services,
    actor: &Actor,
    (connection, database): (&Connection, &str),
    which: &Which,
    submission: &Submission,
    key: Option<IdempotencyKey>,
) -> Result<Task, ServiceError> {
    if submission.mode == Mode::Cron {
        let sentence = "shadows are dropped once: a task that does so has no schedule";
        return Err(ServiceError::invalid("not-recurring", "mode", sentence));
    }
    if database.is_empty() {
        return Err(ServiceError::invalid("no-database", "database", "name a database"));
    }
    if matches!(which, Which::Named(names) if names.is_empty()) {
        return Err(ServiceError::invalid("nothing-selected", "which", "name at least one shadow"));
    }
    let now = services.store.now().await?;
    let next_at = checked(connection, submission, now)?;
    let plan = drop_plan(services, connection, database, which).await?;
    check_hazards(&drop_gates(&plan), submission)?;
    let counts = counts(&plan);
    if !counts.contains_key("Drop") {
        let sentence = "there is no shadow that can be dropped: there is nothing to run";
        return Err(ServiceError::not_possible("nothing-to-do", sentence));
    }
    let mut task = task(services, actor, (connection, database), submission, now).await?;
    task.kind = TaskKind::Drop;
    task.request = Document::of(&DropDocument { which: WhichDocument::of(which) })?;
    task.counts = Document::of(&counts)?;
    task.next_at = next_at;
    let mut batch = Batch::new();
    batch.insert_task(&task).insert_pairs(PairsOf::Task(&task.id), &drop_rows(&plan)?);
    write(services, actor, &task, batch, key).await
}

/// The codes of all gates, each with the shadows that it is about.
pub fn drop_gates(plan: &DropPlan) -> BTreeMap<String, Vec<String>> {
    let mut gates: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for pair in plan.as_plan().pairs {
        for hazard in pair.gates() {
            let tables = gates.entry(hazard.code.as_str().to_owned()).or_default();
            if tables.last().map(String::as_str) != Some(pair.pair.shadow.as_str()) {
                tables.push(pair.pair.shadow.to_string());
            }
        }
    }
    gates
}

/// How many shadows go and stay, and by how many statements.
fn counts(plan: &DropPlan) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for target in &plan.targets {
        let word = if target.removal.refused.is_some() { "Conflict" } else { "Drop" };
        *counts.entry("pairs").or_default() += 1;
        *counts.entry(word).or_default() += 1;
        *counts.entry("statements").or_default() += target.removal.statements.len();
    }
    counts
}
