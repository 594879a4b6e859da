//! Settings: each acts, on every node, without a restart; and what was over for long enough is cleaned away.

use crate::receiver::Receiver;
use crate::world::{BEGIN, World, actor, at_once, moment, submission, until};
use shadowtable_engine::service::{
    AnalysisRequest, Policy, ServiceError, SettingsDocument, create_analysis, set_settings,
};
use shadowtable_store::{AuditFilter, Cause, Mode, Page, StoreError, TaskState};
use std::time::Duration;

const DAY: i64 = 24 * 3_600_000;

async fn set(world: &World, settings: SettingsDocument) {
    let (version, _) = world.services.settings().await.unwrap();
    set_settings(&world.services, &actor("admin"), version, &settings).await.unwrap();
}

#[tokio::test]
async fn what_is_set_holds_over_every_nodes_configuration() {
    let world = World::new().await;
    let other =
        world.other(Policy { keep_tasks: Some(Duration::from_secs(3600)), ..Policy::default() }).await;
    assert_eq!(world.services.settings().await.unwrap(), (0, SettingsDocument::default()));
    assert_eq!(world.services.policy_now().await.unwrap().keep_tasks, None);
    set(&world, SettingsDocument { keep_tasks_days: Some(3), ..SettingsDocument::default() }).await;
    for services in [&world.services, &other] {
        let now = services.policy_now().await.unwrap();
        assert_eq!(now.keep_tasks, Some(Duration::from_secs(3 * 24 * 3600)));
        assert_eq!(now.approve_within, Policy::default().approve_within, "what is not set stays");
    }
    set(&world, SettingsDocument::default()).await;
    assert_eq!(other.policy_now().await.unwrap().keep_tasks, Some(Duration::from_secs(3600)));
}

#[tokio::test]
async fn what_makes_no_sense_or_comes_late_is_refused() {
    let world = World::new().await;
    let none = SettingsDocument::default();
    let refused = async |settings: SettingsDocument, field: &str| {
        let answer = set_settings(&world.services, &actor("admin"), 0, &settings).await;
        assert!(
            matches!(&answer, Err(ServiceError::Invalid { field: at, .. }) if *at == field),
            "{answer:?}"
        );
    };
    refused(SettingsDocument { keep_analyses_days: Some(0), ..none.clone() }, "keep_analyses_days").await;
    refused(SettingsDocument { keep_tasks_days: Some(-1), ..none.clone() }, "keep_tasks_days").await;
    refused(SettingsDocument { approve_within_days: Some(i64::MAX), ..none.clone() }, "approve_within_days")
        .await;
    refused(SettingsDocument { fire_within_minutes: Some(0), ..none.clone() }, "fire_within_minutes").await;
    refused(SettingsDocument { public_url: Some("shadow.example".to_owned()), ..none.clone() }, "public_url")
        .await;
    refused(SettingsDocument { public_url: Some("ftp://h/".to_owned()), ..none.clone() }, "public_url").await;
    let other = world.other(Policy::default()).await;
    set_settings(&world.services, &actor("admin"), 0, &none).await.unwrap();
    let late = set_settings(&other, &actor("admin"), 0, &none).await;
    assert!(matches!(late, Err(ServiceError::Store(StoreError::Changed(_)))), "{late:?}");
    set_settings(&world.services, &actor("admin"), 1, &none).await.unwrap();
    let late = set_settings(&other, &actor("admin"), 1, &none).await;
    assert!(matches!(late, Err(ServiceError::Store(StoreError::Changed(_)))), "{late:?}");
}

#[tokio::test]
async fn the_time_for_approval_is_set() {
    let mut world = World::new().await;
    world.guard().await;
    let usual = world.submit(&at_once()).await;
    assert_eq!(usual.approve_by, Some(BEGIN + 7 * DAY));
    set(&world, SettingsDocument { approve_within_days: Some(2), ..SettingsDocument::default() }).await;
    let task = world.submit(&at_once()).await;
    assert_eq!(task.approve_by, Some(BEGIN + 2 * DAY));
    let _node = world.node();
    world.turn(Duration::from_secs(2 * 24 * 3600 + 1));
    until("it expires", async || {
        world.services.store.tasks().get(&task.id).await.unwrap().state == TaskState::Expired
    })
    .await;
    let usual = world.services.store.tasks().get(&usual.id).await.unwrap();
    assert_eq!(usual.state, TaskState::AwaitingApproval);
}

