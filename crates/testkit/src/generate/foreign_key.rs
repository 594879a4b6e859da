//! Foreign keys between the tables of a generated database.

use super::text;

/// A foreign key.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignKey {
    /// Its name, unique in the database; none lets the server name it.
    pub name: Option<String>,
    /// The columns of the child.
    pub columns: Vec<String>,
    /// The name of the parent.
    pub parent: String,
    /// The columns of the parent, all of one of its unique keys.
    pub parent_columns: Vec<String>,
    /// ON DELETE.
    pub on_delete: Option<&'static str>,
    /// ON UPDATE.
    pub on_update: Option<&'static str>,
}

impl ForeignKey {
    /// Whether an action would write into the child's columns.
    pub fn writes(&self) -> bool {
        let writing = |action: Option<&str>| matches!(action, Some("CASCADE" | "SET NULL"));
        writing(self.on_delete) || writing(self.on_update)
    }

    /// Whether an action would set the child's columns NULL.
    pub fn sets_null(&self) -> bool {
        self.on_delete == Some("SET NULL") || self.on_update == Some("SET NULL")
    }

    /// Its line in CREATE TABLE.
    pub fn sql(&self) -> String {
        let mut sql = match &self.name {
            Some(name) => format!("CONSTRAINT {} ", text::name(name)),
            None => String::new(),
        };
        sql.push_str(&format!(
            "FOREIGN KEY ({}) REFERENCES {} ({})",
            text::names(&self.columns),
            text::name(&self.parent),
            text::names(&self.parent_columns)
        ));
        if let Some(action) = self.on_delete {
            sql.push_str(&format!(" ON DELETE {action}"));
        }
        if let Some(action) = self.on_update {
            sql.push_str(&format!(" ON UPDATE {action}"));
        }
        sql
    }
}
