//! What must be true of the tool after every step of a scenario.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::canonical::canonical;
use super::database::Database;
use super::failure::{Failure, FailureKind};
use super::features::{Features, Flavor};
use super::scenario::Scenario;
use super::stage::Stage;
use super::text;
use super::tool::{Answer, PREFIX, Tool};

/// Hazards that say rows may be gone.
const LOSING: [&str; 1] = ["drops-partition"];

/// Plays a scenario: a failure if something is not true, none if everything is.
///
/// # Errors
/// If the server or the tool can't be asked.
pub async fn check(
    server_url: &str,
    name: &str,
    scenario: &Scenario,
    features: &Features,
    tool: &Tool,
) -> Result<Option<Failure>> {
    let mut stage = Stage::build(server_url, &format!("{name}_a"), features).await?;
    let mut play = Play { server_url, fresh_name: format!("{name}_b"), features, tool, step: 0 };
    let outcome = play.all(&mut stage, scenario).await;
    stage.tear_down().await?;
    match outcome {
        Ok(()) => Ok(None),
        Err(error) => Ok(Some(error.downcast::<Failed>()?.0)),
    }
}

/// A failure on its way up.
#[derive(Debug)]
struct Failed(Failure);

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Failed {}

struct Play<'a> {
    server_url: &'a str,
    fresh_name: String,
    features: &'a Features,
    tool: &'a Tool,
    step: usize,
}

/// What can be told of a table from outside.
#[derive(Debug, PartialEq, Eq)]
struct Look {
    definition: String,
    rows: Vec<Vec<String>>,
}

