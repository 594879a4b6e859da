//! A server that a case is not for, since it refuses: it is asked again.

use anyhow::Result;

use super::database::Database;
use super::failure::Failure;
use super::file::Case;
use super::header::Exception;
use crate::kind::Kind;

/// Runs the statements of a case on a server that should refuse one of them, with the number the case quotes.
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
            let code = error.downcast_ref::<mysql_async::Error>().and_then(code);
            // Without a sync, later steps have no shadows to work on.
            if code == exception.code() || at > 0 {
                return Ok(Vec::new());
            }
            return Ok(vec![failure(exception, &format!("{error:#}"))]);
        }
    }
    Ok(vec![failure(exception, "it takes every statement of the case")])
}

fn code(error: &mysql_async::Error) -> Option<u16> {
    match error {
        mysql_async::Error::Server(error) => Some(error.code),
        _ => None,
    }
}

fn failure(exception: &Exception, found: &str) -> Failure {
    let detail = format!("the case says: {}\nthe server: {found}", exception.reason);
    Failure { step: 1, assertion: "a server that is left out refuses", detail }
}
