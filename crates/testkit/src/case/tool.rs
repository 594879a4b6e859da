//! The command line under test.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result};
use tokio::process::Command;
use tokio::time::timeout;

use super::document::Document;
use super::header::{Rule, Settings};

/// The program.
#[derive(Debug, Clone)]
pub struct Tool {
    /// Where it is.
    pub program: PathBuf,
    /// How long a run may take.
    pub patience: Duration,
}

/// What a run came to.
#[derive(Debug)]
pub struct Answer {
    /// The command line, without the program.
    pub arguments: Vec<String>,
    /// The exit code, unless a signal ended it.
    pub code: Option<i32>,
    /// What it printed.
    pub stdout: String,
    /// What it said aside.
    pub stderr: String,
    /// What it printed, read.
    pub document: Option<Document>,
}

/// What `plan` does not know; each has a value.
const FOR_SYNC_ONLY: [&str; 4] = ["--allow-hazards", "--on-error", "--parallel", "--lock-wait-timeout"];

impl Tool {
    /// Plans.
    ///
    /// # Errors
    /// If the program can't be run, or does not end.
    pub async fn plan(&self, url: &str, rule: &Rule, settings: &Settings, format: &str) -> Result<Answer> {
        let mut arguments = common("plan", url, rule, settings, format);
        let mut options = settings.options.iter();
        while let Some(option) = options.next() {
            if FOR_SYNC_ONLY.contains(&option.as_str()) {
                options.next();
            } else if !is_for_sync_only(option) {
                arguments.push(option.clone());
            }
        }
        self.run(arguments).await
    }

    /// Syncs, with every hazard allowed, and going on after a table that can't be done, unless the case says otherwise.
    ///
    /// # Errors
    /// If the program can't be run, or does not end.
    pub async fn sync(&self, url: &str, rule: &Rule, settings: &Settings) -> Result<Answer> {
        let mut arguments = common("sync", url, rule, settings, "json");
        arguments.extend(settings.options.iter().cloned());
        for (option, value) in [("--allow-hazards", "all"), ("--on-error", "continue")] {
            if settings.option(option).is_none() {
                arguments.extend([option.to_owned(), value.to_owned()]);
            }
        }
        arguments.push("--yes".to_owned());
        self.run(arguments).await
    }

    async fn run(&self, arguments: Vec<String>) -> Result<Answer> {
        let mut command = Command::new(&self.program);
        command.args(&arguments).stdin(Stdio::null()).kill_on_drop(true);
        // What a developer has set must not matter.
        command.env_remove("SHADOWTABLE_URL").env("HOME", "/nonexistent").env("NO_COLOR", "1");
        let line = || arguments.join(" ");
        let output = timeout(self.patience, command.output())
            .await
            .with_context(|| format!("no end after {} s: {}", self.patience.as_secs(), line()))?
            .with_context(|| format!("can't be run: {}", self.program.display()))?;
        let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(Answer {
            document: serde_json::from_str(&stdout).ok(),
            code: output.status.code(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            stdout,
            arguments,
        })
    }
}

impl Settings {
    /// The value of an option.
    pub fn option(&self, name: &str) -> Option<&str> {
        let at = self.options.iter().position(|option| {
            option.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
        })?;
        let option = &self.options[at];
        match option.split_once('=') {
            Some((_, value)) => Some(value),
            None => self.options.get(at + 1).map(String::as_str),
        }
    }
}

fn is_for_sync_only(option: &str) -> bool {
    FOR_SYNC_ONLY.iter().any(|name| option.strip_prefix(name).is_some_and(|rest| rest.starts_with('=')))
}

fn common(verb: &str, url: &str, rule: &Rule, settings: &Settings, format: &str) -> Vec<String> {
    let rule = match rule {
        Rule::Prefix(affix) => format!("--prefix={affix}"),
        Rule::Suffix(affix) => format!("--suffix={affix}"),
    };
    let range = settings
        .tables
        .as_ref()
        .map_or_else(|| "--all".to_owned(), |tables| format!("--tables={}", tables.join(",")));
    let mut arguments = vec![verb.to_owned(), url.to_owned(), rule, range];
    if !settings.adopt.is_empty() {
        arguments.push(format!("--adopt={}", settings.adopt.join(",")));
    }
    arguments.extend(["--format".to_owned(), format.to_owned()]);
    arguments
}

impl Answer {
    /// For people: what was run and what came of it.
    pub fn describe(&self) -> String {
        let code = self.code.map_or_else(|| "a signal".to_owned(), |code| format!("exit code {code}"));
        let mut text = format!("$ shadowtable {}\n{code}\n{}", self.arguments.join(" "), self.stderr);
        match &self.document {
            Some(document) => text.extend(document.pairs.iter().map(super::document::Pair::describe)),
            None => text += &self.stdout,
        }
        text
    }
}
