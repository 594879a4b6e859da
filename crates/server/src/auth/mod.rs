//! Who the caller is, and what the caller may do.

pub mod caller;
pub mod limit;
pub mod password;
pub mod reach;
pub mod secret;
pub mod session;
