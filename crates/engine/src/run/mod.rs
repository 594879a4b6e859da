//! The run of a plan, the same one for every door: lock, fresh, steps, verify, finish.

mod fresh;
pub(crate) mod gate;
pub(crate) mod guard;
mod journal;
mod look;
mod options;
pub(crate) mod privilege;
pub(crate) mod prover;
mod record;
mod register;
pub(crate) mod sessions;
pub(crate) mod steps;
mod verify;

pub use journal::{Journal, JournalError, NoJournal, StepPlace};
pub use options::{ErrorPolicy, Interrupt, RunOptions};
pub use record::{PairResult, PairRun, Run, StatementRun, StepState};

use crate::analyze::{Analysis, AnalyzeError};
use crate::event::Events;
use crate::reading::in_words;
use crate::request::Request;
use prover::Prover;
use sessions::Helpers;
use shadowtable_schema::Name;
use shadowtable_target::privilege::Privilege;
use shadowtable_target::registry::{Place, RegistryError, Writer};
use shadowtable_target::writer_lock::{self, LockError};
use shadowtable_target::{OpenError, Purpose, Registry, Session, WriterLock, kill};
use std::time::Duration;

/// How long a run waits for the database's lock, and for a former writer's connection to be gone.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// How long a former writer's connection may take to be gone: an ALTER that was killed goes on for seconds.
const LONG_PATIENCE: Duration = Duration::from_secs(60);

/// Why a plan did not run at all: nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// No session for writing could be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Another writer is at work.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The registry could not be written.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// The account lacks a privilege.
    #[error(
        "the account lacks {} on the database {database}: GRANT {} ON {}.* TO that account",
        privilege::in_words(missing), privilege::in_words(missing), database.quoted()
    )]
    Privilege {
        /// What it lacks.
        missing: Vec<Privilege>,
        /// On which database.
        database: Name,
    },
    /// The plan's tables could not be read again.
    #[error(transparent)]
    Analyze(#[from] AnalyzeError),
}

/// What a run would begin with: the pairs that are refused, and under *abort* with them all others.
pub fn preview(analysis: &Analysis, options: &RunOptions) -> Run {
    let mut record = Run::of(&analysis.plan);
    gate::refuse(analysis, options, &mut record);
    if record.is_refused_as_a_whole(options.on_error) {
        record.nothing_runs();
    }
    record
}

/// Runs the plan of an analysis. `reader` is the session that analyzed; sessions for writing are opened here. `journal`
/// keeps what is done while it is done, `events` tells it.
///
/// # Errors
/// [`RunError`] when nothing was done. Whatever fails later is in the record.
pub async fn run(
    analysis: &Analysis,
    request: &Request,
    reader: &mut Session,
    options: &RunOptions,
    (journal, events): (&dyn Journal, &Events),
) -> Result<Run, RunError> {
    let mut record = preview(analysis, options);
    // A table that is adopted as it is needs no statement, but its row in the registry.
    let adopts = analysis.plan.pairs.iter().any(|pair| pair.adopted && pair.verdict.is_usable());
    if record.is_refused_as_a_whole(options.on_error) || !(record.has_work() || adopts) {
        return Ok(record);
    }
    privilege::check(&record, &request.registry, reader).await?;
    let registry = Registry::new(request.registry.clone());
    let mut writer = reader.another(options.purpose()).await?;
    let me = Writer::this_process(options.program.clone(), options.who.clone());
    let lock = WriterLock::acquire(&mut writer, &registry, &me, PATIENCE).await?;
    let mut held = Held {
        analysis,
        request,
        reader,
        writer: &mut writer,
        lock: &lock,
        registry: &registry,
        options,
        journal,
        events,
    };
    let outcome = held.run(&me, &mut record).await;
    lock.release(&mut writer, &registry).await;
    writer.close().await;
    outcome.map(|()| record)
}

/// Takes the lock once and ends the connections that former writers left, those that the registry names and those that
/// still run one of `statements`: what they sent is over when this returns, so that looking at the tables tells what was
/// done.
///
/// # Errors
/// [`RunError`] when the lock is somebody's, or a connection can't be ended.
pub async fn settle_former_writers(
    place: &Place,
    statements: &[String],
    reader: &mut Session,
    who: &str,
) -> Result<(), RunError> {
    let registry = Registry::new(place.clone());
    let mut writer = reader.another(Purpose::write()).await?;
    // Before the lock is asked for: a connection that waits within a statement may still have it.
    kill::end_statements(&mut writer, statements, LONG_PATIENCE).await.map_err(LockError::End)?;
    let me = Writer::this_process("recover", who);
    let lock = WriterLock::acquire(&mut writer, &registry, &me, PATIENCE).await?;
    let ended = writer_lock::end_former_writers(&mut writer, &registry, LONG_PATIENCE).await;
    lock.release(&mut writer, &registry).await;
    writer.close().await;
    ended?;
    Ok(())
}

/// A run that holds the lock.
struct Held<'a> {
    analysis: &'a Analysis,
    request: &'a Request,
    reader: &'a mut Session,
    writer: &'a mut Session,
    lock: &'a WriterLock,
    registry: &'a Registry,
    options: &'a RunOptions,
    journal: &'a dyn Journal,
    events: &'a Events,
}

impl Held<'_> {
    /// What happens while the lock is held.
    async fn run(&mut self, me: &Writer, record: &mut Run) -> Result<(), RunError> {
        writer_lock::end_former_writers(self.writer, self.registry, PATIENCE).await?;
        fresh::check(self.analysis, self.reader, record).await?;
        if record.is_refused_as_a_whole(self.options.on_error) {
            record.nothing_runs();
            return Ok(());
        }
        register::before(self.analysis, self.request, self.writer, record, self.options).await?;
        let helpers = Helpers::open(self.reader, self.writer, self.registry, me, self.options).await?;
        let mut writers: Vec<&mut Session> = vec![self.writer];
        let mut helpers = helpers;
        writers.extend(helpers.0.iter_mut());
        let prover = Prover::start(self.analysis, self.reader, record).await;
        let told = (self.journal, self.events, &prover);
        let work = (writers, self.lock);
        steps::run(&self.analysis.plan, self.reader, work, self.options, told, record).await;
        let proved = prover.finish().await;
        // From here on something was done: what fails now is said of the pairs, and loses no record.
        let closed = helpers.close(self.writer, self.registry).await;
        if let Some(reason) = record.halted.clone() {
            record.leave_pending(&reason);
        } else if let Err(error) =
            verify::verify((self.analysis, self.request), self.reader, self.events, &proved, record).await
        {
            record.fail_pending(&format!("it could not be verified: {}", in_words(&error)));
        }
        let forgotten = register::after(self.analysis, self.request, self.writer, record, self.options).await;
        for error in [closed.err(), forgotten.err()].into_iter().flatten() {
            tracing::warn!("the registry was left untidy: {}", in_words(&error));
        }
        Ok(())
    }
}
