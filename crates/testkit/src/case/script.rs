//! What a case says for one server: steps.

use anyhow::{Context as _, Result};

use super::expect::Expectation;
use super::header::{Header, Rule, Settings};
use super::rows::{self, Query};
use super::section::{Section, Word};
use super::statement;
use crate::kind::Kind;

/// What a case says for one server.
#[derive(Debug, Clone)]
pub struct Script {
    /// How shadows are named.
    pub rule: Rule,
    /// Its steps, the first with the setup.
    pub steps: Vec<Step>,
}

/// A step: SQL, and then a plan and a sync.
#[derive(Debug, Clone)]
pub struct Step {
    /// How many `then` sections, of whatever server, are above it in the file, its own included.
    pub place: usize,
    /// What is planned, and how.
    pub settings: Settings,
    /// The statements run before.
    pub statements: Vec<String>,
    /// What the plan must say.
    pub expect: Expectation,
    /// What queries must give in the end.
    pub rows: Vec<Query>,
    /// The statements that the plan must have, as text.
    pub snapshot: Option<String>,
}

impl Script {
    /// What the sections say for a server.
    ///
    /// # Errors
    /// If a section can't be read.
    pub fn of(header: &Header, sections: &[Section], kind: Kind) -> Result<Self> {
        let mut script =
            Self { rule: header.rule.clone(), steps: vec![Step::new(0, header.settings.clone())] };
        let mut place = 0;
        let mut is_skipped = false;
        for section in sections {
            if section.word == Word::Then {
                place += 1;
                is_skipped = !section.servers.contains(kind);
                if !is_skipped {
                    let settings = script.steps.last().map(|step| step.settings.clone()).unwrap_or_default();
                    script.steps.push(Step::new(place, settings));
                }
            }
            if is_skipped || !section.servers.contains(kind) {
                continue;
            }
            let step = script.steps.last_mut().context("no step")?;
            step.take(section).with_context(|| format!("section of line {}", section.number))?;
        }
        Ok(script)
    }
}

impl Step {
    fn new(place: usize, settings: Settings) -> Self {
        let expect = Expectation::default();
        Self { place, settings, statements: Vec::new(), expect, rows: Vec::new(), snapshot: None }
    }

    fn take(&mut self, section: &Section) -> Result<()> {
        match section.word {
            Word::Setup => self.statements.extend(statement::split(&section.lines)?),
            Word::Then => {
                let head = section.lines.iter().take_while(|line| self.settings.take(&line.text)).count();
                self.statements.extend(statement::split(&section.lines[head..])?);
            }
            Word::Expect => self.expect.take(&section.lines)?,
            Word::Rows => self.rows.extend(rows::parse(&section.lines)?),
            Word::Sql => {
                let lines: Vec<&str> = section.lines.iter().map(|line| line.text.as_str()).collect();
                self.snapshot = Some(lines.join("\n").trim().to_owned());
            }
        }
        Ok(())
    }
}
