//! The registry: one small table in the target database that says which tables are shadows, and who writes now.

mod entry;
mod store;
mod table;

pub use entry::{Affix, Entry, Origin, Writer};
pub use store::{Registry, RegistryError};
pub use table::{Place, PlaceError, TABLE};
