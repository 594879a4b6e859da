//! A batch: what is written together, or not at all.

use crate::backend::{Statement, Unmet};
use crate::record::{Record, Versioned};
use crate::repository::Plain;
use crate::value::Value;

/// The bytes of rows that go into one INSERT. Quoting can double them, and servers take 4 MiB a packet at least.
const BYTES: usize = 512 * 1024;

/// The rows that go into one INSERT.
const ROWS: usize = 100;

/// Statements that take effect together when [`Store::commit`](crate::Store::commit) succeeds. Each noun adds methods.
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is written until it is committed"]
pub struct Batch {
    pub(crate) statements: Vec<Statement>,
}

impl Batch {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    /// Adds what another batch holds, behind what this one does.
    pub fn append(&mut self, other: Self) -> &mut Self {
        self.statements.extend(other.statements);
        self
    }

    /// Inserts a row; its key must be free.
    pub fn insert<T: Plain>(&mut self, row: &T) -> &mut Self {
        self.insert_row(row)
    }

    /// Inserts rows, as many in one statement as a packet takes.
    pub fn insert_all<T: Plain>(&mut self, rows: &[T]) -> &mut Self {
        self.insert_rows(rows)
    }

    pub(crate) fn insert_row<T: Record>(&mut self, row: &T) -> &mut Self {
        self.insert_cells::<T>(vec![row.values()])
    }

    pub(crate) fn insert_rows<T: Record>(&mut self, rows: &[T]) -> &mut Self {
        let mut chunk = Vec::new();
        let mut bytes = 0;
        for row in rows {
            let cells = row.values();
            let size = size(&cells);
            if chunk.len() == ROWS || (bytes + size > BYTES && !chunk.is_empty()) {
                self.insert_cells::<T>(std::mem::take(&mut chunk));
                bytes = 0;
            }
            bytes += size;
            chunk.push(cells);
        }
        if !chunk.is_empty() {
            self.insert_cells::<T>(chunk);
        }
        self
    }

    /// Writes all columns that may change, if the row still has this version, and counts it up.
    pub fn save<T: Versioned>(&mut self, row: &T) -> &mut Self {
        let mut sets = Vec::new();
        let mut params = Vec::new();
        for (column, value) in T::COLUMNS.iter().zip(row.values()) {
            if *column == "version" {
                sets.push("`version` = `version` + 1".to_owned());
            } else if !T::KEY.contains(column) && !T::FIXED.contains(column) {
                sets.push(format!("`{column}` = ?"));
                params.push(value);
            }
        }
        let (key, values) = key(row);
        params.extend(values);
        params.push(Value::Int(row.version()));
        let sql = format!("UPDATE `{}` SET {} WHERE {key} AND `version` = ?", T::TABLE, sets.join(", "));
        self.push(Statement::some(T::TABLE, sql, params, Unmet::Changed))
    }

    /// Deletes a row, if it still has this version.
    pub(crate) fn remove_row<T: Versioned>(&mut self, row: &T) -> &mut Self {
        let (key, mut params) = key(row);
        params.push(Value::Int(row.version()));
        let sql = format!("DELETE FROM `{}` WHERE {key} AND `version` = ?", T::TABLE);
        self.push(Statement::some(T::TABLE, sql, params, Unmet::Changed))
    }

    /// Counts the version up if it still is this one, and writes nothing else: whoever read the row under another one, or
    /// changes it now, learns of it.
    pub fn touch<T: Versioned>(&mut self, row: &T) -> &mut Self {
        let (key, mut params) = key(row);
        params.push(Value::Int(row.version()));
        let sql =
            format!("UPDATE `{}` SET `version` = `version` + 1 WHERE {key} AND `version` = ?", T::TABLE);
        self.push(Statement::some(T::TABLE, sql, params, Unmet::Changed))
    }

