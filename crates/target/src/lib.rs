#![doc = include_str!("../README.md")]
//! The modules, in that order.

pub mod address;
pub mod option_file;
pub mod secret;

pub mod purpose;
pub mod server;
pub mod session;
pub mod timeouts;

mod batch;
mod connect;
mod detect;
mod inspect;
mod row;
mod setup;
mod tls;

pub mod catalog;
pub mod definition;
pub mod facts;
pub mod privilege;
pub mod query;
pub mod reference;

pub mod execute;
pub mod kill;
pub mod registry;
pub mod writer_lock;

pub use address::{Address, AddressError, SslMode};
pub use connect::ConnectError;
pub use definition::{Definition, DefinitionError, DefinitionStream, Extras};
pub use execute::{Outcome, Warning};
pub use inspect::is_system_database;
pub use kill::Canceller;
pub use option_file::{OptionFileError, OptionFiles};
pub use purpose::Purpose;
pub use query::{QueryError, ServerError};
pub use registry::Registry;
pub use secret::Secret;
pub use server::{Identity, Server};
pub use session::{OpenError, Session, databases};
pub use setup::ZeroDates;
pub use timeouts::Timeouts;
pub use writer_lock::WriterLock;
