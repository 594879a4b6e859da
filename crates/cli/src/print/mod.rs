//! Printers: the same result for people, for a SQL client and for programs.

pub mod json;
pub mod sql;
pub mod text;
