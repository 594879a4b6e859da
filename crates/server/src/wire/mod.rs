//! What goes over the wire: types of their own, from which the API's document is made.

mod time;
mod words;

pub mod access;
pub mod audit;
pub mod connection;

pub use time::Time;
pub use words::{DriftOnApproval, Role};
