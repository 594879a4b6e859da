//! What queries must give in the end.

use anyhow::{Result, bail};

use super::section::Line;

/// A query and its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The query, without its `;`.
    pub sql: String,
    /// A line each.
    pub rows: Vec<String>,
}

/// Reads the blocks of a section: a query up to `;`, then its rows.
///
/// # Errors
/// If a query has no end.
pub fn parse(lines: &[Line]) -> Result<Vec<Query>> {
    lines.split(|line| line.text.is_empty()).filter(|block| !block.is_empty()).map(query).collect()
}

fn query(block: &[Line]) -> Result<Query> {
    let Some(end) = block.iter().position(|line| line.text.ends_with(';')) else {
        bail!("line {}: the query has no ; at its end", block.first().map_or(0, |line| line.number));
    };
    let (query, rows) = block.split_at(end + 1);
    let texts = |lines: &[Line]| lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>();
    Ok(Query { sql: texts(query).join("\n").trim_end_matches(';').to_owned(), rows: texts(rows) })
}
