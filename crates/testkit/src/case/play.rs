//! A case played on a server: step by step, with everything asserted.

use anyhow::Result;

use super::contents::Contents;
use super::database::{Database, drop_database};
use super::document::Document;
use super::failure::{Failure, diff};
use super::file::Case;
use super::fresh::{self, Fresh};
use super::judge;
use super::prospect::Prospect;
use super::script::{Script, Step};
use super::snapshot;
use super::tool::{Answer, Tool};
use crate::kind::Kind;

/// Where and how a case is played.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The server.
    pub kind: Kind,
    /// Where it is.
    pub server_url: &'a str,
    /// The command line under test.
    pub tool: &'a Tool,
    /// The name of the case's database. A second one has an f at its end.
    pub name: &'a str,
    /// Whether snapshots are written, not compared.
    pub blesses: bool,
}

/// A case in the middle of being played.
struct Play<'a> {
    setting: Setting<'a>,
    script: &'a Script,
    database: Database,
    fresh: Option<Fresh>,
    step: usize,
    failures: Vec<Failure>,
    snapshots: Vec<(usize, String)>,
}

/// Plays a case, and returns what came out otherwise than it says.
///
/// # Errors
/// If the server or the command line can't be used at all.
pub async fn play(case: &Case, setting: Setting<'_>) -> Result<Vec<Failure>> {
    let script = case.script(setting.kind)?;
    let mut play = Play {
        setting,
        script: &script,
        database: Database::make(setting.server_url, setting.name).await?,
        fresh: Fresh::make(&script, setting.server_url, &fresh_name(setting.name)).await?,
        step: 0,
        failures: Vec::new(),
        snapshots: Vec::new(),
    };
    for step in &script.steps {
        play.step += 1;
        if !play.step(step).await? {
            break;
        }
    }
    if setting.blesses && play.failures.is_empty() {
        snapshot::bless(&case.path, setting.kind, &play.snapshots)?;
    }
    Ok(play.failures)
}

/// Drops the databases of a case.
///
/// # Errors
/// If the server refuses.
pub async fn clean(server_url: &str, name: &str) -> Result<()> {
    drop_database(server_url, name).await?;
    drop_database(server_url, &fresh_name(name)).await
}

fn fresh_name(name: &str) -> String {
    format!("{name}f")
}

