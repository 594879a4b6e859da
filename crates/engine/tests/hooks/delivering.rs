//! What happens on the way: receivers that fail, hang, send elsewhere, or are none.

use crate::receiver::{Does, Receiver};
use crate::world::{World, at_once, moment, until};
use shadowtable_engine::webhook::{LEASE, TRIES, pause, test};
use shadowtable_store::{Delivery, DeliveryState, TaskState, Webhook};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// The webhook's only delivery after so many tries.
async fn tried(world: &World, webhook: &Webhook, tries: i64) -> Delivery {
    until("it was tried", async || {
        let all = world.deliveries(webhook).await;
        all.first().is_some_and(|one| one.attempts == tries && one.tried_at == Some(now(world)))
    })
    .await;
    world.deliveries(webhook).await.remove(0)
}

fn now(world: &World) -> i64 {
    futures_util::FutureExt::now_or_never(world.services.store.now()).unwrap().unwrap()
}

#[tokio::test]
async fn a_receiver_that_fails_is_tried_again_later() {
    let world = World::new().await;
    let receiver = Receiver::that([Does::Answers(503, "not today"), Does::Answers(500, "nor now")]).await;
    let webhook = world.webhook(&receiver, "json", &["failed"]).await;
    world.submit(&at_once()).await;
    let _node = world.node();
    let first = tried(&world, &webhook, 1).await;
    assert_eq!((first.state, first.status), (DeliveryState::Pending, Some(503)));
    assert!(first.error.as_deref().unwrap().contains("not today"), "{first:?}");
    assert_eq!(first.next_at, now(&world) + 60_000);
    moment().await;
    world.turn(Duration::from_secs(59));
    moment().await;
    assert_eq!(receiver.got().len(), 1, "it was tried too early");
    world.turn(Duration::from_secs(1));
    let second = tried(&world, &webhook, 2).await;
    assert_eq!((second.status, second.next_at), (Some(500), now(&world) + 180_000));
    world.turn(Duration::from_secs(180));
    let third = tried(&world, &webhook, 3).await;
    assert_eq!((third.state, third.status, third.error), (DeliveryState::Delivered, Some(200), None));
    let got = receiver.got();
    let ids: BTreeSet<&str> = got.iter().map(|one| one.header("shadowtable-delivery")).collect();
    let bodies: BTreeSet<&str> = got.iter().map(|one| one.body.as_str()).collect();
    assert_eq!((got.len(), ids.len(), bodies.len()), (3, 1, 1), "the same note each time");
    let times: Vec<&str> = got.iter().map(|one| one.header("shadowtable-timestamp")).collect();
    assert_eq!(times, ["1800000000", "1800000060", "1800000240"], "signed anew each time");
}

#[tokio::test]
async fn a_receiver_that_always_fails_is_given_up() {
    let world = World::new().await;
    let receiver = Receiver::that((0..20).map(|_| Does::Answers(404, "gone"))).await;
    let webhook = world.webhook(&receiver, "json", &["failed"]).await;
    world.submit(&at_once()).await;
    let _node = world.node();
    for tries in 1..=TRIES {
        tried(&world, &webhook, tries).await;
        world.turn(pause(tries));
    }
    let last = world.deliveries(&webhook).await.remove(0);
    assert_eq!((last.state, last.attempts), (DeliveryState::Failed, TRIES));
    moment().await;
    assert_eq!(receiver.got().len(), usize::try_from(TRIES).unwrap());
}

/// A receiver that takes the request and says nothing more costs ten seconds, and no run waits for it.
#[tokio::test]
async fn a_receiver_that_hangs_holds_up_nothing() {
    let world = World::new().await;
    let receiver = Receiver::that([Does::Hangs]).await;
    let webhook = world.webhook(&receiver, "json", &["failed"]).await;
    world.submit(&at_once()).await;
    let _node = world.node();
    until("it arrives", async || receiver.got().len() == 1).await;
    let begin = Instant::now();
    let task = world.submit(&at_once()).await;
    until("another run ends", async || {
        world.services.store.tasks().get(&task.id).await.unwrap().state == TaskState::Finished
    })
    .await;
    until("it is told, too", async || receiver.got().len() == 2).await;
    assert!(begin.elapsed() < Duration::from_secs(8), "it waited for the one that hangs");
    until("it is given up", async || world.deliveries(&webhook).await.iter().any(|one| one.error.is_some()))
        .await;
    let hung = world.deliveries(&webhook).await.into_iter().find(|one| one.error.is_some()).unwrap();
    assert_eq!((hung.state, hung.status), (DeliveryState::Pending, None));
    assert_eq!(hung.error.as_deref(), Some("there was no answer within 10 s"));
    assert!(hung.took_ms.unwrap() >= 10_000 && Duration::from_secs(10) < LEASE);
}

