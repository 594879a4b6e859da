//! Table definitions of MySQL-compatible servers: read, compare and written, without any I/O.
//!
//! In reading order: a [`Name`], a piece of [`Sql`] and a [`literal`]; the [`Dialect`] of a server; the [`model`] of a
//! table; [`lex`] and [`parse`] read one, [`render`] writes one, and
//! [`read()`] proves that nothing was lost in between;
//! [`normalize`] says what may differ between twins, [`diff()`] gives the [`Change`]s that lead from one table to another,
//! and [`apply()`] carries them out in memory.

mod apply;
pub mod change;
pub mod charset;
pub mod complete;
pub mod dialect;
mod diff;
pub mod lex;
pub mod literal;
pub mod model;
mod name;
pub mod normalize;
pub mod parse;
mod read;
pub mod render;
mod sql;

pub use apply::apply;
pub use change::{Change, Position, TableCharset};
pub use dialect::{Dialect, Flavor, Online, Version};
pub use diff::diff;
pub use name::Name;
pub use read::{ReadError, read};
pub use sql::Sql;
