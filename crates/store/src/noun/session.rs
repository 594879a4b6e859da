//! Sessions: who is logged in, and from where.

use crate::backend::Statement;
use crate::batch::Batch;
use crate::error::StoreError;
use crate::list::Select;
use crate::record::Record;
use crate::value::Value;

record! {
    /// A session. The cookie itself is kept nowhere, only its hash.
    Session in "sessions" key(id_hash) fixed(user_id, created_at, client) {
        /// The hash of what the cookie holds.
        id_hash: String,
        /// Whose it is.
        user_id: String,
        /// When the user logged in.
        created_at: i64,
        /// When it was used last.
        seen_at: i64,
        /// When it ends, used or not.
        expires_at: i64,
        /// The client's address and name, as far as it is known.
        client: String,
    }
}

repository! {
    /// Sessions.
    Sessions
}
insert_plain!(Sessions, Session);

impl Sessions<'_> {
    /// The session of this hash, ended or not.
    ///
    /// # Errors
    /// What the database says.
    pub async fn find(&self, id_hash: &str) -> Result<Option<Session>, StoreError> {
        Select::default().is("id_hash", id_hash.to_owned()).first(self.0).await
    }

    /// The sessions of a user, the newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn of(&self, user_id: &str) -> Result<Vec<Session>, StoreError> {
        Select::default()
            .is("user_id", user_id.to_owned())
            .all(self.0, "ORDER BY `created_at` DESC, `id_hash`")
            .await
    }

    /// Writes down that it was used.
    ///
    /// # Errors
    /// What the database says.
    pub async fn seen(&self, id_hash: &str, at: i64) -> Result<(), StoreError> {
        let sql = "UPDATE `sessions` SET `seen_at` = ? WHERE `id_hash` = ?";
        let params = vec![Value::Int(at), Value::from(id_hash)];
        self.0.write(Statement::any(Session::TABLE, sql, params)).await
    }

    /// Ends one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn end(&self, id_hash: &str) -> Result<(), StoreError> {
        let mut batch = Batch::new();
        batch.delete(Session::TABLE, "id_hash", id_hash);
        self.0.commit(batch).await
    }

    /// Ends all of a user.
    ///
    /// # Errors
    /// What the database says.
    pub async fn end_all(&self, user_id: &str) -> Result<(), StoreError> {
        let mut batch = Batch::new();
        batch.end_sessions(user_id);
        self.0.commit(batch).await
    }

    /// Forgets those that ended before, or that nobody used since.
    ///
    /// # Errors
    /// What the database says.
    pub async fn clean(&self, now: i64, unused_since: i64) -> Result<(), StoreError> {
        let sql = "DELETE FROM `sessions` WHERE `expires_at` <= ? OR `seen_at` < ?";
        let params = vec![Value::Int(now), Value::Int(unused_since)];
        self.0.write(Statement::any(Session::TABLE, sql, params)).await
    }
}

impl Batch {
    /// Ends one session.
    pub fn end_session(&mut self, id_hash: &str) -> &mut Self {
        self.delete(Session::TABLE, "id_hash", id_hash)
    }

    /// Ends all sessions of a user.
    pub fn end_sessions(&mut self, user_id: &str) -> &mut Self {
        self.delete(Session::TABLE, "user_id", user_id)
    }
}
