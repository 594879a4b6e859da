//! The stream of definitions: several sessions read ahead within a window, the tables come out in order.

use super::chunk::{self, Read};
use super::extra::Source;
use super::{Definition, DefinitionError};
use crate::query::QueryError;
use crate::session::Session;
use shadowtable_schema::Name;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::task::JoinHandle;

/// Tables in one packet. With 64, a round trip of 2 ms costs 30 µs a table; more would only make the window coarser.
const CHUNK: usize = 64;

/// Chunks read ahead of the reader at most: what bounds memory, and how far the others get while one table hangs.
const WINDOW: usize = 32;

/// What the workers share.
struct Work {
    names: Vec<Name>,
    next: AtomicUsize,
    window: Arc<Semaphore>,
    extras: Source,
}

/// A chunk that was read. Its permit frees a place in the window when the chunk has been handed out.
#[derive(Debug)]
struct Chunk {
    start: usize,
    reads: Vec<Read>,
    permit: OwnedSemaphorePermit,
}

/// Definitions in the order of the names, each with its name.
#[derive(Debug)]
pub struct DefinitionStream {
    work: Arc<Work>,
    chunks: mpsc::Receiver<Chunk>,
    /// Chunks that came before their turn, by their first table's place.
    early: BTreeMap<usize, Chunk>,
    next: usize,
    current: std::vec::IntoIter<Read>,
    held: Option<OwnedSemaphorePermit>,
    workers: Vec<JoinHandle<Session>>,
}

impl std::fmt::Debug for Work {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Work").field("names", &self.names.len()).finish_non_exhaustive()
    }
}

/// Starts to read the definitions of these tables over these sessions (opened for reading). A table that hangs ends as
/// its own error after [`crate::Timeouts::definition`]; lost connections are made again.
pub fn read(sessions: Vec<Session>, names: Vec<Name>) -> DefinitionStream {
    let work = Arc::new(Work {
        names,
        next: AtomicUsize::new(0),
        window: Arc::new(Semaphore::new(WINDOW)),
        extras: Source::default(),
    });
    let (sender, chunks) = mpsc::channel(WINDOW);
    let workers = sessions
        .into_iter()
        .map(|session| tokio::spawn(worker(session, Arc::clone(&work), sender.clone())))
        .collect();
    DefinitionStream {
        work,
        chunks,
        early: BTreeMap::new(),
        next: 0,
        current: Vec::new().into_iter(),
        held: None,
        workers,
    }
}

/// Reads the definitions of these tables at once, over a session that stays the caller's: for few tables, for which more
/// sessions would cost more than they bring.
pub async fn read_few(session: &mut Session, names: Vec<Name>) -> DefinitionStream {
    let extras = Source::default();
    let mut reads = Vec::with_capacity(names.len());
    for names in names.chunks(CHUNK) {
        reads.extend(chunk::read(session, names, &extras).await);
    }
    let (_, chunks) = mpsc::channel(1);
    let (next, window) = (AtomicUsize::new(names.len()), Arc::new(Semaphore::new(0)));
    DefinitionStream {
        work: Arc::new(Work { names, next, window, extras }),
        chunks,
        early: BTreeMap::new(),
        next: 0,
        current: reads.into_iter(),
        held: None,
        workers: Vec::new(),
    }
}

async fn worker(mut session: Session, work: Arc<Work>, out: mpsc::Sender<Chunk>) -> Session {
    // The permit comes first: whoever has the lowest chunk always has one, so the reader never waits in vain.
    while let Ok(permit) = Arc::clone(&work.window).acquire_owned().await {
        let start = work.next.fetch_add(CHUNK, Ordering::Relaxed);
        let Some(names) = work.names.get(start..work.names.len().min(start + CHUNK)) else { break };
        if names.is_empty() {
            break;
        }
        let reads = chunk::read(&mut session, names, &work.extras).await;
        if out.send(Chunk { start, reads, permit }).await.is_err() {
            break;
        }
    }
    session
}

impl DefinitionStream {
    /// The next table and its definition; `None` after the last.
    pub async fn next(&mut self) -> Option<(Name, Result<Definition, DefinitionError>)> {
        let name = self.work.names.get(self.next)?.clone();
        if self.current.as_slice().is_empty() {
            self.held = None;
            let chunk = self.chunk().await;
            self.current = chunk.0.into_iter();
            self.held = chunk.1;
        }
        self.next += 1;
        let read = self.current.next().unwrap_or_else(|| Err(no_worker()));
        Some((name, read))
    }

    /// The chunk whose turn it is.
    async fn chunk(&mut self) -> (Vec<Read>, Option<OwnedSemaphorePermit>) {
        loop {
            if let Some(chunk) = self.early.remove(&self.next) {
                return (chunk.reads, Some(chunk.permit));
            }
            match self.chunks.recv().await {
                Some(chunk) => {
                    self.early.insert(chunk.start, chunk);
                }
                // No session was given, or its task was ended with the runtime.
                None => return (Vec::new(), None),
            }
        }
    }

    /// Ends the reading and gives the sessions back.
    pub async fn finish(self) -> Vec<Session> {
        let Self { chunks, early, held, workers, work, .. } = self;
        drop((chunks, early, held));
        work.window.close();
        let mut sessions = Vec::with_capacity(workers.len());
        for worker in workers {
            sessions.extend(worker.await.ok());
        }
        sessions
    }
}

fn no_worker() -> DefinitionError {
    DefinitionError::Lost(QueryError::Broken { reason: "no session is left to read it".to_owned() })
}