impl Play<'_> {
    /// A step. False if there is no use in going on.
    async fn step(&mut self, step: &Step) -> Result<bool> {
        if !self.set_up(step).await {
            return Ok(false);
        }
        let before = Contents::of(&mut self.database).await?;
        if step.expect.refused {
            self.is_refused(step, &before).await?;
            return Ok(true);
        }
        let Some((plan, prospect)) = self.plan(step, &before).await? else { return Ok(false) };
        if !self.sync(step, &prospect).await? {
            self.is_untouched(&before, &prospect).await?;
            return Ok(false);
        }
        let after = self.is_untouched(&before, &prospect).await?;
        self.is_as_fresh(step, &plan, &prospect, &after).await?;
        self.again(step, &plan, &prospect).await?;
        self.rows(step).await;
        Ok(true)
    }

    async fn set_up(&mut self, step: &Step) -> bool {
        for sql in &step.statements {
            if let Err(error) = self.database.run(sql).await {
                self.fail("the case's own statements", format!("{error:#}"));
                return false;
            }
        }
        true
    }

    async fn is_refused(&mut self, step: &Step, before: &Contents) -> Result<()> {
        let Setting { tool, .. } = self.setting;
        let url = &self.database.url;
        let plan = tool.plan(url, &self.script.rule, &step.settings, "json").await?;
        let sync = tool.sync(url, &self.script.rule, &step.settings).await?;
        for answer in [plan, sync] {
            if answer.code != Some(2) || answer.stderr.trim().is_empty() {
                self.fail("refused", format!("expected one line and exit code 2\n{}", answer.describe()));
            }
        }
        self.is_unchanged("the refused run changes nothing", before).await
    }

    /// Plans and compares with what the case says. None if there is no plan.
    async fn plan(&mut self, step: &Step, before: &Contents) -> Result<Option<(Document, Prospect)>> {
        let Setting { tool, .. } = self.setting;
        let answer = tool.plan(&self.database.url, &self.script.rule, &step.settings, "json").await?;
        let Some(document) = answer.document.clone() else {
            self.fail("plan", format!("there is no plan\n{}", answer.describe()));
            return Ok(None);
        };
        let problems = judge::plan(&step.expect, &document);
        if !problems.is_empty() {
            self.fail("verdicts and hazards", format!("{}\n{}", problems.join("\n"), answer.describe()));
        }
        let prospect = Prospect::of(&document, &step.settings);
        self.expect_code("plan", &answer, prospect.plan);
        self.snapshot(step).await?;
        self.is_unchanged("the plan changes nothing", before).await?;
        Ok(Some((document, prospect)))
    }

    async fn snapshot(&mut self, step: &Step) -> Result<()> {
        let Setting { tool, blesses, name, .. } = self.setting;
        if step.snapshot.is_none() && !blesses {
            return Ok(());
        }
        let answer = tool.plan(&self.database.url, &self.script.rule, &step.settings, "sql").await?;
        let text = snapshot::text(&answer.stdout, name);
        if let (Some(expected), false) = (&step.snapshot, blesses || step.snapshot.as_ref() == Some(&text)) {
            let hint = format!("{}=1 writes the snapshot", snapshot::BLESS_VAR);
            self.fail("exact SQL", format!("{}{hint}", diff(expected, &text)));
        }
        self.snapshots.push((step.place, text));
        Ok(())
    }

    /// Syncs. False if it did not come to what it must.
    async fn sync(&mut self, step: &Step, prospect: &Prospect) -> Result<bool> {
        let answer = self.setting.tool.sync(&self.database.url, &self.script.rule, &step.settings).await?;
        Ok(self.expect_code("sync", &answer, prospect.sync))
    }

    async fn is_untouched(&mut self, before: &Contents, prospect: &Prospect) -> Result<Contents> {
        let after = Contents::of(&mut self.database).await?;
        for problem in judge::untouched(before, &after, &prospect.done) {
            self.fail("tables that are no shadow are untouched", problem);
        }
        Ok(after)
    }

    async fn is_as_fresh(
        &mut self,
        step: &Step,
        plan: &Document,
        prospect: &Prospect,
        after: &Contents,
    ) -> Result<()> {
        let mut plan = plan.clone();
        plan.pairs.retain(|pair| pair.verdict == "Consistent" || prospect.done.contains(&pair.shadow));
        for problem in fresh::against_sources(&plan, after, self.setting.name) {
            self.fail("a shadow says what its source says", problem);
        }
        let Some(fresh) = &mut self.fresh else { return Ok(()) };
        if let Err(error) = fresh.step(self.script, step, &plan, self.setting.tool).await {
            self.fail("a fresh shadow can be made", format!("{error:#}"));
            return Ok(());
        }
        let problems = if fresh::asks(step) {
            fresh.compare(&plan, after, self.setting.name).await?
        } else {
            Vec::new()
        };
        for problem in problems {
            self.fail("a shadow is as a fresh one", problem);
        }
        Ok(())
    }

    async fn again(&mut self, step: &Step, plan: &Document, prospect: &Prospect) -> Result<()> {
        let answer =
            self.setting.tool.plan(&self.database.url, &self.script.rule, &step.settings, "json").await?;
        let problems = answer
            .document
            .as_ref()
            .map_or_else(|| vec![answer.describe()], |second| judge::again(plan, &prospect.done, second));
        if problems.is_empty() {
            self.expect_code("planning again", &answer, prospect.again);
        } else {
            self.fail("planning again finds nothing to do", problems.join("\n"));
        }
        Ok(())
    }

    async fn rows(&mut self, step: &Step) {
        for query in &step.rows {
            match self.database.rows(&query.sql).await {
                Ok(rows) => {
                    let rows: Vec<String> = rows
                        .iter()
                        .flat_map(|row| row.split('\n'))
                        .map(|row| row.trim_end().to_owned())
                        .collect();
                    if rows != query.rows {
                        let diff = diff(&query.rows.join("\n"), &rows.join("\n"));
                        self.fail("rows", format!("{}\n{diff}", query.sql));
                    }
                }
                Err(error) => self.fail("rows", format!("{error:#}")),
            }
        }
    }

    async fn is_unchanged(&mut self, assertion: &'static str, before: &Contents) -> Result<()> {
        let after = Contents::of(&mut self.database).await?;
        let problems = judge::untouched(before, &after, &std::collections::BTreeSet::new());
        if !problems.is_empty() {
            self.fail(assertion, problems.join("\n"));
        }
        Ok(())
    }

    fn expect_code(&mut self, assertion: &'static str, answer: &Answer, expected: i32) -> bool {
        let is_right = answer.code == Some(expected);
        if !is_right {
            self.fail(assertion, format!("expected exit code {expected}\n{}", answer.describe()));
        }
        is_right
    }

    fn fail(&mut self, assertion: &'static str, detail: String) {
        self.failures.push(Failure { step: self.step, assertion, detail });
    }
}
