//! Turns on a server: more trials at once than it can serve only make each of them slow.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::kind::Kind;

/// How many work on each server now.
#[derive(Debug, Default)]
pub struct Turns {
    working: Mutex<BTreeMap<Kind, usize>>,
    ended: Condvar,
}

/// A turn on a server, until it is dropped.
#[derive(Debug)]
pub struct Turn<'a> {
    turns: &'a Turns,
    kind: Kind,
}

impl Turns {
    /// Waits for a turn on a server.
    pub fn take(&self, kind: Kind) -> Turn<'_> {
        let mut working = self.lock();
        while working.get(&kind).copied().unwrap_or_default() >= AT_ONCE {
            working = self.ended.wait(working).unwrap_or_else(PoisonError::into_inner);
        }
        *working.entry(kind).or_default() += 1;
        Turn { turns: self, kind }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Kind, usize>> {
        self.working.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if let Some(count) = self.turns.lock().get_mut(&self.kind) {
            *count -= 1;
        }
        self.turns.ended.notify_all();
    }
}

/// OceanBase has its DDL in a queue, too: there the others fill the pauses of the first.
const AT_ONCE: usize = 3;
