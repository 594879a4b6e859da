//! A column: its name, its type and its clauses.

use super::{Check, DataType, Marker};
use crate::{Name, Sql};

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name.
    pub name: Name,
    /// The type with its arguments.
    pub data_type: DataType,
    /// Everything behind the type, in the order the server printed it.
    pub clauses: Vec<ColumnClause>,
}

/// One clause of a column's definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnClause {
    /// `CHARACTER SET x`.
    CharacterSet(Name),
    /// `COLLATE x`.
    Collate(Name),
    /// `GENERATED ALWAYS AS (…)`.
    Generated(Generated),
    /// `NOT NULL`.
    NotNull,
    /// `NULL`, printed for TIMESTAMP columns only.
    Null,
    /// `DEFAULT …`, the text behind the word.
    Default(Sql),
    /// `ON UPDATE …`, the text behind the words.
    OnUpdate(Sql),
    /// `AUTO_INCREMENT`.
    AutoIncrement,
    /// `COMMENT '…'`, the value.
    Comment(String),
    /// `INVISIBLE`; in an executable comment on MySQL.
    Invisible(Option<Marker>),
    /// `SRID n`, a spatial column's reference system (MySQL).
    Srid(u32, Option<Marker>),
    /// `REF_SYSTEM_ID=n` (MariaDB); never printed, filled in from information_schema.
    RefSystemId(u32),
    /// A column's own CHECK (MariaDB).
    Check(Check),
    /// Anything else, as it was printed.
    Verbatim(Sql),
}

/// The expression of a generated column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// The text between the parentheses.
    pub expression: Sql,
    /// Whether the value is stored.
    pub storage: Storage,
}

/// Where a generated column's value lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// Computed when read.
    Virtual,
    /// Kept in the row.
    Stored,
}

impl Column {
    /// The character set that the column names itself.
    pub fn charset(&self) -> Option<&Name> {
        self.clauses.iter().find_map(|clause| match clause {
            ColumnClause::CharacterSet(name) => Some(name),
            _ => None,
        })
    }

    /// The collation that the column names itself.
    pub fn collation(&self) -> Option<&Name> {
        self.clauses.iter().find_map(|clause| match clause {
            ColumnClause::Collate(name) => Some(name),
            _ => None,
        })
    }

    /// The generated column's expression.
    pub fn generated(&self) -> Option<&Generated> {
        self.clauses.iter().find_map(|clause| match clause {
            ColumnClause::Generated(generated) => Some(generated),
            _ => None,
        })
    }

    /// The text behind DEFAULT.
    pub fn default(&self) -> Option<&Sql> {
        self.clauses.iter().find_map(|clause| match clause {
            ColumnClause::Default(sql) => Some(sql),
            _ => None,
        })
    }

    /// The column's comment.
    pub fn comment(&self) -> Option<&str> {
        self.clauses.iter().find_map(|clause| match clause {
            ColumnClause::Comment(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// Whether `SELECT *` leaves it out.
    pub fn is_invisible(&self) -> bool {
        self.clauses.iter().any(|clause| matches!(clause, ColumnClause::Invisible(_)))
    }

    /// The reference system of a spatial column, if it names one.
    pub fn srid(&self) -> Option<u32> {
        self.clauses.iter().find_map(|clause| match clause {
            ColumnClause::Srid(id, _) | ColumnClause::RefSystemId(id) => Some(*id),
            _ => None,
        })
    }

    /// Whether NULL is refused.
    pub fn is_not_null(&self) -> bool {
        self.clauses.contains(&ColumnClause::NotNull)
    }

    /// Whether it is the begin or the end of a row's system time (MariaDB), which only the server writes.
    pub fn is_row_period(&self) -> bool {
        self.clauses.iter().any(|clause| match clause {
            ColumnClause::Verbatim(sql) => {
                sql.as_str().to_ascii_uppercase().starts_with("GENERATED ALWAYS AS ROW")
            }
            _ => false,
        })
    }

    /// Whether the server numbers its rows.
    pub fn is_auto_increment(&self) -> bool {
        self.clauses.contains(&ColumnClause::AutoIncrement)
    }
}
