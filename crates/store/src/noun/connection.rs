//! Connections: where the databases are, and what holds for tasks there.

use crate::backend::{Statement, Unmet};
use crate::batch::Batch;
use crate::document::Document;
use crate::error::StoreError;
use crate::list::{Listed, Order, Page, Select};
use crate::record::Record;
use crate::value::{Hidden, Value};
use crate::word::DriftPolicy;

record! {
    /// A connection.
    Connection in "connections" key(id) fixed(created_by, created_at) {
        /// The id.
        id: String,
        /// Its name; no two share one.
        name: String,
        /// The host, if it is not a socket.
        host: Option<String>,
        /// The port.
        port: Option<i64>,
        /// The unix socket.
        socket: Option<String>,
        /// The account.
        user: String,
        /// The account's password, sealed for this id ([`crate::seal`]).
        password: Option<Hidden>,
        /// How the way is protected.
        ssl_mode: Option<String>,
        /// The authority's certificate, as PEM or as a path.
        ssl_ca: Option<String>,
        /// Rule, policies, hazards, time window, lock wait, parallelism: what new tasks start with.
        defaults: Document,
        /// Which environment it is.
        environment: Option<String>,
        /// The colour of its label.
        color: Option<String>,
        /// Whether tasks need somebody else's agreement.
        needs_approval: bool,
        /// What becomes of an approved task whose tables have changed.
        drift_on_approval: DriftPolicy,
        /// Who made it.
        created_by: String,
        /// When.
        created_at: i64,
        /// How often it was changed.
        version: i64,
        /// What the last test found.
        server: Option<Document>,
        /// When that was.
        tested_at: Option<i64>,
    }
}

repository! {
    /// Connections.
    Connections
}
get_by_id!(Connections, Connection);
insert_plain!(Connections, Connection);
compare_and_set!(Connections, Connection);

/// Which connections are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConnectionFilter {
    /// Those with one of these ids: what a user may see.
    pub ids: Option<Vec<String>>,
    /// Those whose name, host or environment contains this.
    pub search: Option<String>,
}

impl ConnectionFilter {
    fn select(&self) -> Select {
        Select::default()
            .any_of("id", self.ids.as_deref())
            .contains(&["name", "host", "environment"], self.search.as_deref())
    }
}

impl Connections<'_> {
    /// The connection of this name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn by_name(&self, name: &str) -> Result<Option<Connection>, StoreError> {
        Select::default().is("name", name.to_owned()).first(self.0).await
    }

    /// Connections by name.
    ///
    /// # Errors
    /// `Cursor`, and what the database says.
    pub async fn list(
        &self,
        filter: &ConnectionFilter,
        page: &Page,
    ) -> Result<Listed<Connection>, StoreError> {
        filter.select().page(self.0, Order { by: "`name`", tie: "id" }, page).await
    }

    /// How many there are.
    ///
    /// # Errors
    /// What the database says.
    pub async fn count(&self, filter: &ConnectionFilter) -> Result<i64, StoreError> {
        filter.select().count(self.0, Connection::TABLE).await
    }

    /// How many tasks that are not over use it: it can't be deleted before.
    ///
    /// # Errors
    /// What the database says.
    pub async fn live_tasks(&self, id: &str) -> Result<i64, StoreError> {
        let over = "`state` NOT IN ('Finished', 'Cancelled', 'Rejected', 'Expired')";
        Select::default().is("connection_id", id.to_owned()).filter(over, vec![]).count(self.0, "tasks").await
    }

    /// Deletes a connection with its grants. `Changed` also if a task that is not over uses it.
    ///
    /// # Errors
    /// `Changed`, and what the database says.
    pub async fn remove(&self, connection: &Connection) -> Result<(), StoreError> {
        let mut batch = Batch::new();
        batch.remove_connection(connection);
        self.0.commit(batch).await
    }

    /// Writes down what a test found. It changes nothing that anybody edits, so the version stays.
    ///
    /// # Errors
    /// What the database says.
    pub async fn tested(&self, id: &str, server: &Document, at: i64) -> Result<(), StoreError> {
        let sql = "UPDATE `connections` SET `server` = ?, `tested_at` = ? WHERE `id` = ?";
        let params = vec![Value::from(server.text()), Value::Int(at), Value::from(id)];
        self.0.write(Statement::any(Connection::TABLE, sql, params)).await
    }
}

impl Batch {
    /// Deletes a connection with its grants, if it has this version and no task that is not over uses it.
    pub fn remove_connection(&mut self, connection: &Connection) -> &mut Self {
        let id = Value::from(connection.id.as_str());
        // First the row is locked as new tasks lock it, then tasks are looked for: none can come in between.
        let lock = "UPDATE `connections` SET `uses` = `uses` + 1 WHERE `id` = ? AND `version` = ?";
        let params = vec![id.clone(), Value::Int(connection.version)];
        self.push(Statement::some(Connection::TABLE, lock, params, Unmet::Changed));
        let sql = "DELETE FROM `connections` WHERE `id` = ? AND NOT EXISTS (SELECT 1 FROM `tasks` \
                   WHERE `connection_id` = ? AND `state` NOT IN ('Finished', 'Cancelled', 'Rejected', 'Expired'))";
        self.push(Statement::some(Connection::TABLE, sql, vec![id.clone(), id], Unmet::Changed));
        self.delete("grants", "connection_id", &connection.id)
    }

    /// Locks a connection for something new that uses it; one that is gone fails the batch.
    pub(crate) fn use_connection(&mut self, id: &str) -> &mut Self {
        let sql = "UPDATE `connections` SET `uses` = `uses` + 1 WHERE `id` = ?";
        self.push(Statement::some(Connection::TABLE, sql, vec![Value::from(id)], Unmet::Changed))
    }
}
