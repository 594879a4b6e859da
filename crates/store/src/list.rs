//! Lists: conditions, order and pages by cursor, so that rows that come meanwhile neither repeat nor hide others.

use crate::batch::names;
use crate::error::StoreError;
use crate::record::Record;
use crate::store::Store;
use crate::value::{Column, Row, Value};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The rows of a page if nobody says how many.
pub const DEFAULT_LIMIT: i64 = 50;

/// The rows of the largest page.
pub const MAX_LIMIT: i64 = 1_000;

/// Which part of a list is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The cursor of the page before, as [`Listed::next`] gave it.
    pub after: Option<String>,
    /// At most so many rows, and [`MAX_LIMIT`].
    pub limit: i64,
    /// Whether the order is turned round.
    pub descending: bool,
}

impl Default for Page {
    fn default() -> Self {
        Self { after: None, limit: DEFAULT_LIMIT, descending: false }
    }
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// The cursor for the page behind it; `None` at the end.
    pub next: Option<String>,
}

/// What a list is sorted by: an expression that is never NULL, and the column that decides between equal rows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Order {
    pub by: &'static str,
    pub tie: &'static str,
}

/// A SELECT that is being put together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Select {
    conditions: Vec<String>,
    params: Vec<Value>,
}

impl Select {
    /// A condition in SQL, with its parameters.
    pub fn filter(mut self, condition: impl Into<String>, params: Vec<Value>) -> Self {
        self.conditions.push(condition.into());
        self.params.extend(params);
        self
    }

    /// A column has this value.
    pub fn is(self, column: &str, value: impl Column) -> Self {
        let value = value.to_value();
        self.filter(format!("`{column}` = ?"), vec![value])
    }

    /// As [`Select::is`], if a value is wanted.
    pub fn equals_if<T: Column>(self, column: &str, value: Option<T>) -> Self {
        match value {
            Some(value) => self.is(column, value),
            None => self,
        }
    }

    /// A column has another value than this, if one is not wanted.
    pub fn differs_if<T: Column>(self, column: &str, value: Option<T>) -> Self {
        match value {
            Some(value) => self.filter(format!("`{column}` <> ?"), vec![value.to_value()]),
            None => self,
        }
    }

    /// A column has none of these values.
    pub fn none_of<T: Column>(self, column: &str, values: &[T]) -> Self {
        if values.is_empty() {
            return self;
        }
        let marks = vec!["?"; values.len()].join(", ");
        self.filter(format!("`{column}` NOT IN ({marks})"), values.iter().map(T::to_value).collect())
    }

    /// A column has one of these values, if any are wanted; none of an empty list.
    pub fn any_of<T: Column>(self, column: &str, values: Option<&[T]>) -> Self {
        match values {
            None => self,
            Some([]) => self.filter("1 = 0", Vec::new()),
            Some(values) => {
                let marks = vec!["?"; values.len()].join(", ");
                self.filter(format!("`{column}` IN ({marks})"), values.iter().map(T::to_value).collect())
            }
        }
    }

    /// As [`Select::any_of`], where an empty list wants everything.
    pub fn one_of<T: Column>(self, column: &str, values: &[T]) -> Self {
        self.any_of(column, (!values.is_empty()).then_some(values))
    }

    /// One of the columns contains the text, in whatever case, if one is wanted.
    pub fn contains(self, columns: &[&str], text: Option<&str>) -> Self {
        let Some(text) = text.filter(|text| !text.is_empty()) else { return self };
        // `!` escapes: a backslash would be an escape in MySQL's own strings already, and in SQLite's not.
        let mut pattern = "%".to_owned();
        for one in text.to_lowercase().chars() {
            if "%_!".contains(one) {
                pattern.push('!');
            }
            pattern.push(one);
        }
        pattern.push('%');
        let each: Vec<String> =
            columns.iter().map(|column| format!("LOWER(`{column}`) LIKE ? ESCAPE '!'")).collect();
        let params = vec![Value::Text(pattern); columns.len()];
        self.filter(format!("({})", each.join(" OR ")), params)
    }

    /// A time is at or after the one, and before the other.
    pub fn between(self, column: &str, from: Option<i64>, to: Option<i64>) -> Self {
        let from_on = match from {
            Some(from) => self.filter(format!("`{column}` >= ?"), vec![Value::Int(from)]),
            None => self,
        };
        match to {
            Some(to) => from_on.filter(format!("`{column}` < ?"), vec![Value::Int(to)]),
            None => from_on,
        }
    }

