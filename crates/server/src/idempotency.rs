//! Idempotency keys: a creation that is sent twice is done once.

use crate::app::App;
use crate::auth::caller::Caller;
use crate::auth::secret;
use crate::problem::{Code, Problem};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::Serialize;
use shadowtable_engine::service::ServiceError;
use shadowtable_store::{Batch, IdempotencyKey, StoreError};

/// The longest key.
const LONGEST: usize = 128;

/// The header `Idempotency-Key`, if the caller sent one.
pub struct Key(Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get("idempotency-key") else { return Ok(Self(None)) };
        let key = value.to_str().ok().filter(|key| (1..=LONGEST).contains(&key.len()));
        let key = key.ok_or_else(|| {
            Problem::new(Code::Malformed, format!("a key is 1 to {LONGEST} visible ASCII characters"))
                .at("Idempotency-Key")
        })?;
        Ok(Self(Some(key.to_owned())))
    }
}

/// A creation: what is asked for, where, and by whom.
pub struct Creation<'a> {
    app: &'a App,
    caller: &'a Caller,
    key: Option<String>,
    route: &'static str,
    body_hash: String,
}

/// Whether the object was made now or before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Made {
    /// Now.
    Now,
    /// By a request with the same key: the id of the object.
    Before(String),
}

impl<'a> Creation<'a> {
    /// A creation. `body` is what is asked for, without secrets: a hash of it is kept.
    ///
    /// # Errors
    /// `internal` if the body has no JSON.
    pub fn new(
        app: &'a App,
        caller: &'a Caller,
        Key(key): Key,
        route: &'static str,
        body: &impl Serialize,
    ) -> Result<Self, Problem> {
        let text = serde_json::to_string(body).map_err(|error| Problem::internal(&error))?;
        Ok(Self { app, caller, key, route, body_hash: secret::hash(&text) })
    }

    /// The object that the key has made before, if it has.
    ///
    /// # Errors
    /// `idempotency-key-reused` if something else was asked for, and what the store says.
    pub async fn before(&self) -> Result<Option<String>, Problem> {
        let Some(key) = &self.key else { return Ok(None) };
        let found = self.app.store.idempotency().find(&self.caller.user.id, key, self.route).await?;
        let Some(found) = found else { return Ok(None) };
        if found.body_hash == self.body_hash {
            return Ok(Some(found.object_id));
        }
        Err(Problem::new(Code::KeyReused, "the same key came with another body before").at("Idempotency-Key"))
    }

    /// The key's row, without the object's id, for whoever writes the object.
    pub fn row(&self, at: i64) -> Option<IdempotencyKey> {
        Some(IdempotencyKey {
            user_id: self.caller.user.id.clone(),
            key: self.key.clone()?,
            route: self.route.to_owned(),
            object_id: String::new(),
            body_hash: self.body_hash.clone(),
            at,
        })
    }

    /// The id of the object that the engine has made, or that the same request had made a moment before.
    ///
    /// # Errors
    /// Why it was not made.
    pub async fn made(&self, made: Result<String, ServiceError>) -> Result<String, Problem> {
        match made {
            Err(ServiceError::Store(error @ StoreError::Exists(_))) => {
                self.before().await?.ok_or_else(|| error.into())
            }
            made => Ok(made?),
        }
    }

    /// Writes the object of this id together with the key, or neither.
    ///
    /// # Errors
    /// `exists` if there is such an object that the key has not made, and what the store says.
    pub async fn commit(&self, mut batch: Batch, object_id: &str, at: i64) -> Result<Made, Problem> {
        if let Some(row) = self.row(at) {
            batch.insert(&IdempotencyKey { object_id: object_id.to_owned(), ..row });
        }
        match self.app.store.commit(batch).await {
            Ok(()) => Ok(Made::Now),
            // Somebody was faster: the same request a second time, or another one with the name.
            Err(error @ StoreError::Exists(_)) => match self.before().await? {
                Some(id) => Ok(Made::Before(id)),
                None => Err(error.into()),
            },
            Err(error) => Err(error.into()),
        }
    }
}
