//! Why a text is no dump, and where.

use shadowtable_schema::Name;
use shadowtable_schema::parse::ParseError;

/// A text whose tables can't be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{problem}", place(*line, *column))]
pub struct DumpError {
    /// The line of the fault, from 1; `None` if it is the whole text.
    pub line: Option<usize>,
    /// Its column in characters, from 1.
    pub column: Option<usize>,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// A CREATE TABLE statement can't be read.
    #[error("expected {} but found {}", .0.expected, .0.found)]
    Parse(ParseError),
    /// A quote is open at the end of the text.
    #[error("a quote is never closed")]
    OpenQuote,
    /// A statement changes a table after it was made.
    #[error(
        "{0} changes a table that was read, and nobody carries it out here: give a dump of the tables as they are \
         (mysqldump --no-data)"
    )]
    ChangesTable(&'static str),
    /// Two tables have one name.
    #[error("table {name} is created a second time (first on line {first})")]
    CreatedTwice {
        /// The name.
        name: Name,
        /// The line of the first.
        first: usize,
    },
    /// The text is about several databases.
    #[error("a second database ({0}) begins: dump one database at a time")]
    AnotherDatabase(Name),
    /// A definition has bytes that are no text.
    #[error("bytes that are not UTF-8")]
    NotUtf8,
    /// There is no table in it.
    #[error("{}", no_table(*statements))]
    NoTable {
        /// How many statements there are.
        statements: usize,
    },
}

impl DumpError {
    /// An error at a byte of the text.
    pub(super) fn at(text: &str, offset: usize, problem: Problem) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before[line_start..].chars().count() + 1;
        Self { line: Some(Self::line_of(text, offset)), column: Some(column), problem }
    }

    /// An error of the whole text.
    pub(super) fn whole(problem: Problem) -> Self {
        Self { line: None, column: None, problem }
    }

    /// The line of a byte of the text, from 1.
    pub(super) fn line_of(text: &str, offset: usize) -> usize {
        text.get(..offset).unwrap_or(text).bytes().filter(|&byte| byte == b'\n').count() + 1
    }
}

fn place(line: Option<usize>, column: Option<usize>) -> String {
    match (line, column) {
        (Some(line), Some(column)) => format!("{line}:{column}: "),
        _ => String::new(),
    }
}

fn no_table(statements: usize) -> &'static str {
    if statements == 0 {
        "it is empty"
    } else {
        "it holds no CREATE TABLE statement: make it with mysqldump --no-data"
    }
}
