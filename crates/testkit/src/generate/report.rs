//! How a failure is shown: everything that is needed to repeat it by hand.

use super::features::Features;
use super::rows::Rows;
use super::scenario::Scenario;
use super::{failure::Failure, tool::PREFIX};

/// The failure, the SQL that leads to it, and what the tool said.
pub fn report(failure: &Failure, scenario: &Scenario, features: &Features) -> String {
    let mut text = format!("seed {} on {}: {failure}\n", scenario.seed, features.server);
    for (step, database) in scenario.databases.iter().enumerate().take(failure.step + 1) {
        text.push_str(&format!("-- sources of step {step}\n"));
        for sql in database.sql(features) {
            text.push_str(&format!("{sql};\n"));
        }
        if let Some(next) = scenario.databases.get(step + 1).filter(|_| step < failure.step) {
            let rows = Rows::between(database, next, features);
            text.push_str("-- rows of the shadows before the next step\n");
            for table in &database.tables {
                let shadow = format!("{PREFIX}{}", table.name);
                for sql in rows.inserts(&table.name, &shadow, database, next, features) {
                    text.push_str(&format!("{sql};\n"));
                }
            }
        }
    }
    text.push_str("-- what was found\n");
    text.push_str(&failure.detail);
    text.push('\n');
    text
}
