//! Migrations: numbered, and each of them safe to begin again, since MySQL ends the transaction at every CREATE.

mod ddl;

use crate::backend::{BackendError, Dialect, Statement, Unmet};
use crate::batch::Batch;
use crate::error::StoreError;
use crate::store::Store;
use crate::value::Value;

/// Every migration, in order: the first brings a store to version 1.
const MIGRATIONS: &[&str] = &[include_str!("001_first.sql"), include_str!("002_answers.sql")];

/// What servers say of a column that is there already.
const DUPLICATE_COLUMN: i64 = 1060;

/// What is there before anything else.
const META: &str = include_str!("000_meta.sql");

/// The newest version.
pub const KNOWN: i64 = MIGRATIONS.len() as i64;

/// Brings the schema up to date. Several nodes may do so at once.
pub async fn migrate(store: &Store) -> Result<(), StoreError> {
    let dialect = store.backend().dialect();
    if version(store).await.is_err() {
        for sql in ddl::spelled(META, dialect)? {
            store.write(Statement::any("meta", sql, Vec::new())).await?;
        }
        store.meta_once("schema", "0").await?;
    }
    loop {
        let found = version(store).await?;
        if found > KNOWN {
            return Err(StoreError::Newer { found, known: KNOWN });
        }
        let Some(text) = usize::try_from(found).ok().and_then(|at| MIGRATIONS.get(at)) else { return Ok(()) };
        match step(store, text, found, dialect).await {
            // Another node took the step at the same time: on from where it led.
            Err(StoreError::Changed(_)) => {}
            taken => taken?,
        }
    }
}

/// One migration, and the version behind it.
async fn step(store: &Store, text: &str, from: i64, dialect: Dialect) -> Result<(), StoreError> {
    let sql = "UPDATE `meta` SET `value` = ? WHERE `name` = 'schema' AND `value` = ?";
    let params = vec![Value::Text((from + 1).to_string()), Value::Text(from.to_string())];
    let counted = Statement::some("meta", sql, params, Unmet::Changed);
    let statements =
        ddl::spelled(text, dialect)?.into_iter().map(|sql| Statement::any("meta", sql, Vec::new()));
    let mut batch = Batch::new();
    match dialect {
        Dialect::Sqlite => {
            batch.push(counted);
            batch.statements.extend(statements);
        }
        Dialect::Mysql => {
            for statement in statements {
                let adds = statement.sql.starts_with(ddl::ADDITION);
                match store.write(statement).await {
                    // An earlier start was broken off behind it, or another node that starts now was first.
                    Err(StoreError::Refused(BackendError::Refused { code: DUPLICATE_COLUMN, .. }))
                        if adds => {}
                    written => written?,
                }
            }
            batch.push(counted);
        }
    }
    store.commit(batch).await
}

/// The version that the store has.
async fn version(store: &Store) -> Result<i64, StoreError> {
    let text = store.meta("schema").await?.unwrap_or_default();
    let unreadable = crate::value::Unreadable { table: "meta", column: "value" };
    text.parse().map_err(|_| unreadable.into())
}
