//! The store as lines of JSON: for a backup of a store on a server, and to go from one backend to another.
//!
//! The first line says what it is and which schema it has, every other is a row: `{"table":"users","row":{…}}`. Sealed
//! credentials stay sealed, so the lines are worth nothing without the master key.

use crate::backend::Statement;
use crate::batch::{Batch, names};
use crate::error::StoreError;
use crate::meta::KEY_CHECK;
use crate::migration::KNOWN;
use crate::store::Store;
use crate::table::{TABLES, Table};
use crate::value::Value;
use serde_json::{Map, Value as Json, json};
use std::io::{BufRead, Write};

/// How many rows are read or written at a time: ten thousand bodies are not held in memory at once.
const ROWS: usize = 500;

/// What the first line says it is.
const NAME: &str = "shadowtable store";

impl Store {
    /// Writes every row of every table. No node may be alive, since rows are read table by table.
    ///
    /// # Errors
    /// `InUse`, `File` if it can't be written, and what the database says.
    pub async fn export(&self, mut out: impl Write) -> Result<usize, StoreError> {
        self.nobody_is_here().await?;
        let file = |source| StoreError::File { what: "can't write the export".to_owned(), source };
        writeln!(out, "{}", json!({"is": NAME, "schema": KNOWN})).map_err(file)?;
        let mut count = 0;
        for table in TABLES {
            let mut last = None;
            loop {
                let rows = self.behind(table, last.as_deref()).await?;
                // A new store knows its schema by itself.
                let is_schema =
                    |row: &&Vec<Value>| table.name == "meta" && row.first() == Some(&"schema".into());
                for row in rows.iter().filter(|row| !is_schema(row)) {
                    count += 1;
                    let row: Map<String, Json> = table
                        .columns
                        .iter()
                        .zip(row)
                        .map(|(column, value)| ((*column).to_owned(), plain(value)))
                        .collect();
                    writeln!(out, "{}", json!({"table": table.name, "row": row})).map_err(file)?;
                }
                last = rows.last().map(|row| table.key_of(row));
                if rows.len() < ROWS {
                    break;
                }
            }
        }
        out.flush().map_err(file)?;
        Ok(count)
    }

    /// Takes in what was exported, into a store that nobody has used yet, and under the same master key.
    ///
    /// # Errors
    /// `Import` if the lines are something else or the store is in use already, `AnotherKey`, and what the database says.
    pub async fn import(&self, lines: impl BufRead) -> Result<usize, StoreError> {
        if self.users().count().await? > 0 {
            return Err(wrong(1, "the store has users already: take it into an empty one"));
        }
        let mut lines = lines.lines().enumerate();
        let (_, first) = lines.next().ok_or_else(|| wrong(1, "it is empty"))?;
        check_head(&text(1, first)?)?;
        let mut batch = Batch::new();
        // What a new store has by itself comes from the lines.
        for table in ["counters", "meta"] {
            batch.push(Statement::any(
                table,
                format!("DELETE FROM `{table}` WHERE `name` <> 'schema'"),
                Vec::new(),
            ));
        }
        let mut count = 0;
        for (at, line) in lines {
            let line = text(at + 1, line)?;
            batch.push(self.insertion(at + 1, &line)?);
            count += 1;
            if batch.statements.len() >= ROWS {
                self.commit(std::mem::take(&mut batch)).await?;
            }
        }
        self.commit(batch).await?;
        self.check_key().await?;
        Ok(count)
    }

    /// The next rows of a table, in the order of its key.
    async fn behind(&self, table: &Table, last: Option<&[Value]>) -> Result<Vec<Vec<Value>>, StoreError> {
        let (condition, params) = match last {
            Some(last) => table.behind(last),
            None => ("1 = 1".to_owned(), Vec::new()),
        };
        let sql = format!(
            "SELECT {} FROM `{}` WHERE {condition} ORDER BY {} LIMIT {ROWS}",
            names(table.columns),
            table.name,
            names(table.key)
        );
        Ok(self.query(sql, params).await?.into_iter().map(crate::value::Row::into_cells).collect())
    }

    fn insertion(&self, at: usize, line: &str) -> Result<Statement, StoreError> {
        let line: Json = serde_json::from_str(line).map_err(|error| wrong(at, &error.to_string()))?;
        let name = line.get("table").and_then(Json::as_str).unwrap_or_default();
        let table = TABLES.iter().find(|table| table.name == name);
        let (Some(table), Some(row)) = (table, line.get("row").and_then(Json::as_object)) else {
            return Err(wrong(at, "it is no row of a table that is known"));
        };
        if name == "meta" && row.get("name").and_then(Json::as_str) == Some(KEY_CHECK) {
            let sealed = row.get("value").and_then(Json::as_str).unwrap_or_default();
            self.is_ours(sealed)?;
        }
        let mut cells = Vec::with_capacity(table.columns.len());
        for column in table.columns {
            cells.push(match row.get(*column) {
                Some(Json::Null) => Value::Null,
                Some(Json::String(text)) => Value::from(text.as_str()),
                Some(Json::Number(number)) if number.is_i64() => {
                    Value::Int(number.as_i64().unwrap_or_default())
                }
                _ => return Err(wrong(at, &format!("{name} has no such {column}"))),
            });
        }
        Ok(crate::batch::insertion(table.name, table.columns, vec![cells]))
    }
}

fn check_head(line: &str) -> Result<(), StoreError> {
    let head: Json = serde_json::from_str(line).unwrap_or_default();
    if head.get("is").and_then(Json::as_str) != Some(NAME) {
        return Err(wrong(1, "it is no export of a store"));
    }
    match head.get("schema").and_then(Json::as_i64) {
        Some(schema) if schema == KNOWN => Ok(()),
        Some(found) if found > KNOWN => Err(StoreError::Newer { found, known: KNOWN }),
        _ => Err(wrong(1, "an older program wrote it: take it in with that one, then start this one on it")),
    }
}

fn plain(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Int(number) => (*number).into(),
        Value::Text(text) => text.as_str().into(),
    }
}

fn text(at: usize, line: std::io::Result<String>) -> Result<String, StoreError> {
    line.map_err(|error| wrong(at, &error.to_string()))
}

fn wrong(line: usize, why: &str) -> StoreError {
    StoreError::Import { line, why: why.to_owned() }
}