#[tokio::test]
async fn nobody_is_followed_elsewhere() {
    let world = World::new().await;
    let elsewhere = Receiver::that([]).await;
    let receiver = Receiver::that([Does::Redirects(elsewhere.url.clone())]).await;
    let webhook = world.webhook(&receiver, "json", &["failed"]).await;
    world.submit(&at_once()).await;
    let _node = world.node();
    let delivery = tried(&world, &webhook, 1).await;
    assert_eq!((delivery.state, delivery.status), (DeliveryState::Pending, Some(302)));
    assert!(delivery.error.as_deref().unwrap().contains("not followed"), "{delivery:?}");
    assert!(elsewhere.got().is_empty());
}

#[tokio::test]
async fn only_the_beginning_of_an_answer_is_read() {
    let world = World::new().await;
    let receiver = Receiver::that([Does::Babbles]).await;
    let webhook = world.webhook(&receiver, "json", &["failed"]).await;
    let answer = test(&world.services, &webhook).await.unwrap();
    assert_eq!((answer.status, answer.error), (Some(200), None));
    assert!(answer.took < Duration::from_secs(5), "{:?}", answer.took);
}

/// The status has come: whatever becomes of the body, the note was taken, and must not be sent again and again.
#[tokio::test]
async fn an_answer_that_breaks_off_is_an_answer() {
    let world = World::new().await;
    let receiver = Receiver::that([Does::BreaksOff, Does::Trails, Does::BreaksOff]).await;
    let webhook = world.webhook(&receiver, "json", &["failed"]).await;
    for _ in 0..2 {
        let answer = test(&world.services, &webhook).await.unwrap();
        assert_eq!((answer.status, answer.error), (Some(200), None));
        assert!(answer.took < Duration::from_secs(11), "{:?}", answer.took);
    }
    // A chat says in the body whether it took it: there it counts.
    let chat = world.draft(&receiver.url, "feishu", &["failed"]);
    let answer = test(&world.services, &chat).await.unwrap();
    assert_eq!(answer.status, Some(200));
    assert!(answer.error.unwrap().contains("something else"));
}

/// One that is not allowed any more, since the configuration has changed, or that was put there past the door.
#[tokio::test]
async fn where_nobody_may_go_nothing_is_sent() {
    let world = World::new().await;
    for url in ["http://169.254.169.254/latest", "http://[fe80::1]/", "file:///etc/passwd"] {
        let webhook = world.draft(url, "json", &["failed"]);
        let answer = test(&world.services, &webhook).await.unwrap();
        assert!(answer.status.is_none() && answer.error.is_some(), "{url}: {answer:?}");
        assert_eq!(answer.took, Duration::ZERO, "{url} was called");
    }
    // Nobody listens there, and the error does not tell the address, which may hold a token.
    let webhook = world.draft("http://127.0.0.1:1/hook?token=t0ken", "json", &["failed"]);
    let answer = test(&world.services, &webhook).await.unwrap();
    let error = answer.error.unwrap();
    assert!(error.contains("refused") && !error.contains("t0ken"), "{error}");
}

#[tokio::test]
async fn what_waits_for_a_webhook_that_is_switched_off_is_given_up() {
    let world = World::new().await;
    let receiver = Receiver::that([Does::Answers(500, "")]).await;
    let mut webhook = world.webhook(&receiver, "json", &["failed"]).await;
    world.submit(&at_once()).await;
    let _node = world.node();
    tried(&world, &webhook, 1).await;
    webhook.disabled = true;
    world.services.store.webhooks().save(&mut webhook).await.unwrap();
    world.turn(pause(1));
    let delivery = tried(&world, &webhook, 2).await;
    assert_eq!(delivery.state, DeliveryState::Failed);
    assert_eq!(receiver.got().len(), 1);
}

#[tokio::test]
async fn a_test_says_what_the_receiver_said() {
    let world = World::new().await;
    let receiver = Receiver::that([Does::Answers(200, ""), Does::Answers(401, "who are you")]).await;
    let webhook = world.webhook(&receiver, "json", &[]).await;
    let answer = test(&world.services, &webhook).await.unwrap();
    assert_eq!((answer.status, answer.error), (Some(200), None));
    assert_eq!(receiver.told("event"), ["test"]);
    let answer = test(&world.services, &webhook).await.unwrap();
    assert_eq!(answer.status, Some(401));
    assert!(answer.error.unwrap().contains("who are you"));
    assert!(world.deliveries(&webhook).await.is_empty(), "a test is no delivery");
}
