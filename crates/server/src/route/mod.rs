//! The handlers, one resource a file.

pub mod audit;
pub mod connections;
pub mod grants;
pub mod login;
pub mod me;
pub mod operation;
pub mod tokens;
pub mod users;
