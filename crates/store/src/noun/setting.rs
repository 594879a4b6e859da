//! Settings: what an admin has set for all nodes.

use crate::document::Document;
use crate::error::StoreError;
use crate::list::Select;

record! {
    /// A setting.
    Setting in "settings" key(name) {
        /// Its name.
        name: String,
        /// Its value.
        value: Document,
        /// How often it was changed.
        version: i64,
    }
}

repository! {
    /// Settings.
    Settings
}
insert_plain!(Settings, Setting);
compare_and_set!(Settings, Setting);

impl Settings<'_> {
    /// The setting of this name, if it was set.
    ///
    /// # Errors
    /// What the database says.
    pub async fn find(&self, name: &str) -> Result<Option<Setting>, StoreError> {
        Select::default().is("name", name.to_owned()).first(self.0).await
    }

    /// All that were set.
    ///
    /// # Errors
    /// What the database says.
    pub async fn all(&self) -> Result<Vec<Setting>, StoreError> {
        Select::default().all(self.0, "ORDER BY `name`").await
    }
}
