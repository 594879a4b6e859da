//! Events: how far a long piece of work has come, for whoever shows it.

use shadowtable_plan::Pair;
use std::sync::Arc;
use std::time::Duration;

/// Something that happened while an analysis or a run went on.
#[derive(Clone, Debug)]
pub enum Event {
    /// The sources are known.
    Selected {
        /// How many pairs there are.
        pairs: usize,
    },
    /// A pair was read.
    Read {
        /// How many are done.
        done: usize,
        /// Of how many.
        of: usize,
    },
    /// A statement begins.
    StatementStarted {
        /// The pair.
        pair: Pair,
        /// What is sent.
        sql: String,
    },
    /// A statement has ended.
    StatementEnded {
        /// The pair.
        pair: Pair,
        /// What was sent.
        sql: String,
        /// How long it took.
        took: Duration,
        /// Why it failed; `None` if it did not.
        error: Option<String>,
        /// How many statements of the run have ended.
        done: usize,
        /// Of how many.
        of: usize,
    },
    /// What was done is read again.
    Verifying {
        /// How many pairs.
        pairs: usize,
    },
}

/// Who is told of events. Telling must be quick: work goes on only afterwards.
#[derive(Clone)]
pub struct Events(Arc<dyn Fn(Event) + Send + Sync>);

impl Events {
    /// Events are told to this function.
    pub fn new(tell: impl Fn(Event) + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    /// Nobody is told.
    pub fn none() -> Self {
        Self::new(|_| {})
    }

    pub(crate) fn tell(&self, event: Event) {
        (self.0)(event);
    }
}

impl std::fmt::Debug for Events {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Events")
    }
}
