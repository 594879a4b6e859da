//! The proof of the generator itself: the server takes every table and every row that it makes.

use anyhow::Result;

use super::failure::{Failure, FailureKind};
use super::features::Features;
use super::scenario::Scenario;
use super::stage::{Stage, Tally};

/// What became of a scenario's statements.
#[derive(Debug, Default)]
pub struct Acceptance {
    /// CREATE TABLE statements.
    pub creates: Tally,
    /// INSERT statements.
    pub inserts: Tally,
}

/// Makes the sources of every step, with rows, and with rows that fit the next step as well.
///
/// # Errors
/// If the server can't be asked.
pub async fn check(
    server_url: &str,
    name: &str,
    scenario: &Scenario,
    features: &Features,
) -> Result<Acceptance> {
    let mut stage = Stage::build(server_url, name, features).await?;
    let outcome = play(&mut stage, scenario).await;
    let acceptance = Acceptance { creates: stage.creates.clone(), inserts: stage.inserts.clone() };
    stage.tear_down().await?;
    outcome.map(|()| acceptance)
}

async fn play(stage: &mut Stage<'_>, scenario: &Scenario) -> Result<()> {
    let mut before = None;
    for (step, database) in scenario.databases.iter().enumerate() {
        stage.set_sources(before, database).await?;
        if let Some(next) = scenario.databases.get(step + 1) {
            let rows = stage.rows(database, next);
            for table in &database.tables {
                stage.fill(&rows, &table.name, &table.name, database, next).await?;
            }
        }
        before = Some(database);
    }
    Ok(())
}

impl Acceptance {
    /// The first refusal as a failure.
    pub fn failure(&self) -> Option<Failure> {
        let refused = self.creates.refused.first().or(self.inserts.refused.first())?;
        // The number at the start tells refusals apart; the rest names tables and columns.
        let mark = refused.split(':').next().unwrap_or_default().to_owned();
        Some(Failure { kind: FailureKind::Generator, mark, step: 0, detail: refused.clone() })
    }
}
