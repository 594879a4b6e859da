//! A row of an answer: its values as texts and numbers, whatever type a server declares them.

use crate::query::QueryError;
use mysql_async::{Row, Value};
use shadowtable_schema::Name;

/// The value in a column as text; `None` for NULL.
///
/// # Errors
/// When the row is shorter than that.
pub fn optional_text(row: &Row, column: usize) -> Result<Option<String>, QueryError> {
    match row.as_ref(column) {
        // The text protocol has nothing but these two.
        Some(Value::Bytes(bytes)) => Ok(Some(String::from_utf8_lossy(bytes).into_owned())),
        Some(Value::NULL) => Ok(None),
        Some(_) | None => Err(QueryError::Malformed { what: "a column is missing" }),
    }
}

/// The value in a column as text.
///
/// # Errors
/// When it is NULL or absent.
pub fn text(row: &Row, column: usize) -> Result<String, QueryError> {
    optional_text(row, column)?.ok_or(QueryError::Malformed { what: "a text was expected, not NULL" })
}

/// The value in a column as a name.
///
/// # Errors
/// When it is NULL or absent.
pub fn name(row: &Row, column: usize) -> Result<Name, QueryError> {
    match row.as_ref(column) {
        Some(Value::Bytes(bytes)) => Ok(Name::new(String::from_utf8_lossy(bytes))),
        _ => Err(QueryError::Malformed { what: "a name was expected" }),
    }
}

/// The value in a column as a number; `None` for NULL.
///
/// # Errors
/// When it is absent or no whole number.
pub fn optional_number(row: &Row, column: usize) -> Result<Option<u64>, QueryError> {
    optional_text(row, column)?
        .map(|text| text.parse().map_err(|_| QueryError::Malformed { what: "a number was expected" }))
        .transpose()
}

/// The value in a column as a number.
///
/// # Errors
/// When it is NULL, absent or no whole number.
pub fn number(row: &Row, column: usize) -> Result<u64, QueryError> {
    optional_number(row, column)?.ok_or(QueryError::Malformed { what: "a number was expected, not NULL" })
}
