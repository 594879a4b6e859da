//! An option of a table.

use super::Marker;
use crate::{Name, Sql};

/// One option behind a table's parenthesis. The set is open, so the name is text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableOption {
    /// The words before the value, in upper case: `ENGINE`, `DEFAULT CHARSET`, `ORGANIZATION`, `WITH SYSTEM VERSIONING`.
    /// MariaDB's engine-defined ones keep their backquotes.
    pub name: Name,
    /// The value as printed; empty for an option that is only words.
    pub value: Sql,
    /// Whether `=` stands between them.
    pub equals: bool,
    /// The executable comment around it.
    pub marker: Option<Marker>,
}
