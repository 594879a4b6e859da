//! Grants: what a user may do on one connection.

use crate::batch::Batch;
use crate::error::StoreError;
use crate::list::Select;
use crate::record::Record;
use crate::word::Role;

record! {
    /// A grant.
    Grant in "grants" key(user_id, connection_id) {
        /// The user.
        user_id: String,
        /// The connection.
        connection_id: String,
        /// What the user may do there.
        role: Role,
    }
}

repository! {
    /// Grants.
    Grants
}
insert_plain!(Grants, Grant);

impl Grants<'_> {
    /// The grants of a user.
    ///
    /// # Errors
    /// What the database says.
    pub async fn of_user(&self, user_id: &str) -> Result<Vec<Grant>, StoreError> {
        Select::default().is("user_id", user_id.to_owned()).all(self.0, "ORDER BY `connection_id`").await
    }

    /// The grants on a connection.
    ///
    /// # Errors
    /// What the database says.
    pub async fn on(&self, connection_id: &str) -> Result<Vec<Grant>, StoreError> {
        Select::default()
            .is("connection_id", connection_id.to_owned())
            .all(self.0, "ORDER BY `user_id`")
            .await
    }

    /// All grants: whoever asks about many connections asks once.
    ///
    /// # Errors
    /// What the database says.
    pub async fn all(&self) -> Result<Vec<Grant>, StoreError> {
        Select::default().all(self.0, "ORDER BY `connection_id`, `user_id`").await
    }

    /// Makes these the grants on a connection, and takes all others away.
    ///
    /// # Errors
    /// What the database says.
    pub async fn replace(&self, connection_id: &str, grants: &[Grant]) -> Result<(), StoreError> {
        let mut batch = Batch::new();
        batch.replace_grants(connection_id, grants);
        self.0.commit(batch).await
    }
}

impl Batch {
    /// Makes these the grants on a connection, and takes all others away.
    pub fn replace_grants(&mut self, connection_id: &str, grants: &[Grant]) -> &mut Self {
        self.delete(Grant::TABLE, "connection_id", connection_id).insert_all(grants)
    }
}
