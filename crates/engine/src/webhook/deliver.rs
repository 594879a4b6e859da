//! A delivery: what a node has taken is sent, and what came of it is written down.

use super::note::{Note, time};
use super::post::{Answer, PATIENCE, post};
use super::template::Template;
use crate::reading::in_words;
use crate::service::Services;
use crate::task::meter;
use shadowtable_store::document::DocumentError;
use shadowtable_store::{Delivery, DeliveryState, StoreError, Webhook, new_id};
use std::time::Duration;

/// How often a note is tried.
pub const TRIES: i64 = 8;

/// How long a node keeps a note that it has taken: it has given up long before, so no other node sends it meanwhile.
pub const LEASE: Duration = Duration::from_secs(3 * PATIENCE.as_secs());

/// How long it is waited after the n-th try, from 1: a minute, then three times as long each time. That is 18 hours in all.
pub const fn pause(tries: i64) -> Duration {
    let mut pause = Duration::from_secs(60);
    let mut at = 1;
    while at < tries && at < TRIES {
        pause = pause.saturating_mul(3);
        at += 1;
    }
    pause
}

/// Sends what this node has taken, and writes down what came of it.
///
/// # Errors
/// What the store says: then another try is made when the node's time with it is over.
pub async fn deliver(services: &Services, taken: Delivery) -> Result<(), StoreError> {
    let webhook = match services.store.webhooks().get(&taken.webhook_id).await {
        // It was deleted a moment ago, and its deliveries with it.
        Err(StoreError::NotFound(_)) => return Ok(()),
        found => found?,
    };
    let is_off = webhook.disabled;
    let answer = if is_off {
        Answer::refused("the webhook is switched off")
    } else {
        let note: Note = taken.body.read()?;
        send(services, &webhook, &note.titled(&services.store).await?).await?
    };
    let mut delivery = written(taken, answer, services.store.now().await?);
    if is_off {
        delivery.state = DeliveryState::Failed;
    }
    let state = delivery.state;
    services.store.deliveries().save(&mut delivery).await?;
    meter::delivery_tried(state);
    Ok(())
}

/// The delivery after a try.
fn written(mut delivery: Delivery, answer: Answer, now: i64) -> Delivery {
    let Answer { status, took, error } = answer;
    delivery.tried_at = Some(now);
    delivery.took_ms = i64::try_from(took.as_millis()).ok();
    delivery.status = status.map(i64::from);
    delivery.state = match &error {
        None => DeliveryState::Delivered,
        Some(_) if delivery.attempts >= TRIES => DeliveryState::Failed,
        Some(_) => DeliveryState::Pending,
    };
    let pause = i64::try_from(pause(delivery.attempts).as_millis()).unwrap_or(i64::MAX);
    delivery.next_at = now.saturating_add(pause);
    delivery.error = error;
    delivery
}

/// Sends a note that says it is a test, once and now, and tells what the receiver said.
///
/// # Errors
/// What the store says.
pub async fn test(services: &Services, webhook: &Webhook) -> Result<Answer, StoreError> {
    let note = Note {
        id: new_id(),
        event: "test".to_owned(),
        at: time(services.store.now().await?),
        what: "test".to_owned(),
        title: format!("A test of the webhook {}", webhook.name),
        ..Note::default()
    };
    send(services, webhook, &note).await
}

async fn send(services: &Services, webhook: &Webhook, note: &Note) -> Result<Answer, StoreError> {
    let store = &services.store;
    let receivers = &services.policy.receivers;
    let mut url = match receivers.url(&store.unseal(&webhook.url, &webhook.id)?) {
        Ok(url) => url,
        // The configuration has changed since it was made.
        Err(error) => return Ok(Answer::refused(error.to_string())),
    };
    let secret = match &webhook.secret {
        Some(secret) => Some(store.unseal(secret, &webhook.id)?),
        None => None,
    };
    let template: Template = match webhook.template.parse() {
        Ok(template) => template,
        // A newer program made it.
        Err(error) => return Ok(Answer::refused(in_words(&error))),
    };
    let secret = secret.as_ref().map(|secret| secret.as_str());
    let rendered = template.render(note, secret, store.now().await?);
    let rendered = rendered.map_err(|error| StoreError::from(DocumentError::from(error)))?;
    if !rendered.parameters.is_empty() {
        url.query_pairs_mut().extend_pairs(&rendered.parameters);
    }
    Ok(post(receivers, url, template, rendered).await)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_become_rarer_and_end_within_a_day() {
        let pauses: Vec<u64> = (1..TRIES).map(|tries| pause(tries).as_secs() / 60).collect();
        assert_eq!(pauses, [1, 3, 9, 27, 81, 243, 729]);
        let all: u64 = pauses.iter().sum();
        assert!((17 * 60..24 * 60).contains(&all), "{all} minutes");
    }
}
