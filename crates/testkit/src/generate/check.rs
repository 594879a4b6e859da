//! CHECK constraints of a table.

use super::expression::Expression;
use super::text;

/// A CHECK constraint.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Its name, unique in the database; none lets the server name it.
    pub name: Option<String>,
    /// What must be true.
    pub expression: Expression,
    /// Without NOT ENFORCED.
    pub enforced: bool,
}

impl Check {
    /// Its line in CREATE TABLE.
    pub fn sql(&self) -> String {
        let name =
            self.name.as_ref().map(|name| format!("CONSTRAINT {} ", text::name(name))).unwrap_or_default();
        let enforced = if self.enforced { "" } else { " NOT ENFORCED" };
        format!("{name}CHECK ({}){enforced}", self.expression.sql())
    }
}
