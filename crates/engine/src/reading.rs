//! From the text that a server sent to a table, or to the reason why there is none.

use shadowtable_plan::analysis::Reading;
use shadowtable_schema::{Dialect, ReadError, complete, read};
use shadowtable_target::{Definition, DefinitionError, Extras};
use std::error::Error;

/// The table of a definition, with what SHOW CREATE TABLE left out.
pub fn reading(definition: Result<Definition, DefinitionError>, dialect: Dialect) -> Reading {
    let definition = match definition {
        Ok(definition) => definition,
        Err(error) => return Reading::Failed(in_words(&error)),
    };
    let Definition { text, extras } = definition;
    match read(&text, dialect) {
        Ok(mut table) => {
            let Extras { spatial_references, subpartition_bounds } = extras;
            for one in &spatial_references {
                complete::set_reference_system(&mut table, &one.column, one.ref_system_id);
            }
            for one in &subpartition_bounds {
                complete::set_subpartition_bound(
                    &mut table,
                    &one.partition,
                    &one.subpartition,
                    &one.high_value,
                );
            }
            Reading::Table(Box::new(table))
        }
        Err(error @ ReadError::Parse(_)) => Reading::Unsupported(in_words(&error)),
        Err(error @ ReadError::Unfaithful { .. }) => Reading::Unsupported(error.to_string()),
    }
}

/// The words of an error without what the driver and the system put around them.
pub fn without_noise(text: &str) -> String {
    let text = text.replace("Input/output error: ", "");
    match text.rfind(" (os error ") {
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}

/// An error with all that caused it, in one line.
pub fn in_words(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let text = without_noise(&cause.to_string());
        if !words.ends_with(&text) {
            words.push_str(": ");
            words.push_str(&text);
        }
        source = cause.source();
    }
    words
}
