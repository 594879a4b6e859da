//! The parser: the text of SHOW CREATE TABLE (or of a dump) becomes a [`Table`].
//!
//! One file a noun, as in the model. No input panics, and time grows with the length of the text.

mod check;
mod column;
mod cursor;
mod data_type;
mod error;
mod expression;
mod foreign_key;
mod index;
mod partition;
mod table;
mod table_option;

pub use error::ParseError;
pub(crate) use table::Member;

use crate::Dialect;
use crate::model::Table;
use cursor::Cursor;

/// What the pieces of the parser give. The error is boxed, since it is larger than a name and hardly ever made, while every
/// name that is read is moved with room for it.
type Parsed<T> = Result<T, Box<ParseError>>;

/// Reads one CREATE TABLE statement as `dialect` prints it.
///
/// # Errors
/// [`ParseError`] with the byte offset where the text stops being a table definition.
pub fn parse(text: &str, dialect: Dialect) -> Result<Table, ParseError> {
    with_layout(text, dialect).map(|(table, _)| table)
}

/// Reads one CREATE TABLE statement, and the order in which the members of its parenthesis stand.
pub(crate) fn with_layout(text: &str, dialect: Dialect) -> Result<(Table, Vec<Member>), ParseError> {
    let mut cursor = Cursor::new(text, dialect);
    let parsed = table::table(&mut cursor).map_err(|error| *error)?;
    cursor.eat_punctuation(b';');
    if cursor.at_end() { Ok(parsed) } else { Err(*cursor.expected("the end of the statement")) }
}
