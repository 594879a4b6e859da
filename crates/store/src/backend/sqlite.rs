//! SQLite: one connection that writes and a few that read, each on a thread of its own.

use crate::backend::{Answer, Backend, BackendError, Dialect, Statement};
use crate::error::StoreError;
use crate::value::{Row, Value};
use rusqlite::functions::FunctionFlags;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, ToSql, TransactionBehavior, params_from_iter};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tokio::sync::oneshot;

/// How long a writer waits for another process that writes.
const BUSY: Duration = Duration::from_secs(10);

/// How many connections read.
const READERS: usize = 3;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// A store in one SQLite file, or in memory. Several processes may open the file.
pub struct Sqlite {
    writer: mpsc::Sender<Job>,
    readers: mpsc::Sender<Job>,
}

impl Sqlite {
    /// Opens or makes the file.
    ///
    /// # Errors
    /// [`BackendError`] if it can't be opened or is no SQLite file.
    pub fn open(path: &Path) -> Result<Self, BackendError> {
        private(path)?;
        let writer = threads(vec![connect(path)?])?;
        let readers = (0..READERS).map(|_| connect(path)).collect::<Result<_, _>>()?;
        Ok(Self { writer, readers: threads(readers)? })
    }

    /// A store that ends with this value.
    ///
    /// # Errors
    /// [`BackendError`] if there is no memory.
    pub fn memory() -> Result<Self, BackendError> {
        let connection = Connection::open_in_memory().map_err(|error| translated("", error))?;
        let writer = threads(vec![prepared(connection).map_err(|error| translated("", error))?])?;
        Ok(Self { readers: writer.clone(), writer })
    }

    /// Has a thread do it. A caller that goes away does not undo it.
    async fn on<T: Send + 'static>(
        queue: &mpsc::Sender<Job>,
        job: impl FnOnce(&mut Connection) -> Result<T, BackendError> + Send + 'static,
    ) -> Result<T, BackendError> {
        let (tell, told) = oneshot::channel();
        let job = Box::new(move |connection: &mut Connection| {
            // Nobody waits for the answer any more: that is theirs to know.
            let _gone = tell.send(job(connection));
        });
        let closed = || BackendError::Lost("the thread of the store's file has ended".to_owned());
        queue.send(job).map_err(|_| closed())?;
        told.await.map_err(|_| closed())?
    }
}

impl Backend for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn execute(&self, statement: Statement) -> Answer<'_, u64> {
        Box::pin(Self::on(&self.writer, move |connection| {
            let affected = run(connection, &statement)?;
            statement.check(affected)?;
            Ok(affected)
        }))
    }

    fn query(&self, sql: String, params: Vec<Value>) -> Answer<'_, Vec<Row>> {
        Box::pin(Self::on(&self.readers, move |connection| {
            rows(connection, &sql, &params).map_err(|error| translated("", error))
        }))
    }

    fn transaction(&self, statements: Vec<Statement>) -> Answer<'_, Vec<u64>> {
        Box::pin(Self::on(&self.writer, move |connection| {
            // IMMEDIATE: a transaction that reads first and writes later could not wait for another writer.
            let transaction = connection
                .transaction_with_behavior(TransactionBehavior::Immediate)
                .map_err(|error| translated("", error))?;
            let mut affected = Vec::with_capacity(statements.len());
            for statement in &statements {
                let count = run(&transaction, statement)?;
                statement.check(count)?;
                affected.push(count);
            }
            transaction.commit().map_err(|error| translated("", error))?;
            Ok(affected)
        }))
    }

    fn now(&self) -> Answer<'_, i64> {
        Box::pin(async { Ok(machine_time()) })
    }

    fn backup(&self, to: PathBuf) -> Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send + '_>> {
        Box::pin(async move {
            // Never over something that is there: it may be the last good copy.
            let file =
                |source| StoreError::File { what: format!("can't make the copy {}", to.display()), source };
            if to.try_exists().map_err(file)? {
                return Err(file(std::io::ErrorKind::AlreadyExists.into()));
            }
            private(&to)?;
            let copy = Self::on(&self.readers, move |connection| {
                copied(connection, &to).map_err(|error| translated("", error))
            });
            Ok(copy.await?)
        })
    }
}

/// This machine's clock, ms since the epoch.
pub fn machine_time() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Makes the file if it is not there: nobody else may read it. SQLite gives the files beside it the same rights.
fn private(path: &Path) -> Result<(), BackendError> {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let lost = |error| BackendError::Lost(format!("can't open {}: {error}", path.display()));
    options.open(path).map(drop).map_err(lost)
}