    fn condition(&self) -> String {
        if self.conditions.is_empty() { "1 = 1".to_owned() } else { self.conditions.join(" AND ") }
    }

    /// Its condition and the condition's parameters, for a statement of another kind.
    pub fn into_condition(self) -> (String, Vec<Value>) {
        (self.condition(), self.params)
    }

    /// All rows, with what comes behind WHERE: an order, a limit.
    pub async fn all<T: Record>(self, store: &Store, tail: &str) -> Result<Vec<T>, StoreError> {
        let sql =
            format!("SELECT {} FROM `{}` WHERE {} {tail}", names(T::COLUMNS), T::TABLE, self.condition());
        store.read(sql, self.params).await
    }

    /// The row, if there is one.
    pub async fn first<T: Record>(self, store: &Store) -> Result<Option<T>, StoreError> {
        Ok(self.all(store, "LIMIT 1").await?.into_iter().next())
    }

    /// How many there are.
    pub async fn count(self, store: &Store, table: &str) -> Result<i64, StoreError> {
        let sql = format!("SELECT COUNT(*) FROM `{table}` WHERE {}", self.condition());
        store.number(sql, self.params).await
    }

    /// A page of rows.
    pub async fn page<T: Record>(
        mut self,
        store: &Store,
        order: Order,
        page: &Page,
    ) -> Result<Listed<T>, StoreError> {
        let Order { by, tie } = order;
        let (compare, direction) = if page.descending { ("<", "DESC") } else { (">", "ASC") };
        if let Some(cursor) = &page.after {
            let [key, last] = decoded(cursor, by)?;
            // Written out: rows of two columns are compared slowly by old servers, without the index.
            self = self.filter(
                format!("({by} {compare} ? OR ({by} = ? AND `{tie}` {compare} ?))"),
                vec![key.clone(), key, last],
            );
        }
        let limit = page.limit.clamp(1, MAX_LIMIT);
        let sql = format!(
            "SELECT {}, {by}, `{tie}` FROM `{}` WHERE {} ORDER BY {by} {direction}, `{tie}` {direction} LIMIT {}",
            names(T::COLUMNS),
            T::TABLE,
            self.condition(),
            limit + 1
        );
        let mut found = store.query(sql, self.params).await?;
        let more = found.len() as i64 > limit;
        found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let mut rows = Vec::with_capacity(found.len());
        let mut last = None;
        for mut row in found {
            rows.push(T::read(&mut row)?);
            last = Some(row);
        }
        let next = last.filter(|_| more).map(|row| encoded(by, row));
        Ok(Listed { rows, next })
    }
}

/// A cursor: the order it belongs to, and the place of the last row in it.
fn encoded(by: &str, place: Row) -> String {
    let plain = |value| match value {
        Value::Null => serde_json::Value::Null,
        Value::Int(number) => number.into(),
        Value::Text(text) => text.into(),
    };
    let mut parts = vec![serde_json::Value::from(by)];
    parts.extend(place.into_cells().into_iter().map(plain));
    URL_SAFE_NO_PAD.encode(serde_json::Value::from(parts).to_string())
}

fn decoded(cursor: &str, by: &str) -> Result<[Value; 2], StoreError> {
    let text = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| StoreError::Cursor)?;
    let parts: Vec<serde_json::Value> = serde_json::from_slice(&text).map_err(|_| StoreError::Cursor)?;
    let value = |part: &serde_json::Value| match part {
        serde_json::Value::String(text) => Ok(Value::from(text.as_str())),
        part => part.as_i64().map(Value::Int).ok_or(StoreError::Cursor),
    };
    match parts.as_slice() {
        [order, key, last] if order == by => Ok([value(key)?, value(last)?]),
        _ => Err(StoreError::Cursor),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_in_its_own_order_only() {
        let place = || Row::new(vec![Value::from("a'b"), Value::Int(7)]);
        let cursor = encoded("name", place());
        assert_eq!(decoded(&cursor, "name").unwrap().to_vec(), place().into_cells());
        assert!(matches!(decoded(&cursor, "at"), Err(StoreError::Cursor)));
        assert!(matches!(decoded("no cursor", "name"), Err(StoreError::Cursor)));
    }
}
