//! Table definitions of MySQL-compatible servers: read, compare and written, without any I/O.
//!
//! In reading order: a [`Name`], a piece of [`Sql`] and a [`literal`]; the [`Dialect`] of a server; the [`model`] of a
//! table; [`lex`] and [`parse`] read one, [`render`] writes one, and
//! [`read()`] proves that nothing was lost in between.

pub mod dialect;
pub mod lex;
pub mod literal;
pub mod model;
mod name;
pub mod parse;
mod read;
pub mod render;
mod sql;

pub use dialect::{Dialect, Flavor, Version};
pub use name::Name;
pub use read::{ReadError, read};
pub use sql::Sql;
