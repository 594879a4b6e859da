//! Table definitions of MySQL-compatible servers: read, compare and written, without any I/O.
//!
//! In reading order: a [`Name`] and a literal, the [`Dialect`] of a server, the [`model`] of a table.

pub mod dialect;
pub mod literal;
pub mod name;

pub use dialect::{Dialect, Flavor, Version};
pub use name::Name;
