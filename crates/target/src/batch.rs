//! Many statements in one packet: round trips hardly matter, and an error hits its own statement only.

use crate::query::QueryError;
use crate::session::Session;
use mysql_async::prelude::Queryable;
use mysql_async::{QueryResult, Row, TextProtocol};
use std::time::Duration;

/// One statement's rows, or why there are none.
pub type Answer = Result<Vec<Row>, QueryError>;

/// The statement was killed.
const INTERRUPTED: u16 = 1317;

/// What reading the answers of one packet came to.
enum Packet {
    /// All answers are there.
    Complete,
    /// This statement has failed, and the server has dropped the rest of the packet.
    Failed(usize, QueryError),
    /// This statement and all after it have no answer: the connection is gone.
    Lost(usize, QueryError),
}

/// Runs statements that may be run twice (SET, SHOW) in order, as many in a packet as there are, and hands each answer to `each` with its statement's
/// index. After an error the rest is sent again; a statement without an answer within `limit` is killed, and ends as
/// [`QueryError::TimedOut`].
///
/// # Errors
/// When the connection is lost and can't be made again. `each` has then seen the statements before; the error is the
/// answer of all others.
pub async fn run(
    session: &mut Session,
    statements: &[String],
    limit: Duration,
    mut each: impl FnMut(usize, Answer),
) -> Result<(), QueryError> {
    let mut next = 0;
    let mut again = None;
    while next < statements.len() {
        session.come_back().await?;
        let end = if session.batches { statements.len() } else { next + 1 };
        match packet(session, statements, next..end, limit, &mut each).await {
            Packet::Complete => next = end,
            Packet::Failed(index, error) => {
                // A proxy that takes no batches calls the first semicolon a syntax error.
                if session.batches && index == next && end - next > 1 && is_syntax(&error) {
                    session.batches = false;
                    continue;
                }
                // A kill that was meant for the statement before, and came when that had ended.
                if error.is_refusal(INTERRUPTED) && again != Some(index) {
                    again = Some(index);
                    next = index;
                    continue;
                }
                each(index, Err(error));
                next = index + 1;
            }
            Packet::Lost(index, error) => {
                if !matches!(error, QueryError::TimedOut { .. }) && session.purpose != crate::Purpose::Read {
                    return Err(error);
                }
                session.broken = true;
                each(index, Err(error));
                next = index + 1;
            }
        }
    }
    Ok(())
}

fn is_syntax(error: &QueryError) -> bool {
    // 1064: parse error; 1235: not supported; 1295: not in this protocol.
    [1064, 1235, 1295].iter().any(|code| error.is_refusal(*code))
}

async fn packet(
    session: &mut Session,
    statements: &[String],
    range: std::ops::Range<usize>,
    limit: Duration,
    each: &mut impl FnMut(usize, Answer),
) -> Packet {
    let canceller = session.canceller();
    let sql = statements[range.clone()].join(";");
    let sort = |index, error: mysql_async::Error| {
        let timed_out = canceller.has_cancelled();
        let is_fatal = error.is_fatal();
        let error = if timed_out { QueryError::TimedOut { limit } } else { error.into() };
        if is_fatal { Packet::Lost(index, error) } else { Packet::Failed(index, error) }
    };
    let mut result = match canceller.guard(session.conn.query_iter(sql), limit).await {
        Some(Ok(result)) => result,
        Some(Err(error)) => return sort(range.start, error),
        None => return Packet::Lost(range.start, QueryError::TimedOut { limit }),
    };
    for index in range {
        match canceller.guard(set(&mut result), limit).await {
            Some(Ok(rows)) => each(index, Ok(rows)),
            Some(Err(error)) => return sort(index, error),
            None => return Packet::Lost(index, QueryError::TimedOut { limit }),
        }
    }
    Packet::Complete
}

/// The rows of the current answer; leaves the result at the next one.
async fn set(result: &mut QueryResult<'_, '_, TextProtocol>) -> Result<Vec<Row>, mysql_async::Error> {
    let mut rows = Vec::with_capacity(1);
    while let Some(row) = result.next().await? {
        rows.push(row);
    }
    Ok(rows)
}
