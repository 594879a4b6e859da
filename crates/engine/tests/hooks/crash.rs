//! Crashes between the change and the delivery, in the middle of a delivery, and two nodes at work.

use crate::receiver::Receiver;
use crate::world::{World, actor, at_once, moment, submission, until};
use shadowtable_engine::service::{Decision, Services, approve};
use shadowtable_engine::webhook::LEASE;
use shadowtable_store::backend::faulty::{Faults, Faulty, When};
use shadowtable_store::{DeliveryState, Mode, RunState};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// A node commits the change and is gone; another one delivers.
#[tokio::test]
async fn what_was_committed_is_told_after_a_crash() {
    let mut world = World::new().await;
    world.guard().await;
    let receiver = Receiver::that([]).await;
    let webhook = world.webhook(&receiver, "json", &["approval-wanted"]).await;
    world.submit(&submission(Mode::Manual)).await;
    moment().await;
    assert!(receiver.got().is_empty(), "there is no node");
    assert_eq!(world.deliveries(&webhook).await[0].state, DeliveryState::Pending);
    let other = world.other(shadowtable_engine::service::Policy::default()).await;
    let _node = World::node_of(&other);
    until("it arrives", async || receiver.got().len() == 1).await;
}

/// A node takes a note and is not heard of any more: it is sent when the node's time with it is over, and not before.
#[tokio::test]
async fn a_note_that_a_dead_node_has_taken_is_sent_later() {
    let world = World::new().await;
    let receiver = Receiver::that([]).await;
    let webhook = world.webhook(&receiver, "json", &["failed"]).await;
    // The first node takes up the run, and dies when the note is written.
    world.submit(&at_once()).await;
    let claimed = world.services.store.runs().claim("a node that dies", 60_000).await.unwrap().unwrap();
    let switches = shadowtable_engine::task::Switches::default();
    shadowtable_engine::task::carry_out(&world.services, &claimed, &switches).await.unwrap();
    let now = world.services.store.now().await.unwrap();
    let until_then = now + i64::try_from(LEASE.as_millis()).unwrap();
    let taken = world.services.store.deliveries().take(now, until_then).await.unwrap().unwrap();
    let _node = world.node();
    moment().await;
    assert!(receiver.got().is_empty(), "two nodes deliver it");
    world.turn(LEASE);
    until("another node sends it", async || receiver.got().len() == 1).await;
    until("it is written down", async || {
        world.deliveries(&webhook).await[0].state == DeliveryState::Delivered
    })
    .await;
    assert_eq!(world.deliveries(&webhook).await[0].attempts, 2);
    // The dead one comes back and has sent it, too: that is what the id is for. It writes nothing over the other's.
    let late = shadowtable_engine::webhook::deliver(&world.services, taken).await;
    assert!(late.is_err_and(|error| matches!(error, shadowtable_store::StoreError::Changed("deliveries"))));
    let ids: BTreeSet<String> =
        receiver.got().iter().map(|got| got.header("shadowtable-delivery").to_owned()).collect();
    assert_eq!((receiver.got().len(), ids.len()), (2, 1));
}

/// The store is lost before or after any write of a run's end: the run ends once, and is told once.
#[tokio::test]
async fn a_run_is_told_once_whatever_write_is_lost() {
    let mut broken = 0;
    for write in 0..40 {
        for when in [When::Before, When::After] {
            let world = World::new().await;
            let receiver = Receiver::that([]).await;
            let webhook = world.webhook(&receiver, "json", &["failed"]).await;
            let task = world.submit(&at_once()).await;
            let faults = Faults::new();
            let failing = world.on(Arc::new(Faulty::new(world.backend(), faults.clone()))).await;
            faults.go_down(write, when);
            let was_cut = run_once(&failing).await.is_err();
            broken += u32::from(was_cut);
            // Another node goes on when the lease is over.
            world.turn(Duration::from_secs(60));
            let _node = world.node();
            until("the run has ended and was told", async || {
                let run = world.services.store.runs().newest(&task.id).await.unwrap().unwrap();
                run.state == RunState::Failed && !receiver.got().is_empty()
            })
            .await;
            let notes = world.deliveries(&webhook).await;
            assert_eq!(notes.len(), 1, "write {write} {when:?}: {notes:?}");
            if !was_cut && when == When::After {
                assert!(broken > 2, "hardly anything was cut: {broken}");
                return;
            }
        }
    }
    panic!("a run has more than 40 writes");
}

/// What a node does with one run.
async fn run_once(services: &Services) -> Result<(), shadowtable_store::StoreError> {
    let claimed = services.store.runs().claim("a node", 15_000).await?;
    let Some(claimed) = claimed else { return Ok(()) };
    shadowtable_engine::task::carry_out(services, &claimed, &Default::default()).await
}

/// Two nodes at work on many notes: each arrives once.
#[tokio::test]
async fn two_nodes_share_the_work() {
    let mut world = World::new().await;
    world.guard().await;
    let receiver = Receiver::that([]).await;
    let webhook = world.webhook(&receiver, "json", &["approval-wanted"]).await;
    for _ in 0..30 {
        let task = world.submit(&submission(Mode::Manual)).await;
        approve(&world.services, &actor("anna"), &task, Decision::Approve, None).await.unwrap();
    }
    let other = world.other(shadowtable_engine::service::Policy::default()).await;
    let _nodes = [world.node(), World::node_of(&other)];
    until("all are delivered", async || {
        world.deliveries(&webhook).await.iter().all(|one| one.state == DeliveryState::Delivered)
    })
    .await;
    let ids: BTreeSet<String> =
        receiver.got().iter().map(|got| got.header("shadowtable-delivery").to_owned()).collect();
    assert_eq!((receiver.got().len(), ids.len()), (30, 30));
}
