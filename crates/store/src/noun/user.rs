//! Users: who may log in, and what they may do.

use crate::batch::Batch;
use crate::error::StoreError;
use crate::list::{Listed, Order, Page, Select};
use crate::record::Record;
use crate::value::Hidden;
use crate::word::Role;

record! {
    /// A user.
    User in "users" key(id) fixed(created_at) {
        /// The id.
        id: String,
        /// The name to log in with; no two users share one.
        name: String,
        /// The password's hash, with its parameters.
        password_hash: Hidden,
        /// What the user may do where no grant says otherwise.
        role: Role,
        /// Whether logging in is refused.
        disabled: bool,
        /// Whether the password has to be changed first.
        must_change: bool,
        /// When it was made.
        created_at: i64,
        /// How often it was changed.
        version: i64,
    }
}

repository! {
    /// Users.
    Users
}
get_by_id!(Users, User);
insert_plain!(Users, User);
compare_and_set!(Users, User);

impl Users<'_> {
    /// The user of this name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn by_name(&self, name: &str) -> Result<Option<User>, StoreError> {
        Select::default().is("name", name.to_owned()).first(self.0).await
    }

    /// Users by name.
    ///
    /// # Errors
    /// `Cursor`, and what the database says.
    pub async fn list(&self, search: Option<&str>, page: &Page) -> Result<Listed<User>, StoreError> {
        let order = Order { by: "`name`", tie: "id" };
        Select::default().contains(&["name"], search).page(self.0, order, page).await
    }

    /// How many there are.
    ///
    /// # Errors
    /// What the database says.
    pub async fn count(&self) -> Result<i64, StoreError> {
        Select::default().count(self.0, User::TABLE).await
    }

    /// Deletes a user with all sessions, tokens and grants.
    ///
    /// # Errors
    /// `Changed`, and what the database says.
    pub async fn remove(&self, user: &User) -> Result<(), StoreError> {
        let mut batch = Batch::new();
        batch.remove_user(user);
        self.0.commit(batch).await
    }
}

impl Batch {
    /// Deletes a user with all sessions, tokens and grants.
    pub fn remove_user(&mut self, user: &User) -> &mut Self {
        self.remove_row(user);
        for table in ["sessions", "tokens", "grants"] {
            self.delete(table, "user_id", &user.id);
        }
        self
    }
}