impl Play<'_> {
    async fn all(&mut self, stage: &mut Stage<'_>, scenario: &Scenario) -> Result<()> {
        let mut before: Option<&Database> = None;
        for (step, database) in scenario.databases.iter().enumerate() {
            self.step = step;
            stage.set_sources(before, database).await?;
            let filled = self.fill_shadows(stage, before, database).await?;
            self.generated_well(stage)?;
            self.sync(stage, database, &filled).await?;
            self.compare_with_fresh(stage, database).await?;
            before = Some(database);
        }
        Ok(())
    }

    /// Puts rows into the shadows that are there from the step before.
    async fn fill_shadows(
        &self,
        stage: &mut Stage<'_>,
        before: Option<&Database>,
        wanted: &Database,
    ) -> Result<BTreeMap<String, usize>> {
        let mut filled = BTreeMap::new();
        let Some(before) = before else { return Ok(filled) };
        let rows = stage.rows(before, wanted);
        for table in &before.tables {
            let shadow = format!("{PREFIX}{}", table.name);
            stage.fill(&rows, &table.name, &shadow, before, wanted).await?;
            filled.insert(shadow.clone(), stage.count_rows(&shadow).await?);
        }
        Ok(filled)
    }

    fn generated_well(&self, stage: &Stage<'_>) -> Result<()> {
        match stage.creates.refused.first().or(stage.inserts.refused.first()) {
            Some(refused) => self.fail(FailureKind::Generator, refused.split(':').next(), refused.clone()),
            None => Ok(()),
        }
    }

    /// One sync and one plan, and what they must leave alone.
    async fn sync(
        &self,
        stage: &mut Stage<'_>,
        database: &Database,
        filled: &BTreeMap<String, usize>,
    ) -> Result<()> {
        let sources = self.look_at_sources(stage, database).await?;
        let answer = self.tool.sync(&stage.url).await?;
        self.judge_sync(&answer, database)?;
        let after = self.look_at_sources(stage, database).await?;
        if sources != after {
            let detail = format!("before: {sources:#?}\nafter: {after:#?}");
            return self.fail(FailureKind::SourceTouched, None, detail);
        }
        for table in &database.tables {
            let shadow = format!("{PREFIX}{}", table.name);
            let (had, has) = (filled.get(&shadow).copied().unwrap_or(0), stage.count_rows(&shadow).await?);
            if has > had || (has < had && !says_rows_go(&answer, &shadow)) {
                let detail = format!("{shadow} had {had} rows and has {has}\n{}", answer.output);
                return self.fail(FailureKind::RowsLost, None, detail);
            }
        }
        let plan = self.tool.plan(&stage.url).await?;
        let consistent = plan.pairs().iter().all(|pair| pair["verdict"] == "Consistent");
        if plan.code != Some(0) || !consistent || plan.pairs().len() != database.tables.len() {
            return self.fail(FailureKind::NotConsistent, Some(&plan.mark()), plan.trouble());
        }
        Ok(())
    }

    fn judge_sync(&self, answer: &Answer, database: &Database) -> Result<()> {
        if answer.json.is_null() {
            return self.fail(FailureKind::Tool, Some(&answer.mark()), answer.output.clone());
        }
        if answer.code != Some(0) {
            return self.fail(FailureKind::Sync, Some(&answer.mark()), answer.trouble());
        }
        let verified = |pair: &Value| pair["verdict"] == "Consistent" || pair["verified"] == true;
        if !answer.pairs().iter().all(verified) || answer.pairs().len() != database.tables.len() {
            return self.fail(FailureKind::Unverified, None, answer.output.clone());
        }
        Ok(())
    }

    async fn look_at_sources(
        &self,
        stage: &mut Stage<'_>,
        database: &Database,
    ) -> Result<BTreeMap<String, Look>> {
        let mut looks = BTreeMap::new();
        for table in &database.tables {
            let definition = stage.session.show_create(&table.name).await?;
            let columns = text::names(table.columns.iter().map(|column| &column.name));
            let mut rows =
                stage.session.texts(&format!("SELECT {columns} FROM {}", text::name(&table.name))).await?;
            rows.sort();
            looks.insert(table.name.clone(), Look { definition, rows });
        }
        Ok(looks)
    }

    /// The same sources get shadows in a second database, from nothing: those are what the others must be like.
    async fn compare_with_fresh(&self, stage: &mut Stage<'_>, database: &Database) -> Result<()> {
        if self.step == 0 {
            return Ok(());
        }
        let mut fresh = Stage::build(self.server_url, &self.fresh_name, self.features).await?;
        let outcome = self.compare(stage, &mut fresh, database).await;
        fresh.tear_down().await?;
        outcome
    }

    async fn compare(&self, stage: &mut Stage<'_>, fresh: &mut Stage<'_>, database: &Database) -> Result<()> {
        fresh.set_sources(None, database).await?;
        let answer = self.tool.sync(&fresh.url).await?;
        self.judge_sync(&answer, database)?;
        for table in &database.tables {
            let shadow = format!("{PREFIX}{}", table.name);
            let synced = definition(stage, &shadow, self.features).await?;
            let made = definition(fresh, &shadow, self.features).await?;
            if synced != made {
                let detail = format!("synced:\n{synced}\n\nfresh:\n{made}");
                return self.fail(FailureKind::ShadowDiffers, None, detail);
            }
        }
        Ok(())
    }

    fn fail(&self, kind: FailureKind, mark: Option<&str>, detail: String) -> Result<()> {
        let mark = mark.unwrap_or_default().to_owned();
        Err(Failed(Failure { kind, mark, step: self.step, detail }).into())
    }
}

/// The canonical text, and what it does not show: inherited character sets and spatial references.
async fn definition(stage: &mut Stage<'_>, table: &str, features: &Features) -> Result<String> {
    let shown =
        stage.session.show_create(table).await.with_context(|| format!("the shadow {table} is not there"))?;
    let mut text = canonical(&shown, &stage.name, features.flavor);
    let mut facts = vec![format!(
        "SELECT column_name, column_type, character_set_name, collation_name FROM information_schema.columns \
         WHERE table_schema = {} AND table_name = {} ORDER BY ordinal_position",
        text::string(&stage.name),
        text::string(table)
    )];
    if features.flavor == Flavor::MariaDb {
        facts.push(format!(
            "SELECT g_geometry_column, srid FROM information_schema.geometry_columns \
             WHERE g_table_schema = {} AND g_table_name = {} ORDER BY 1",
            text::string(&stage.name),
            text::string(table)
        ));
    }
    for fact in facts {
        for row in stage.session.texts(&fact).await? {
            text.push_str(&format!("\n-- {}", row.join(" ")));
        }
    }
    Ok(text)
}

/// Whether a hazard of the pair says that rows may go.
fn says_rows_go(answer: &Answer, shadow: &str) -> bool {
    answer.pairs().iter().filter(|pair| pair["shadow"] == shadow).any(|pair| {
        let hazards = pair["hazards"].as_array().map(Vec::as_slice).unwrap_or_default();
        hazards.iter().any(|hazard| hazard["code"].as_str().is_some_and(|code| LOSING.contains(&code)))
    })
}
