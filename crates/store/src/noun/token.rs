//! API tokens: what a program logs in with.

use crate::backend::Statement;
use crate::batch::Batch;
use crate::error::StoreError;
use crate::list::Select;
use crate::record::Record;
use crate::value::Value;

record! {
    /// A token. The token itself is shown once and kept nowhere, only its hash.
    Token in "tokens" key(id) fixed(user_id, created_at) {
        /// The id.
        id: String,
        /// Who made it; it may never do more than this user.
        user_id: String,
        /// What it is for.
        name: String,
        /// The hash of what the program sends.
        secret_hash: String,
        /// What it may do.
        scope: String,
        /// When it was made.
        created_at: i64,
        /// When it ends.
        expires_at: Option<i64>,
        /// When it was used last.
        used_at: Option<i64>,
    }
}

repository! {
    /// Tokens.
    Tokens
}
get_by_id!(Tokens, Token);
insert_plain!(Tokens, Token);

impl Tokens<'_> {
    /// The token of this hash, ended or not.
    ///
    /// # Errors
    /// What the database says.
    pub async fn by_hash(&self, secret_hash: &str) -> Result<Option<Token>, StoreError> {
        Select::default().is("secret_hash", secret_hash.to_owned()).first(self.0).await
    }

    /// The tokens of a user, the newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn of(&self, user_id: &str) -> Result<Vec<Token>, StoreError> {
        Select::default()
            .is("user_id", user_id.to_owned())
            .all(self.0, "ORDER BY `created_at` DESC, `id` DESC")
            .await
    }

    /// Writes down that it was used.
    ///
    /// # Errors
    /// What the database says.
    pub async fn used(&self, id: &str, at: i64) -> Result<(), StoreError> {
        let sql = "UPDATE `tokens` SET `used_at` = ? WHERE `id` = ?";
        self.0.write(Statement::any(Token::TABLE, sql, vec![Value::Int(at), Value::from(id)])).await
    }

    /// Ends one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remove(&self, id: &str) -> Result<(), StoreError> {
        let mut batch = Batch::new();
        batch.remove_token(id);
        self.0.commit(batch).await
    }
}

impl Batch {
    /// Ends a token.
    pub fn remove_token(&mut self, id: &str) -> &mut Self {
        self.delete(Token::TABLE, "id", id)
    }
}