    /// Writes all columns of a row that is there, whatever they were.
    pub(crate) fn put<T: Record>(&mut self, row: &T) -> &mut Self {
        let (key, values) = key(row);
        let (sets, mut params): (Vec<String>, Vec<Value>) = T::COLUMNS
            .iter()
            .zip(row.values())
            .filter(|(column, _)| !T::KEY.contains(column) && !T::FIXED.contains(column))
            .map(|(column, value)| (format!("`{column}` = ?"), value))
            .unzip();
        params.extend(values);
        let sql = format!("UPDATE `{}` SET {} WHERE {key}", T::TABLE, sets.join(", "));
        self.push(Statement::some(T::TABLE, sql, params, Unmet::Changed))
    }

    /// Deletes the rows of a table in which a column has this value, be there any or not.
    pub(crate) fn delete(&mut self, table: &'static str, column: &str, value: &str) -> &mut Self {
        let sql = format!("DELETE FROM `{table}` WHERE `{column}` = ?");
        self.push(Statement::any(table, sql, vec![Value::from(value)]))
    }

    pub(crate) fn push(&mut self, statement: Statement) -> &mut Self {
        self.statements.push(statement);
        self
    }

    fn insert_cells<T: Record>(&mut self, rows: Vec<Vec<Value>>) -> &mut Self {
        self.push(insertion(T::TABLE, T::COLUMNS, rows))
    }
}

/// One INSERT of rows of cells.
pub(crate) fn insertion(table: &'static str, columns: &[&str], rows: Vec<Vec<Value>>) -> Statement {
    let marks = format!("({})", vec!["?"; columns.len()].join(", "));
    let marks = vec![marks; rows.len()].join(", ");
    let sql = format!("INSERT INTO `{table}` ({}) VALUES {marks}", names(columns));
    Statement::any(table, sql, rows.into_iter().flatten().collect())
}

/// The names of columns, quoted, with commas.
pub(crate) fn names(columns: &[&str]) -> String {
    let quoted: Vec<String> = columns.iter().map(|column| format!("`{column}`")).collect();
    quoted.join(", ")
}

fn size(cells: &[Value]) -> usize {
    let bytes = |cell: &Value| match cell {
        Value::Text(text) => text.len() + 4,
        Value::Int(_) | Value::Null => 12,
    };
    cells.iter().map(bytes).sum()
}

/// The condition for a row's key, and its values.
fn key<T: Record>(row: &T) -> (String, Vec<Value>) {
    let is_key = |(column, _): &(&&str, Value)| T::KEY.contains(*column);
    let (names, values): (Vec<String>, Vec<Value>) = T::COLUMNS
        .iter()
        .zip(row.values())
        .filter(is_key)
        .map(|(column, value)| (format!("`{column}` = ?"), value))
        .unzip();
    (names.join(" AND "), values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::quote::filled;
    use crate::document::Document;
    use crate::noun::setting::Setting;

    #[test]
    fn statements_fit_into_a_packet() {
        // Quotes are doubled by quoting: the worst there is.
        let setting = |at: usize| Setting {
            name: at.to_string(),
            value: Document::from_text("'".repeat(at * 26_000)),
            version: 1,
        };
        let rows: Vec<Setting> = (0..20).map(setting).collect();
        let mut batch = Batch::new();
        batch.insert_all(&rows);
        let sizes = batch.statements.iter().map(|one| filled(&one.sql, &one.params).unwrap().len());
        assert!(sizes.clone().all(|size| size < 4 << 20), "{:?}", sizes.max());
        let values: usize = batch.statements.iter().map(|one| one.params.len()).sum();
        assert_eq!(values, rows.len() * 3);
    }

    #[test]
    fn many_small_rows_are_few_statements() {
        let setting = |at: usize| Setting { name: at.to_string(), value: Document::default(), version: 1 };
        let mut batch = Batch::new();
        batch.insert_all(&(0..250).map(setting).collect::<Vec<_>>());
        assert_eq!(batch.statements.len(), 3);
    }
}