/// A connection. Two processes that make a new file WAL at the same moment are in each other's way, and SQLite does not
/// wait then.
fn connect(path: &Path) -> Result<Connection, BackendError> {
    let begin = Instant::now();
    loop {
        match Connection::open(path).and_then(prepared).map_err(|error| translated("", error)) {
            Err(BackendError::Conflict(_)) if begin.elapsed() < BUSY => {
                std::thread::sleep(Duration::from_millis(10));
            }
            connection => return connection,
        }
    }
}

fn prepared(connection: Connection) -> rusqlite::Result<Connection> {
    connection.busy_timeout(BUSY)?;
    // In memory it answers `memory`, which is as good there.
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    // FULL: what was committed outlives a loss of power, since a step's intent must.
    connection.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY;",
    )?;
    connection.set_prepared_statement_cache_capacity(128);
    // SQLite's own knows ASCII only; searching must find Ä as the other backends do.
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("LOWER", 1, flags, |context| {
        let text: Option<String> = context.get(0)?;
        Ok(text.map(|text| text.to_lowercase()))
    })?;
    Ok(connection)
}

/// A queue that these connections work off, each on its thread, until nobody can add to it any more.
fn threads(connections: Vec<Connection>) -> Result<mpsc::Sender<Job>, BackendError> {
    let (queue, jobs) = mpsc::channel::<Job>();
    let jobs = Arc::new(Mutex::new(jobs));
    for mut connection in connections {
        let jobs = Arc::clone(&jobs);
        let work = move || {
            loop {
                // A panic of another thread poisons nothing here: it never holds the lock while a job runs.
                let next = jobs.lock().unwrap_or_else(std::sync::PoisonError::into_inner).recv();
                let Ok(job) = next else { return };
                job(&mut connection);
            }
        };
        std::thread::Builder::new()
            .name("store".to_owned())
            .spawn(work)
            .map_err(|error| BackendError::Lost(format!("no thread for the store's file: {error}")))?;
    }
    Ok(queue)
}

fn run(connection: &Connection, statement: &Statement) -> Result<u64, BackendError> {
    let mut prepared =
        connection.prepare_cached(&statement.sql).map_err(|error| translated(statement.table, error))?;
    let affected = prepared
        .execute(params_from_iter(&statement.params))
        .map_err(|error| translated(statement.table, error))?;
    Ok(affected as u64)
}

fn rows(connection: &Connection, sql: &str, params: &[Value]) -> rusqlite::Result<Vec<Row>> {
    let mut prepared = connection.prepare_cached(sql)?;
    let columns = prepared.column_count();
    let mut answer = prepared.query(params_from_iter(params))?;
    let mut rows = Vec::new();
    while let Some(row) = answer.next()? {
        let cells = (0..columns).map(|at| row.get_ref(at).map(cell)).collect::<Result<_, _>>()?;
        rows.push(Row::new(cells));
    }
    Ok(rows)
}

fn cell(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Real(number) => Value::Text(number.to_string()),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            Value::Text(String::from_utf8_lossy(bytes).into_owned())
        }
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

/// Copies page by page through SQLite's own backup, which begins again when somebody writes in between.
fn copied(connection: &Connection, to: &Path) -> rusqlite::Result<()> {
    let mut copy = Connection::open(to)?;
    let backup = rusqlite::backup::Backup::new(connection, &mut copy)?;
    backup.run_to_completion(1_000, Duration::from_millis(5), None)
}

fn translated(table: &'static str, error: rusqlite::Error) -> BackendError {
    let message = error.to_string();
    let Some(code) = error.sqlite_error() else { return BackendError::Refused { code: -1, message } };
    match code.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => BackendError::Conflict(message),
        ErrorCode::ConstraintViolation if is_duplicate(code.extended_code) => {
            BackendError::Duplicate { table, message }
        }
        ErrorCode::SystemIoFailure | ErrorCode::DiskFull | ErrorCode::CannotOpen | ErrorCode::ReadOnly => {
            BackendError::Lost(message)
        }
        _ => BackendError::Refused { code: i64::from(code.extended_code), message },
    }
}

fn is_duplicate(code: i32) -> bool {
    use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID, SQLITE_CONSTRAINT_UNIQUE};
    [SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID, SQLITE_CONSTRAINT_UNIQUE].contains(&code)
}
