//! The document of the facts that a plan depends on.

use crate::document::OccupancyDocument;
use serde::{Deserialize, Serialize};
use shadowtable_plan::Question;
use shadowtable_plan::analysis::{Comparison, Facts, Incoming};
use shadowtable_schema::Name;
use std::collections::HashMap;

/// Rows, incoming keys, and names that are taken.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct FactsDocument {
    occupancy: Vec<(String, OccupancyDocument)>,
    answers: Vec<AnswerDocument>,
    incoming: Vec<IncomingDocument>,
    foreign_key_names: Vec<String>,
    check_names: Vec<String>,
}

/// How many rows of a shadow do not fit. The question is known again by its own words: where another version has other
/// words for it, there is no answer, and the plan is as careful as if nobody had asked.
#[derive(Debug, Serialize, Deserialize)]
struct AnswerDocument {
    shadow: String,
    question: String,
    count: u64,
}

/// A foreign key that references a shadow.
#[derive(Debug, Serialize, Deserialize)]
struct IncomingDocument {
    parent: String,
    child_database: String,
    child: String,
    constraint: String,
    /// None where it was not read, or by a version that did not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parent_columns: Option<Vec<String>>,
}

impl FactsDocument {
    /// The document of facts.
    pub fn of(facts: &Facts) -> Self {
        let Facts { occupancy, answers, incoming, foreign_key_names, check_names } = facts;
        let mut occupancy: Vec<(String, OccupancyDocument)> =
            occupancy.iter().map(|(name, one)| (name.to_string(), OccupancyDocument::of(*one))).collect();
        occupancy.sort_by(|one, other| one.0.cmp(&other.0));
        let incoming = incoming.iter().map(|one| {
            let Incoming { parent, child_database, child, constraint, parent_columns } = one;
            let columns = parent_columns.as_ref();
            IncomingDocument {
                parent: parent.to_string(),
                child_database: child_database.to_string(),
                child: child.to_string(),
                constraint: constraint.to_string(),
                parent_columns: columns.map(|names| names.iter().map(ToString::to_string).collect()),
            }
        });
        Self {
            occupancy,
            answers: answer_documents(answers),
            incoming: incoming.collect(),
            foreign_key_names: sorted(foreign_key_names.iter()),
            check_names: sorted(check_names.iter()),
        }
    }

    /// The facts again, as far as the comparison asks for them.
    pub fn facts(&self, comparison: &Comparison) -> Facts {
        let mut facts = self.without_answers();
        for (shadow, question) in comparison.questions(&facts) {
            let words = format!("{question:?}");
            let is_it = |one: &&AnswerDocument| one.shadow == shadow.as_str() && one.question == words;
            if let Some(answer) = self.answers.iter().find(is_it) {
                facts.answers.entry(shadow).or_default().push((question, answer.count));
            }
        }
        facts
    }

    fn without_answers(&self) -> Facts {
        let incoming = self.incoming.iter().map(|one| Incoming {
            parent: Name::new(&one.parent),
            child_database: Name::new(&one.child_database),
            child: Name::new(&one.child),
            constraint: Name::new(&one.constraint),
            parent_columns: one.parent_columns.as_ref().map(|names| names.iter().map(Name::new).collect()),
        });
        Facts {
            occupancy: self.occupancy.iter().map(|(name, one)| (Name::new(name), one.occupancy())).collect(),
            answers: HashMap::new(),
            incoming: incoming.collect(),
            foreign_key_names: self.foreign_key_names.iter().map(Name::new).collect(),
            check_names: self.check_names.iter().map(Name::new).collect(),
        }
    }
}

fn answer_documents(answers: &HashMap<Name, Vec<(Question, u64)>>) -> Vec<AnswerDocument> {
    let mut shadows: Vec<&Name> = answers.keys().collect();
    shadows.sort();
    let of = |shadow: &Name| {
        let shadow = shadow.clone();
        let answers = answers.get(&shadow).into_iter().flatten();
        answers.map(move |(question, count)| AnswerDocument {
            shadow: shadow.to_string(),
            question: format!("{question:?}"),
            count: *count,
        })
    };
    shadows.into_iter().flat_map(of).collect()
}

fn sorted<'a>(names: impl Iterator<Item = &'a Name>) -> Vec<String> {
    let mut names: Vec<String> = names.map(ToString::to_string).collect();
    names.sort();
    names
}
