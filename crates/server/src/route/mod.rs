//! The handlers, one resource a file.

pub mod analyses;
pub mod audit;
pub mod connections;
pub mod grants;
pub mod history;
pub mod login;
pub mod me;
pub mod operation;
pub mod pairs;
pub mod runs;
pub mod settings;
pub mod targets;
pub mod tasks;
pub mod tokens;
pub mod users;
pub mod webhooks;

use crate::problem::{Code, Problem};
use std::str::FromStr;

/// The parts of a list that is separated by commas.
fn list(text: Option<&str>) -> Vec<String> {
    text.unwrap_or_default().split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// As [`list`], of words that are known.
fn words<T: FromStr>(field: &str, text: Option<&str>) -> Result<Vec<T>, Problem> {
    let read = |word: String| {
        let unknown = || Problem::new(Code::Malformed, format!("{word:?} is no word that is known here"));
        word.parse().map_err(|_| unknown().at(field))
    };
    list(text).into_iter().map(read).collect()
}
