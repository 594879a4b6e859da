//! A backend that fails when a test says so: before a call took effect, or after, so that its answer is lost.

use crate::backend::{Answer, Backend, BackendError, Dialect, Statement};
use crate::error::StoreError;
use crate::value::{Row, Value};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

/// When a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Nothing was written.
    Before,
    /// It was written, and nobody heard.
    After,
}

/// Which call fails next, told by a test that holds a clone. Calls that write are counted, reads are not.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    /// The calls that wrote, so far.
    writes: usize,
    /// The write that fails, counted from 0, and how.
    at: Option<(usize, When)>,
    /// Whether nothing is answered from the fault on.
    stays: bool,
    /// Whether nothing is answered now.
    is_down: bool,
    /// How often a fault came true.
    came_true: usize,
}

impl Faults {
    /// Nothing fails until it is told to.
    pub fn new() -> Self {
        Self::default()
    }

    /// The calls that wrote, so far: a test runs once without faults, then once for each of these.
    pub fn writes(&self) -> usize {
        self.with(|state| state.writes)
    }

    /// How often a fault came true.
    pub fn came_true(&self) -> usize {
        self.with(|state| state.came_true)
    }

    /// Begins to count anew, and lets this write fail, from 0.
    pub fn fail(&self, write: usize, when: When) {
        self.with(|state| *state = State { at: Some((write, when)), ..State::default() });
    }

    /// As [`Faults::fail`], and nothing is answered any more, until [`Faults::up`].
    pub fn go_down(&self, write: usize, when: When) {
        self.with(|state| *state = State { at: Some((write, when)), stays: true, ..State::default() });
    }

    /// Nothing is answered any more, reads included.
    pub fn down(&self) {
        self.with(|state| state.is_down = true);
    }

    /// Everything works again.
    pub fn up(&self) {
        self.with(|state| (state.at, state.is_down) = (None, false));
    }

    fn with<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        look(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What becomes of the next write.
    fn next(&self) -> Option<When> {
        self.with(|state| {
            if state.is_down {
                return Some(When::Before);
            }
            let now = state.writes;
            state.writes += 1;
            let when = state.at.filter(|(at, _)| *at == now).map(|(_, when)| when)?;
            state.came_true += 1;
            state.is_down = state.stays;
            Some(when)
        })
    }
}

/// A backend with faults.
pub struct Faulty {
    inner: Arc<dyn Backend>,
    faults: Faults,
}

impl Faulty {
    /// This backend, failing when `faults` says so.
    pub fn new(inner: Arc<dyn Backend>, faults: Faults) -> Self {
        Self { inner, faults }
    }

    async fn written<T>(&self, call: Answer<'_, T>) -> Result<T, BackendError> {
        match self.faults.next() {
            None => call.await,
            Some(When::Before) => Err(lost()),
            Some(When::After) => call.await.and_then(|_| Err(lost())),
        }
    }

    async fn read<T>(&self, call: Answer<'_, T>) -> Result<T, BackendError> {
        if self.faults.with(|state| state.is_down) { Err(lost()) } else { call.await }
    }
}

fn lost() -> BackendError {
    BackendError::Lost("the test says so".to_owned())
}

impl Backend for Faulty {
    fn dialect(&self) -> Dialect {
        self.inner.dialect()
    }

    fn execute(&self, statement: Statement) -> Answer<'_, u64> {
        Box::pin(self.written(self.inner.execute(statement)))
    }

    fn query(&self, sql: String, params: Vec<Value>) -> Answer<'_, Vec<Row>> {
        Box::pin(self.read(self.inner.query(sql, params)))
    }

    fn transaction(&self, statements: Vec<Statement>) -> Answer<'_, Vec<u64>> {
        Box::pin(self.written(self.inner.transaction(statements)))
    }

    fn now(&self) -> Answer<'_, i64> {
        Box::pin(self.read(self.inner.now()))
    }

    fn backup(&self, to: PathBuf) -> Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send + '_>> {
        self.inner.backup(to)
    }
}
