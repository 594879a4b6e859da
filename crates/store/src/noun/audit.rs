//! The audit log: every change and every login, only ever added to.

use crate::document::Document;
use crate::error::StoreError;
use crate::list::{Listed, Order, Page, Select};

record! {
    /// An entry.
    Audit in "audit" key(id) {
        /// The id.
        id: String,
        /// When.
        at: i64,
        /// Who, as far as it is known.
        who: Option<String>,
        /// From where.
        client: Option<String>,
        /// What was done.
        action: String,
        /// To what kind of thing.
        object_kind: String,
        /// To which.
        object_id: Option<String>,
        /// The connection it belongs to: who may not see that may not see this.
        connection_id: Option<String>,
        /// The rest; never a secret.
        detail: Document,
    }
}

repository! {
    /// The audit log. Nothing here changes or deletes an entry.
    AuditLog
}
insert_plain!(AuditLog, Audit);

/// Which entries are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Those of this user.
    pub who: Option<String>,
    /// Those with one of these actions; all, if there are none.
    pub actions: Vec<String>,
    /// Those about this kind of thing.
    pub object_kind: Option<String>,
    /// Those about this thing.
    pub object_id: Option<String>,
    /// Those of one of these connections.
    pub connections: Option<Vec<String>>,
    /// Those of this time or later.
    pub from: Option<i64>,
    /// Those before this time.
    pub to: Option<i64>,
    /// Those in which user, client, action or detail contains this.
    pub search: Option<String>,
}

impl AuditFilter {
    fn select(&self) -> Select {
        Select::default()
            .equals_if("who", self.who.clone())
            .one_of("action", &self.actions)
            .equals_if("object_kind", self.object_kind.clone())
            .equals_if("object_id", self.object_id.clone())
            .any_of("connection_id", self.connections.as_deref())
            .between("at", self.from, self.to)
            .contains(&["who", "client", "action", "detail"], self.search.as_deref())
    }
}

impl AuditLog<'_> {
    /// Entries by time; the newest first is `descending`.
    ///
    /// # Errors
    /// `Cursor`, and what the database says.
    pub async fn list(&self, filter: &AuditFilter, page: &Page) -> Result<Listed<Audit>, StoreError> {
        filter.select().page(self.0, Order { by: "`at`", tie: "id" }, page).await
    }

    /// How many there are.
    ///
    /// # Errors
    /// What the database says.
    pub async fn count(&self, filter: &AuditFilter) -> Result<i64, StoreError> {
        filter.select().count(self.0, "audit").await
    }
}
