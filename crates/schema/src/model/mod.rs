//! The model of a table: what one SHOW CREATE TABLE says, every clause of it, in the order it was printed.
//!
//! Clauses are ordered lists of typed things with a verbatim member: a clause that no rule knows is kept as its text,
//! compared as text and written back. There is no way to read a table and lose a part of it.

mod check;
mod column;
mod data_type;
mod foreign_key;
mod index;
mod marker;
mod partition;
mod period;
mod table;
mod table_option;

pub use check::Check;
pub use column::{Column, ColumnClause, Generated, Storage};
pub use data_type::{Arguments, DataType};
pub use foreign_key::{ForeignKey, ParentTable};
pub use index::{Index, IndexKind, IndexOption, KeyPart, KeyTarget, Visibility};
pub use marker::Marker;
pub use partition::{Bound, Method, MethodKind, Partition, Partitioning, Subpartitioning};
pub use period::Period;
pub use table::Table;
pub use table_option::TableOption;
