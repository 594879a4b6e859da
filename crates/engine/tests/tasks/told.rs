//! What webhooks are told of tasks on a real server: each event once for its change, in the batch of that change.

use crate::story::SHOP;
use crate::world::{World, actor, node, submission, submitted, until, until_task};
use anyhow::{Context, Result, ensure};
use shadowtable_engine::service::{Decision, Services, Submission, act, approve};
use shadowtable_engine::task::Act;
use shadowtable_engine::webhook::Note;
use shadowtable_store::{
    Batch, Document, DriftPolicy, Mode, Page, PairResult, RunPair, Step, StepState, TaskState, Webhook,
    new_id,
};
use std::time::Duration;

/// A webhook for everything, at which nobody listens: what it would be told stays in the store.
async fn listener(services: &Services) -> Result<Webhook> {
    let id = new_id();
    let webhook = Webhook {
        name: "all".to_owned(),
        url: services.store.seal("http://127.0.0.1:1/", &id)?,
        template: "json".to_owned(),
        events: Document::from_text(
            r#"["finished","failed","approval-wanted","drift-found","needs-attention"]"#,
        ),
        connection_id: None,
        secret: None,
        id,
        disabled: false,
        created_by: "admin".to_owned(),
        created_at: 1,
        version: 1,
    };
    services.store.webhooks().insert(&webhook).await?;
    Ok(webhook)
}

/// What it was told, in order.
async fn told(services: &Services, webhook: &Webhook) -> Result<Vec<Note>> {
    let mut rows = services.store.deliveries().list(&webhook.id, &Page::default()).await?.rows;
    // Of one moment of the test's clock the ids tell which came first.
    rows.sort_by(|one, other| (one.created_at, &one.id).cmp(&(other.created_at, &other.id)));
    rows.iter().map(|row| Ok(row.body.read()?)).collect()
}

async fn events(services: &Services, webhook: &Webhook) -> Result<Vec<String>> {
    Ok(told(services, webhook).await?.into_iter().map(|note| note.event).collect())
}

pub async fn drift_of_a_recurring_task_is_told_and_its_end(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let webhook = listener(&services).await?;
    let connection = world.connection(&services).await?;
    let database = world.database(&SHOP).await?;
    let _node = node(&services);
    let how = Submission { cron: Some("0 * * * *".to_owned()), ..submission(Mode::Cron) };
    let task = submitted(&services, &connection, &database, &how).await?;
    let fired = async |number: i64| {
        world.turn(Duration::from_secs(3600));
        until(async || {
            let now = services.store.tasks().get(&task.id).await?;
            let run = services.store.runs().newest(&task.id).await?;
            let ended = run.filter(|run| run.number == number && run.finished_at.is_some());
            Ok(ended.filter(|_| now.state == TaskState::Scheduled))
        })
        .await
    };
    fired(1).await?;
    ensure!(events(&services, &webhook).await? == ["drift-found", "finished"]);
    fired(2).await?;
    ensure!(
        events(&services, &webhook).await? == ["drift-found", "finished", "finished"],
        "nothing had drifted"
    );
    database.run(&["ALTER TABLE notes ADD COLUMN later INT"]).await?;
    fired(3).await?;
    let notes = told(&services, &webhook).await?;
    let drift = &notes[3];
    ensure!(drift.event == "drift-found" && notes[4].event == "finished" && notes.len() == 5, "{notes:?}");
    ensure!(drift.reason.as_deref() == Some("not as they should be: _test_notes"), "{drift:?}");
    let run = notes[4].run.as_ref().context("the end has a run")?;
    ensure!(run.number == 3 && run.state == "Succeeded" && run.counts.get("Synced") == Some(&1), "{run:?}");
    database.drop().await
}

pub async fn approval_that_is_wanted_again_is_told(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let webhook = listener(&services).await?;
    let mut connection = world.connection(&services).await?;
    connection.needs_approval = true;
    connection.drift_on_approval = DriftPolicy::AskAgain;
    services.store.connections().save(&mut connection).await?;
    let database = world.database(&SHOP).await?;
    let _node = node(&services);
    let task = submitted(&services, &connection, &database, &submission(Mode::Manual)).await?;
    let task = approve(&services, &actor("anna"), &task, Decision::Approve, None).await?;
    database.run(&["ALTER TABLE items ADD COLUMN later INT"]).await?;
    act(&services, &actor("olga"), &task, Act::Execute).await?;
    let task = until_task(&services, &task, &[TaskState::AwaitingApproval]).await?;
    ensure!(task.approve_by.is_some_and(|by| by > task.changed_at), "it has a time limit again: {task:?}");
    let notes = told(&services, &webhook).await?;
    ensure!(notes.iter().all(|note| note.event == "approval-wanted") && notes.len() == 2, "{notes:?}");
    ensure!(notes[1].reason.as_deref().is_some_and(|reason| reason.contains("_test_items")), "{notes:?}");
    let task = approve(&services, &actor("anna"), &task, Decision::Approve, None).await?;
    act(&services, &actor("olga"), &task, Act::Execute).await?;
    until_task(&services, &task, &[TaskState::Finished]).await?;
    ensure!(events(&services, &webhook).await? == ["approval-wanted", "approval-wanted", "finished"]);
    database.drop().await
}

/// A node died in the middle of a statement, and then somebody changed the table: nobody can tell what was done.
pub async fn a_run_that_needs_attention_is_told(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let webhook = listener(&services).await?;
    let connection = world.connection(&services).await?;
    let database = world.database(&SHOP).await?;
    let first = node(&services);
    let task = submitted(&services, &connection, &database, &submission(Mode::Manual)).await?;
    first.end().await?;
    act(&services, &actor("olga"), &task, Act::Execute).await?;
    let claimed = services.store.runs().claim("a node that dies", 1).await?.context("nothing to claim")?;
    let mut batch = Batch::held(&claimed.claim);
    let run_id = claimed.run.id.clone();
    batch.insert_all(&[RunPair {
        run_id: run_id.clone(),
        position: 0,
        source: "items".to_owned(),
        shadow: "_test_items".to_owned(),
        result: PairResult::Running,
        reasons: Document::from_text("[]"),
        verified: false,
        started_at: Some(1),
        finished_at: None,
    }]);
    batch.insert_all(&[Step {
        run_id,
        pair: 0,
        position: 0,
        phase: "tables".to_owned(),
        sql: "ALTER TABLE `_test_items` ADD COLUMN `what_nobody_needs` INT".to_owned(),
        state: StepState::Running,
        started_at: Some(1),
        took_ms: None,
        code: None,
        sqlstate: None,
        message: None,
        remark: None,
        warnings: Document::from_text("[]"),
        affected_rows: None,
    }]);
    services.store.commit(batch).await?;
    world.turn(Duration::from_secs(60));
    let _node = node(&services);
    until_task(&services, &task, &[TaskState::NeedsAttention]).await?;
    let notes = told(&services, &webhook).await?;
    ensure!(notes.len() == 1 && notes[0].event == "needs-attention", "{notes:?}");
    ensure!(notes[0].reason.as_deref().is_some_and(|reason| reason.contains("neither")), "{notes:?}");
    database.drop().await
}
