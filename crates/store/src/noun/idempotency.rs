//! Idempotency keys: a creation that is asked for twice is made once.

use crate::backend::Statement;
use crate::error::StoreError;
use crate::list::Select;
use crate::record::Record;
use crate::value::Value;

record! {
    /// A key that was used. It is inserted in the batch that makes the object: whoever comes second fails with `Exists`, reads
    /// this row and answers with the same object.
    IdempotencyKey in "idempotency" key(user_id, key, route) {
        /// Whose key.
        user_id: String,
        /// The key.
        key: String,
        /// For what it was used.
        route: String,
        /// What came of it.
        object_id: String,
        /// The hash of what was asked: another question under the same key is an error.
        body_hash: String,
        /// When.
        at: i64,
    }
}

repository! {
    /// Idempotency keys.
    IdempotencyKeys
}
insert_plain!(IdempotencyKeys, IdempotencyKey);

impl IdempotencyKeys<'_> {
    /// What this key was used for.
    ///
    /// # Errors
    /// What the database says.
    pub async fn find(
        &self,
        user_id: &str,
        key: &str,
        route: &str,
    ) -> Result<Option<IdempotencyKey>, StoreError> {
        Select::default()
            .is("user_id", user_id.to_owned())
            .is("key", key.to_owned())
            .is("route", route.to_owned())
            .first(self.0)
            .await
    }

    /// Forgets those used before.
    ///
    /// # Errors
    /// What the database says.
    pub async fn clean(&self, before: i64) -> Result<(), StoreError> {
        let sql = "DELETE FROM `idempotency` WHERE `at` < ?";
        self.0.write(Statement::any(IdempotencyKey::TABLE, sql, vec![Value::Int(before)])).await
    }
}
