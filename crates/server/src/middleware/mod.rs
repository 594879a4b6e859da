//! What happens to every request, one layer a file.

pub mod client;
pub mod headers;
pub mod outermost;
