//! The JSON documents: what programs read, with a version, and what `apply` reads back. docs/json.md describes them.

mod plan;
mod run;
mod shadows;
mod users;

pub use plan::{FORMAT, PlanDocument, PlanKind};
pub use run::{drop_document, run_document};
pub use shadows::shadows_document;
pub use users::users_document;

use serde::Serialize;

/// A document as text.
pub fn text(document: &impl Serialize) -> String {
    match serde_json::to_string_pretty(document) {
        Ok(mut text) => {
            text.push('\n');
            text
        }
        // Maps with keys that are no strings: the documents have none.
        Err(error) => format!("{{\"error\": \"{error}\"}}\n"),
    }
}
