//! The journal: who keeps what a run does, each intent before and each fact after it.

use super::record::StatementRun;
use futures_util::future::{BoxFuture, FutureExt};
use shadowtable_plan::Pair;

/// A statement of a run.
#[derive(Clone, Copy, Debug)]
pub struct StepPlace<'a> {
    /// The pair.
    pub pair: &'a Pair,
    /// Its position among the statements of its pair, from 0.
    pub position: usize,
}

/// Why a journal could not be kept: nothing more is sent.
#[derive(Debug, thiserror::Error)]
#[error("{reason}")]
pub struct JournalError {
    /// A sentence's fragment.
    pub reason: String,
}

/// Keeps what a run does. What is kept survives a crash, so that whoever comes next knows which statement may have been
/// under way.
pub trait Journal: Send + Sync {
    /// A statement is about to be sent; it is sent only after this has returned.
    ///
    /// # Errors
    /// The statement is not sent then, and nothing after it: the run halts.
    fn intent<'a>(&'a self, step: StepPlace<'a>) -> BoxFuture<'a, Result<(), JournalError>>;

    /// What became of a statement whose intent was kept.
    ///
    /// # Errors
    /// Nothing more is sent then: the run halts.
    fn fact<'a>(
        &'a self,
        step: StepPlace<'a>,
        fate: &'a StatementRun,
    ) -> BoxFuture<'a, Result<(), JournalError>>;
}

/// Keeps nothing: whoever runs from a terminal reads the outcome there.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoJournal;

impl Journal for NoJournal {
    fn intent<'a>(&'a self, _: StepPlace<'a>) -> BoxFuture<'a, Result<(), JournalError>> {
        std::future::ready(Ok(())).boxed()
    }

    fn fact<'a>(&'a self, _: StepPlace<'a>, _: &'a StatementRun) -> BoxFuture<'a, Result<(), JournalError>> {
        std::future::ready(Ok(())).boxed()
    }
}