#[tokio::test]
async fn the_time_that_analyses_are_kept_is_set() {
    let world = World::new().await;
    set(&world, SettingsDocument { keep_analyses_days: Some(2), ..SettingsDocument::default() }).await;
    let request: AnalysisRequest = serde_json::from_value(serde_json::json!({
        "prefix": "_t_", "foreign_keys": "retarget", "rebuild": "copy", "adopt": [], "registry": null, "range": "all",
    }))
    .unwrap();
    let connection = &world.connection;
    let analysis =
        create_analysis(&world.services, &actor("olga"), connection, "shop", &request, None).await.unwrap();
    let node = world.node();
    until("it ends", async || {
        world.services.store.analyses().get(&analysis.id).await.unwrap().finished_at.is_some()
    })
    .await;
    let ended = world.services.store.analyses().get(&analysis.id).await.unwrap();
    assert_eq!(ended.expires_at, Some(BEGIN + 2 * DAY));
    drop(node);
    world.turn(Duration::from_secs(2 * 24 * 3600));
    let _node = world.node();
    until("it is gone", async || {
        matches!(world.services.store.analyses().get(&analysis.id).await, Err(StoreError::NotFound(_)))
    })
    .await;
}

#[tokio::test]
async fn how_late_a_firing_may_be_is_set() {
    for (minutes, fires) in [(None, false), (Some(5 * 60), true)] {
        let world = World::new().await;
        set(&world, SettingsDocument { fire_within_minutes: minutes, ..SettingsDocument::default() }).await;
        let task = world.submit(&submission(Mode::Cron)).await;
        // Nobody was there for a while: the last firing is three hours and more ago.
        world.turn(Duration::from_secs(4 * 3600 + 600));
        let _node = world.node();
        until("it goes on", async || {
            world.services.store.tasks().get(&task.id).await.unwrap().next_at != task.next_at
        })
        .await;
        let run = world.services.store.runs().newest(&task.id).await.unwrap();
        assert_eq!(run.map(|run| run.cause), fires.then_some(Cause::Fired), "{minutes:?}");
    }
}

#[tokio::test]
async fn links_lead_where_the_console_is() {
    let world = World::new().await;
    let receiver = Receiver::that([]).await;
    world.webhook(&receiver, "json", &["failed"]).await;
    let public_url = Some("https://shadow.example/".to_owned());
    set(&world, SettingsDocument { public_url, ..SettingsDocument::default() }).await;
    let task = world.submit(&at_once()).await;
    let _node = world.node();
    until("it arrives", async || !receiver.got().is_empty()).await;
    assert_eq!(receiver.told("link"), [format!("https://shadow.example/tasks/{}", task.id)]);
}

/// Tasks that were over for long enough go with all that is their own; others, and the audit log, stay.
#[tokio::test]
async fn tasks_are_kept_as_long_as_was_set() {
    let world = World::new().await;
    let store = &world.services.store;
    let old = world.submit(&at_once()).await;
    let waits = world.submit(&submission(Mode::Manual)).await;
    let node = world.node();
    let ended = async |id: &str| store.tasks().get(id).await.unwrap().state == TaskState::Finished;
    until("it ends", async || ended(&old.id).await).await;
    drop(node);
    world.turn(Duration::from_secs(400 * 24 * 3600));
    let node = world.node();
    moment().await;
    assert!(ended(&old.id).await, "for ever, if nothing is said");
    let young = world.submit(&at_once()).await;
    until("the young one ends", async || ended(&young.id).await).await;
    drop(node);
    set(&world, SettingsDocument { keep_tasks_days: Some(30), ..SettingsDocument::default() }).await;
    let _node = world.node();
    until("the old one is gone", async || {
        matches!(store.tasks().get(&old.id).await, Err(StoreError::NotFound(_)))
    })
    .await;
    assert!(store.runs().newest(&old.id).await.unwrap().is_none(), "with its runs");
    assert!(ended(&young.id).await, "the young one stays");
    assert_eq!(
        store.tasks().get(&waits.id).await.unwrap().state,
        TaskState::Ready,
        "one that is not over stays"
    );
    let audit = store.audit().list(&AuditFilter::default(), &Page::default()).await.unwrap();
    assert!(audit.rows.iter().any(|row| row.object_id.as_deref() == Some(&old.id)), "the audit log stays");
}
