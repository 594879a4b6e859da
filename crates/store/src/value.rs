//! What a cell holds: integers and text only, which every backend keeps alike.

use std::fmt;

/// A cell. Bytes are base64 text, times are milliseconds since the epoch, documents are JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// An integer, a time, or 0 and 1 for no and yes.
    Int(i64),
    /// Text.
    Text(String),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A type that a column can hold.
pub trait Column: Sized {
    /// As a cell.
    fn to_value(&self) -> Value;
    /// From a cell; `None` if this is no such value.
    fn from_value(value: Value) -> Option<Self>;
}

impl Column for i64 {
    fn to_value(&self) -> Value {
        Value::Int(*self)
    }

    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Int(number) => Some(number),
            // Sums come as decimals over the text protocol.
            Value::Text(text) => text.parse().ok(),
            Value::Null => None,
        }
    }
}

impl Column for bool {
    fn to_value(&self) -> Value {
        Value::Int(i64::from(*self))
    }

    fn from_value(value: Value) -> Option<Self> {
        i64::from_value(value).map(|number| number != 0)
    }
}

impl Column for String {
    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }

    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text),
            Value::Int(number) => Some(number.to_string()),
            Value::Null => None,
        }
    }
}

impl<T: Column> Column for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::to_value)
    }

    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::from_value(value).map(Some),
        }
    }
}

/// Text that `Debug` does not show: hashes of passwords, sealed credentials.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Hidden(String);

impl Hidden {
    /// Keeps `text`.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden")
    }
}

impl Column for Hidden {
    fn to_value(&self) -> Value {
        self.0.to_value()
    }

    fn from_value(value: Value) -> Option<Self> {
        String::from_value(value).map(Self)
    }
}

/// One row of an answer, read from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    cells: std::collections::VecDeque<Value>,
}

/// A cell holds what its column never should: another version wrote it, or somebody by hand.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a row of {table} can't be read: {column} holds something else")]
pub struct Unreadable {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
}

impl Row {
    /// A row of these cells.
    pub fn new(cells: Vec<Value>) -> Self {
        Self { cells: cells.into() }
    }

    /// The next cell, as a value of its column.
    ///
    /// # Errors
    /// [`Unreadable`] if the cell holds something else, or there is none.
    pub fn take<T: Column>(&mut self, table: &'static str, column: &'static str) -> Result<T, Unreadable> {
        self.cells.pop_front().and_then(T::from_value).ok_or(Unreadable { table, column })
    }

    /// The cells that are left.
    pub fn into_cells(self) -> Vec<Value> {
        self.cells.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_back() {
        assert_eq!(i64::from_value(7.to_value()), Some(7));
        assert_eq!(bool::from_value(true.to_value()), Some(true));
        assert_eq!(Option::<String>::from_value(Value::Null), Some(None));
        assert_eq!(String::from_value(Value::Null), None);
        assert_eq!(i64::from_value(Value::from("x")), None);
    }

    #[test]
    fn what_is_hidden_is_not_shown() {
        assert_eq!(format!("{:?}", Hidden::new("argon")), "Hidden");
    }
}
