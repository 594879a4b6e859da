//! The document of the facts that a plan depends on.

use crate::document::OccupancyDocument;
use serde::{Deserialize, Serialize};
use shadowtable_plan::analysis::{Facts, Incoming};
use shadowtable_schema::Name;

/// Rows, incoming keys, and names that are taken.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct FactsDocument {
    occupancy: Vec<(String, OccupancyDocument)>,
    incoming: Vec<IncomingDocument>,
    foreign_key_names: Vec<String>,
    check_names: Vec<String>,
}

/// A foreign key that references a shadow.
#[derive(Debug, Serialize, Deserialize)]
struct IncomingDocument {
    parent: String,
    child_database: String,
    child: String,
    constraint: String,
}

impl FactsDocument {
    /// The document of facts.
    pub fn of(facts: &Facts) -> Self {
        let Facts { occupancy, incoming, foreign_key_names, check_names } = facts;
        let mut occupancy: Vec<(String, OccupancyDocument)> =
            occupancy.iter().map(|(name, one)| (name.to_string(), OccupancyDocument::of(*one))).collect();
        occupancy.sort_by(|one, other| one.0.cmp(&other.0));
        let incoming = incoming.iter().map(|one| {
            let Incoming { parent, child_database, child, constraint } = one;
            IncomingDocument {
                parent: parent.to_string(),
                child_database: child_database.to_string(),
                child: child.to_string(),
                constraint: constraint.to_string(),
            }
        });
        Self {
            occupancy,
            incoming: incoming.collect(),
            foreign_key_names: sorted(foreign_key_names.iter()),
            check_names: sorted(check_names.iter()),
        }
    }

    /// The facts again.
    pub fn facts(&self) -> Facts {
        let incoming = self.incoming.iter().map(|one| Incoming {
            parent: Name::new(&one.parent),
            child_database: Name::new(&one.child_database),
            child: Name::new(&one.child),
            constraint: Name::new(&one.constraint),
        });
        Facts {
            occupancy: self.occupancy.iter().map(|(name, one)| (Name::new(name), one.occupancy())).collect(),
            incoming: incoming.collect(),
            foreign_key_names: self.foreign_key_names.iter().map(Name::new).collect(),
            check_names: self.check_names.iter().map(Name::new).collect(),
        }
    }
}

fn sorted<'a>(names: impl Iterator<Item = &'a Name>) -> Vec<String> {
    let mut names: Vec<String> = names.map(ToString::to_string).collect();
    names.sort();
    names
}
