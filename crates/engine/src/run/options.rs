//! How a plan is to be run.

use shadowtable_plan::HazardCode;
use shadowtable_target::Purpose;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// What happens to the other tables when one fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ErrorPolicy {
    /// The rest is not executed.
    #[default]
    Abort,
    /// The other tables go on.
    Continue,
}

/// How a plan is to be run.
#[derive(Clone, Debug)]
pub struct RunOptions {
    /// What happens to the other tables when one fails.
    pub on_error: ErrorPolicy,
    /// The gates that were allowed; `None` for all of them.
    pub allowed: Option<Vec<HazardCode>>,
    /// How many tables are worked on at a time.
    pub parallel: usize,
    /// How long a statement waits for a lock.
    pub lock_wait_timeout: Duration,
    /// What the program is, for the registry.
    pub program: String,
    /// Who runs it, for the registry.
    pub who: String,
    /// The way to end it early.
    pub interrupt: Interrupt,
}

impl RunOptions {
    pub(crate) fn purpose(&self) -> Purpose {
        match Purpose::write() {
            Purpose::Write { statement_timeout, .. } => {
                Purpose::Write { lock_wait_timeout: self.lock_wait_timeout, statement_timeout }
            }
            Purpose::Read => Purpose::Read,
        }
    }

    pub(super) fn allows(&self, code: HazardCode) -> bool {
        self.allowed.as_ref().is_none_or(|codes| codes.contains(&code))
    }
}

/// A switch that ends a run: nothing more is begun, and the running statement is killed.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    pressed: Arc<AtomicBool>,
    notify: Arc<tokio::sync::Notify>,
}

impl Interrupt {
    /// Ends the run.
    pub fn press(&self) {
        self.pressed.store(true, Ordering::SeqCst);
        self.notify.notify_waiters();
    }

    /// Whether it was pressed.
    pub fn is_pressed(&self) -> bool {
        self.pressed.load(Ordering::SeqCst)
    }

    /// Waits until it is pressed.
    pub async fn pressed(&self) {
        let waiting = self.notify.notified();
        if !self.is_pressed() {
            waiting.await;
        }
    }
}
