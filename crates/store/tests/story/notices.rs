//! Notifications on their way: taken by one, kept until they are over, listed in pages.

use crate::crowd::{crowd, nodes};
use crate::sample;
use crate::world::World;
use anyhow::{Result, ensure};
use shadowtable_store::{Delivery, DeliveryState, Page, StoreError, new_id};

pub async fn a_webhook_is_changed(world: World) -> Result<()> {
    let store = world.open().await?;
    let mut webhook = sample::webhook(&store)?;
    store.webhooks().insert(&webhook).await?;
    webhook.disabled = true;
    store.webhooks().save(&mut webhook).await?;
    ensure!(store.webhooks().get(&webhook.id).await? == webhook, "it was changed");
    ensure!(store.webhooks().all().await? == [webhook], "it is the only one");
    Ok(())
}

pub async fn a_delivery_is_taken_until_it_is_over(world: World) -> Result<()> {
    let store = world.open().await?;
    let webhook = sample::webhook(&store)?;
    store.webhooks().insert(&webhook).await?;
    let delivery = sample::delivery(&webhook);
    store.deliveries().insert(&delivery).await?;
    ensure!(store.deliveries().queue().await? == (1, Some(1)), "one waits");
    ensure!(store.deliveries().take(9, 100).await?.is_none(), "not due yet");
    let mut taken = store.deliveries().take(10, 100).await?.unwrap();
    ensure!(taken.attempts == 1 && taken == store.deliveries().get(&delivery.id).await?, "{taken:?}");
    ensure!(store.deliveries().take(10, 100).await?.is_none(), "another node has it");
    // Whoever took it says nothing until its time is over: another one takes it, and the first writes nothing any more.
    let mut again = store.deliveries().take(100, 200).await?.unwrap();
    refused!(store.deliveries().save(&mut taken).await, StoreError::Changed("deliveries"));
    again.state = DeliveryState::Delivered;
    (again.tried_at, again.took_ms, again.status) = (Some(101), Some(7), Some(200));
    store.deliveries().save(&mut again).await?;
    ensure!(store.deliveries().get(&delivery.id).await? == again, "it is over");
    ensure!(store.deliveries().queue().await? == (0, None), "none waits");
    store.deliveries().clean(2).await?;
    refused!(store.deliveries().get(&delivery.id).await, StoreError::NotFound("deliveries"));
    Ok(())
}

pub async fn deliveries_are_listed_and_go_with_their_webhook(world: World) -> Result<()> {
    let store = world.open().await?;
    let webhook = sample::webhook(&store)?;
    store.webhooks().insert(&webhook).await?;
    let others = sample::webhook(&store)?;
    store.webhooks().insert(&others).await?;
    store.deliveries().insert(&sample::delivery(&others)).await?;
    for at in 0..5 {
        store.deliveries().insert(&Delivery { created_at: 5 - at, ..sample::delivery(&webhook) }).await?;
    }
    let page = Page { limit: 3, descending: true, ..Page::default() };
    let first = store.deliveries().list(&webhook.id, &page).await?;
    let second = store.deliveries().list(&webhook.id, &Page { after: first.next.clone(), ..page }).await?;
    let times: Vec<i64> = first.rows.iter().chain(&second.rows).map(|one| one.created_at).collect();
    ensure!(times == [5, 4, 3, 2, 1] && second.next.is_none(), "{times:?}");

    store.webhooks().remove(&webhook).await?;
    ensure!(store.webhooks().all().await? == [others.clone()], "it is gone");
    ensure!(store.deliveries().list(&webhook.id, &Page::default()).await?.rows.is_empty(), "with its own");
    ensure!(store.deliveries().queue().await?.0 == 1, "the other's waits still");
    Ok(())
}

/// Eight at once on two nodes, and twenty that are due: each is taken by one.
pub async fn a_delivery_has_one_taker(world: World) -> Result<()> {
    let nodes = nodes(&world).await?;
    let webhook = sample::webhook(&nodes[0])?;
    nodes[0].webhooks().insert(&webhook).await?;
    for _ in 0..20 {
        nodes[0].deliveries().insert(&Delivery { id: new_id(), ..sample::delivery(&webhook) }).await?;
    }
    let taken = crowd(&nodes, |store, _| async move {
        let mut taken = Vec::new();
        // Whoever is in the others' way sees none for a moment.
        for _ in 0..40 {
            taken.extend(store.deliveries().take(10, 1_000_000).await?.map(|one| one.id));
        }
        Ok(taken)
    })
    .await?;
    let mut ids: Vec<String> = taken.into_iter().flatten().collect();
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    ensure!(ids.len() == count, "one was taken twice");
    ensure!(count == 20, "{count} of 20 were taken");
    Ok(())
}
