//! The facts of a note, as people read them.

use super::Note;
use std::collections::BTreeMap;

/// The longest reason or remark that is told; the console has the rest.
const LONGEST: usize = 500;

/// What has happened, in the order of importance: each a word and what it is.
pub fn facts(note: &Note) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    let mut add = |word, fact: Option<String>| facts.extend(fact.map(|fact| (word, cut(&fact))));
    let task = note.task.as_ref();
    add("Database", task.map(|task| task.database.clone()));
    add(
        "Connection",
        task.map(|task| match &task.environment {
            Some(environment) => format!("{} ({environment})", task.connection),
            None => task.connection.clone(),
        }),
    );
    match (&note.run, task) {
        (Some(run), _) => add("Outcome", Some(with_counts(&run.state, &run.counts))),
        (None, Some(task)) => add("Plan", Some(counted(&task.counts))),
        (None, None) => {}
    }
    add("Reason", note.reason.clone());
    add("Submitted by", task.map(|task| task.created_by.clone()));
    add("Run by", note.run.as_ref().and_then(|run| run.requested_by.clone()));
    add("Remarks", task.and_then(|task| task.remarks.clone()));
    add("Time", Some(note.at.clone()));
    facts
}

/// The colour that a chat gives it.
pub fn is_bad(note: &Note) -> bool {
    matches!(note.event.as_str(), "failed" | "needs-attention")
}

fn with_counts(state: &str, counts: &BTreeMap<String, i64>) -> String {
    if counts.is_empty() { state.to_owned() } else { format!("{state}: {}", counted(counts)) }
}

fn counted(counts: &BTreeMap<String, i64>) -> String {
    counts.iter().map(|(word, count)| format!("{count} {word}")).collect::<Vec<_>>().join(", ")
}

fn cut(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}
