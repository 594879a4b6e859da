//! Why a service did not do what it was asked.

use crate::memory::MemoryError;
use crate::reading::in_words;
use shadowtable_store::StoreError;
use shadowtable_store::document::DocumentError;
use shadowtable_target::OpenError;

/// Why a service did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// Something that was asked for can't be: which field, and why.
    #[error("{sentence}")]
    Invalid {
        /// A stable code.
        code: &'static str,
        /// The field at fault.
        field: &'static str,
        /// Why, and what to do.
        sentence: String,
    },
    /// It is not possible in the state that things are in.
    #[error("{sentence}")]
    NotPossible {
        /// A stable code.
        code: &'static str,
        /// Why, and what to do.
        sentence: String,
    },
    /// The database worked on can't be reached or refuses.
    #[error("{sentence}")]
    Target {
        /// Why.
        sentence: String,
        /// What to do about it, if that is known.
        hint: Option<&'static str>,
    },
    /// What was kept can't be used any more.
    #[error(transparent)]
    Memory(#[from] MemoryError),
    /// The store did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ServiceError {
    pub(crate) fn invalid(code: &'static str, field: &'static str, sentence: impl Into<String>) -> Self {
        Self::Invalid { code, field, sentence: sentence.into() }
    }

    pub(crate) fn not_possible(code: &'static str, sentence: impl Into<String>) -> Self {
        Self::NotPossible { code, sentence: sentence.into() }
    }

    pub(crate) fn target(error: &(dyn std::error::Error + 'static)) -> Self {
        Self::Target { sentence: in_words(error), hint: None }
    }
}

impl From<OpenError> for ServiceError {
    fn from(error: OpenError) -> Self {
        Self::Target { sentence: in_words(&error), hint: error.hint() }
    }
}

impl From<DocumentError> for ServiceError {
    fn from(error: DocumentError) -> Self {
        Self::Store(StoreError::from(error))
    }
}
