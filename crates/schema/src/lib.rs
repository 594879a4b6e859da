//! Table definitions of MySQL-compatible servers: read, compare and written, without any I/O.
//!
//! In reading order: a [`Name`], a piece of [`Sql`] and a [`literal`]; the [`Dialect`] of a server; the [`model`] of a
//! table; [`lex`] and [`parse`] read one, [`render`] writes one.

pub mod dialect;
pub mod literal;
pub mod model;
mod name;
mod sql;

pub use dialect::{Dialect, Flavor, Version};
pub use name::Name;
pub use sql::Sql;
