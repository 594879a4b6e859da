//! A second database, in which shadows are made afresh: what a shadow must be, whatever it was before.

use anyhow::{Context as _, Result};

use super::contents::Contents;
use super::database::Database;
use super::definition::{canonical, of_source};
use super::document::Document;
use super::failure::diff;
use super::header::Settings;
use super::script::{Script, Step};
use super::tool::{Answer, Tool};

/// The second database. It goes through the same steps, and loses its shadows before each sync.
#[derive(Debug)]
pub struct Fresh {
    database: Database,
    /// What the server refused there, since rows of shadows are gone.
    refused: Vec<String>,
}

impl Fresh {
    /// Makes it, if a step of the script asks for it.
    ///
    /// # Errors
    /// If the server refuses.
    pub async fn make(script: &Script, server_url: &str, name: &str) -> Result<Option<Self>> {
        let is_wanted = script.steps.iter().any(asks);
        if !is_wanted {
            return Ok(None);
        }
        Ok(Some(Self { database: Database::make(server_url, name).await?, refused: Vec::new() }))
    }

    /// Goes through a step: its statements, then the shadows of the plan that can be made are dropped and made.
    ///
    /// # Errors
    /// If the server refuses the setup, or the command line does not make the shadows.
    pub async fn step(&mut self, script: &Script, step: &Step, plan: &Document, tool: &Tool) -> Result<()> {
        for sql in &step.statements {
            match self.database.run(sql).await {
                Err(error) if step.place > 0 => self.refused.push(format!("{error:#}")),
                result => result?,
            }
        }
        self.database.run_aside("SET foreign_key_checks = 0").await?;
        for pair in plan.pairs.iter().filter(|pair| pair.is_fine()) {
            self.database
                .run_aside(&format!("DROP TABLE IF EXISTS `{}`", pair.shadow.replace('`', "``")))
                .await?;
        }
        let settings = without_registry(&step.settings);
        let answer = tool.sync(&self.database.url, &script.rule, &settings).await?;
        let is_done = |answer: &Answer| matches!(answer.code, Some(0 | 3)) && answer.document.is_some();
        is_done(&answer).then_some(()).with_context(|| answer.describe())
    }

    /// The shadows of a plan that are otherwise than those made here.
    ///
    /// # Errors
    /// If the database can't be read.
    pub async fn compare(&mut self, plan: &Document, contents: &Contents, name: &str) -> Result<Vec<String>> {
        let fresh = Contents::of(&mut self.database).await?;
        let mut problems = Vec::new();
        for pair in plan.pairs.iter().filter(|pair| pair.is_fine()) {
            let expected = lines(&fresh, &pair.shadow, &self.database.name);
            let found = lines(contents, &pair.shadow, name);
            if expected != found {
                let diff = diff(&expected.join("\n"), &found.join("\n"));
                problems.push(format!("{}\n{diff}{}", pair.shadow, self.refused.join("\n")));
            }
        }
        Ok(problems)
    }
}

/// Where all tables are selected the registry tells nothing that a fresh shadow depends on, and a table less is made.
fn without_registry(settings: &Settings) -> Settings {
    let mut settings = settings.clone();
    if settings.tables.is_none() && settings.option("--registry").is_none() {
        settings.options.extend(["--registry".to_owned(), "none".to_owned()]);
    }
    settings
}

/// Whether a step has shadows that were there before.
pub fn asks(step: &Step) -> bool {
    let is_changed = |verdict: &str| verdict == "Modify" || (verdict == "Consistent" && step.place == 0);
    step.expect.pairs.iter().any(|pair| is_changed(&pair.verdict))
}

/// The shadows of a plan that don't say what their sources say, foreign keys aside.
pub fn against_sources(plan: &Document, contents: &Contents, name: &str) -> Vec<String> {
    let pairs = plan.pairs.iter().filter(|pair| pair.is_fine() && !pair.lacks_on_purpose());
    let differing = pairs.filter_map(|pair| {
        let expected = of_source(&lines(contents, &pair.source, name));
        let found = of_source(&lines(contents, &pair.shadow, name));
        let diff = (expected != found).then(|| diff(&expected.join("\n"), &found.join("\n")))?;
        Some(format!("{}\n{diff}", pair.title()))
    });
    differing.collect()
}

fn lines(contents: &Contents, table: &str, database: &str) -> Vec<String> {
    contents.definition(table).map_or_else(Vec::new, |definition| canonical(definition, database))
}
