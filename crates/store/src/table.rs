//! The tables of the schema, each with its columns and its key: what is exported is exactly this.

use crate::noun::pair::{AnalysisBody, AnalysisPair, TaskBody, TaskPair};
use crate::noun::{
    analysis::Analysis, audit::Audit, connection::Connection, event::Event, failed_login::FailedLogin,
    grant::Grant, idempotency::IdempotencyKey, node::Node, run::Run, run_pair::RunPair, session::Session,
    setting::Setting, step::Step, task::Task, token::Token, user::User, webhook::Delivery, webhook::Webhook,
};
use crate::record::Record;
use crate::value::Value;

/// A table.
pub struct Table {
    pub name: &'static str,
    pub columns: &'static [&'static str],
    pub key: &'static [&'static str],
}

impl Table {
    const fn of<T: Record>() -> Self {
        Self { name: T::TABLE, columns: T::COLUMNS, key: T::KEY }
    }

    /// The key of a row of all columns.
    pub fn key_of(&self, row: &[Value]) -> Vec<Value> {
        let is_key = |(column, _): &(&&str, &Value)| self.key.contains(*column);
        self.columns.iter().zip(row).filter(is_key).map(|(_, value)| value.clone()).collect()
    }

    /// The condition for rows behind a key, with its parameters. Written out, since servers compare rows of values slowly.
    pub fn behind(&self, last: &[Value]) -> (String, Vec<Value>) {
        let mut params = Vec::new();
        let mut each = Vec::new();
        for (at, (column, value)) in self.key.iter().zip(last).enumerate() {
            let mut parts: Vec<String> = self.key.iter().take(at).map(|key| format!("`{key}` = ?")).collect();
            parts.push(format!("`{column}` > ?"));
            params.extend(last.iter().take(at).cloned());
            params.push(value.clone());
            each.push(format!("({})", parts.join(" AND ")));
        }
        (format!("({})", each.join(" OR ")), params)
    }
}

/// Every table. `meta` is the first, so that the wrong key is found before anything is written.
pub const TABLES: &[Table] = &[
    Table { name: "meta", columns: &["name", "value"], key: &["name"] },
    Table { name: "counters", columns: &["name", "value"], key: &["name"] },
    Table {
        name: "places",
        columns: &["connection_id", "database", "run_id", "turn"],
        key: &["connection_id", "database"],
    },
    Table {
        name: "streams",
        columns: &["about_kind", "about_id", "last_seq"],
        key: &["about_kind", "about_id"],
    },
    Table::of::<User>(),
    Table::of::<Session>(),
    Table::of::<Token>(),
    Table::of::<Grant>(),
    Table::of::<Connection>(),
    Table::of::<Analysis>(),
    Table::of::<AnalysisPair>(),
    Table::of::<AnalysisBody>(),
    Table::of::<Task>(),
    Table::of::<TaskPair>(),
    Table::of::<TaskBody>(),
    Table::of::<Run>(),
    Table::of::<RunPair>(),
    Table::of::<Step>(),
    Table::of::<Event>(),
    Table::of::<Audit>(),
    Table::of::<IdempotencyKey>(),
    Table::of::<Node>(),
    Table::of::<Setting>(),
    Table::of::<Webhook>(),
    Table::of::<Delivery>(),
    Table::of::<FailedLogin>(),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_behind_a_key_are_found() {
        let table = Table { name: "t", columns: &["a", "x", "b"], key: &["a", "b"] };
        let key = table.key_of(&[Value::Int(1), Value::Null, Value::Int(2)]);
        assert_eq!(key, [Value::Int(1), Value::Int(2)]);
        let (condition, params) = table.behind(&key);
        assert_eq!(condition, "((`a` > ?) OR (`a` = ? AND `b` > ?))");
        assert_eq!(params, [Value::Int(1), Value::Int(1), Value::Int(2)]);
    }

    #[test]
    fn every_table_of_the_schema_is_known() {
        let schema = concat!(include_str!("migration/000_meta.sql"), include_str!("migration/001_first.sql"));
        let of_schema =
            schema.lines().filter_map(|line| line.strip_prefix("CREATE TABLE ")?.strip_suffix(" ("));
        let mut of_schema: Vec<&str> = of_schema.collect();
        let mut known: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
        of_schema.sort_unstable();
        known.sort_unstable();
        assert_eq!(known, of_schema);
    }
}
