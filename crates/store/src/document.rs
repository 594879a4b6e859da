//! A document: a value of somebody else's type, kept as JSON text.

use crate::value::{Column, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// JSON text. The store never looks into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document(String);

/// The text is no such document, or the value can't be one.
#[derive(Debug, thiserror::Error)]
#[error("a document of the store can't be read or written")]
pub struct DocumentError(#[from] serde_json::Error);

impl Document {
    /// The document of a value.
    ///
    /// # Errors
    /// [`DocumentError`] if the value has no JSON (a map with keys that are no text).
    pub fn of(value: &impl Serialize) -> Result<Self, DocumentError> {
        Ok(Self(serde_json::to_string(value)?))
    }

    /// What was written.
    ///
    /// # Errors
    /// [`DocumentError`] if the text is no such value.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, DocumentError> {
        Ok(serde_json::from_str(&self.0)?)
    }

    /// A document from text that is JSON already.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// An empty object.
impl Default for Document {
    fn default() -> Self {
        Self("{}".to_owned())
    }
}

impl Column for Document {
    fn to_value(&self) -> Value {
        self.0.to_value()
    }

    fn from_value(value: Value) -> Option<Self> {
        String::from_value(value).map(Self)
    }
}
