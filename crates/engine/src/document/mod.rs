//! Documents: what is remembered of a plan and of a run, in the shape of the JSON format. The command line writes them to
//! files, the store keeps them; docs/json.md describes them.

mod fate;
mod pair;
mod removal;
mod request;
mod statement;

pub use fate::{ErrorDocument, FateDocument};
pub use pair::{FingerprintsDocument, OccupancyDocument, PairDocument};
pub use removal::{DropDocument, WhichDocument};
pub use request::RequestDocument;
pub use statement::{HazardDocument, StatementDocument};
