//! A server that a case is not for, since it refuses: it is asked again.

use anyhow::Result;

use super::database::Database;
use super::failure::Failure;
use super::file::Case;
use super::header::Exception;
use crate::kind::Kind;

/// What a statement meets whose shadows were never made: 1051 (drop), 1146 (any use), 1824 (a key that references it).
const NO_SUCH_TABLE: [u16; 3] = [1051, 1146, 1824];

/// Runs the statements of a case on a server that should refuse one of them, with the number and the words the case quotes.
///
/// # Errors
/// If the server can't be used at all.
pub async fn check(
    case: &Case,
    kind: Kind,
    exception: &Exception,
    server_url: &str,
    name: &str,
) -> Result<Vec<Failure>> {
    let script = case.script(kind)?;
    let mut database = Database::make(server_url, name).await?;
    for (at, step) in script.steps.iter().enumerate() {
        for sql in &step.statements {
            let Err(error) = database.run(sql).await else { continue };
            let refusal = error.downcast_ref::<mysql_async::Error>().and_then(refusal);
            if refusal.is_some_and(|(code, message)| exception.quotes(code, message)) {
                return Ok(Vec::new());
            }
            // Without a sync, later steps have no shadows to work on.
            let lacks_shadow = refusal.is_some_and(|(code, _)| NO_SUCH_TABLE.contains(&code));
            if at == 0 || !lacks_shadow {
                return Ok(vec![failure(exception, &format!("{error:#}"))]);
            }
        }
    }
    Ok(vec![failure(exception, "it takes every statement of the case that it can be given")])
}

fn refusal(error: &mysql_async::Error) -> Option<(u16, &str)> {
    match error {
        mysql_async::Error::Server(error) => Some((error.code, &error.message)),
        _ => None,
    }
}

fn failure(exception: &Exception, found: &str) -> Failure {
    let detail = format!("the case says: {}\nthe server: {found}", exception.reason);
    Failure { step: 1, assertion: "a server that is left out refuses", detail }
}
