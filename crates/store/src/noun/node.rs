//! Nodes: the processes that share the store.

use crate::backend::Statement;
use crate::batch::Batch;
use crate::error::StoreError;
use crate::list::Select;
use crate::record::Record;
use crate::value::Value;

record! {
    /// A node.
    Node in "nodes" key(id) fixed(started_at) {
        /// The id: another one at every start.
        id: String,
        /// The machine.
        host: String,
        /// The process.
        pid: i64,
        /// The program's version.
        version: String,
        /// When it started.
        started_at: i64,
        /// When it said last that it is alive.
        seen_at: i64,
    }
}

repository! {
    /// Nodes.
    Nodes
}
get_by_id!(Nodes, Node);
insert_plain!(Nodes, Node);

impl Nodes<'_> {
    /// All that are known, the newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn all(&self) -> Result<Vec<Node>, StoreError> {
        Select::default().all(self.0, "ORDER BY `started_at` DESC, `id`").await
    }

    /// Says that it is alive.
    ///
    /// # Errors
    /// What the database says.
    pub async fn seen(&self, id: &str, at: i64) -> Result<(), StoreError> {
        let sql = "UPDATE `nodes` SET `seen_at` = ? WHERE `id` = ?";
        self.0.write(Statement::any(Node::TABLE, sql, vec![Value::Int(at), Value::from(id)])).await
    }

    /// Says goodbye.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remove(&self, id: &str) -> Result<(), StoreError> {
        let mut batch = Batch::new();
        batch.delete(Node::TABLE, "id", id);
        self.0.commit(batch).await
    }

    /// Forgets those not seen since.
    ///
    /// # Errors
    /// What the database says.
    pub async fn clean(&self, before: i64) -> Result<(), StoreError> {
        let sql = "DELETE FROM `nodes` WHERE `seen_at` < ?";
        self.0.write(Statement::any(Node::TABLE, sql, vec![Value::Int(before)])).await
    }
}
