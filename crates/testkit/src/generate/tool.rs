//! The tool under test, driven by its command line.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use tokio::process::Command;
use tokio::time::timeout;

/// Shadows are named with this before the source's name.
pub const PREFIX: &str = "_s_";
/// No run of a few tables takes longer, on a busy machine either.
const LONGEST: Duration = Duration::from_secs(300);

/// The binary.
#[derive(Clone, Debug)]
pub struct Tool {
    path: PathBuf,
}

/// What a run of the tool gave.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its exit code; none if a signal ended it.
    pub code: Option<i32>,
    /// Its JSON; null if it printed something else.
    pub json: Value,
    /// All it printed.
    pub output: String,
}

impl Tool {
    /// The binary at the path.
    ///
    /// # Errors
    /// If there is none.
    pub fn at(path: &Path) -> Result<Self> {
        if !path.is_file() {
            bail!(
                "{} is not there: build it with `cargo build -p shadowtable-cli`, or name another one",
                path.display()
            );
        }
        Ok(Self { path: path.to_owned() })
    }

    /// `shadowtable sync`: everything, whatever the hazards.
    ///
    /// # Errors
    /// If it can't be started or does not end.
    pub async fn sync(&self, url: &str) -> Result<Answer> {
        self.run(&[
            "sync",
            url,
            "--prefix",
            PREFIX,
            "--all",
            "--yes",
            "--allow-hazards",
            "all",
            "--format",
            "json",
        ])
        .await
    }

    /// `shadowtable plan` of the same.
    ///
    /// # Errors
    /// If it can't be started or does not end.
    pub async fn plan(&self, url: &str) -> Result<Answer> {
        self.run(&["plan", url, "--prefix", PREFIX, "--all", "--format", "json"]).await
    }

    async fn run(&self, arguments: &[&str]) -> Result<Answer> {
        let child = Command::new(&self.path)
            .args(arguments)
            .env_remove("SHADOWTABLE_URL")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .output();
        let output = timeout(LONGEST, child)
            .await
            .with_context(|| format!("{arguments:?} did not end within {LONGEST:?}"))?
            .with_context(|| format!("can't run {}", self.path.display()))?;
        let printed = String::from_utf8_lossy(&output.stdout);
        Ok(Answer {
            code: output.status.code(),
            json: serde_json::from_str(&printed).unwrap_or(Value::Null),
            output: format!("{printed}{}", String::from_utf8_lossy(&output.stderr)),
        })
    }
}

impl Answer {
    /// The pairs.
    pub fn pairs(&self) -> &[Value] {
        self.json["pairs"].as_array().map(Vec::as_slice).unwrap_or_default()
    }

    /// What tells one bad ending from another: verdicts and results that are not good, and the server's error codes.
    pub fn mark(&self) -> String {
        let mut marks: Vec<String> = vec![format!("exit {}", self.code.map_or(-1, |code| code))];
        for pair in self.pairs() {
            let verdict = pair["verdict"].as_str().unwrap_or_default();
            if matches!(verdict, "Conflict" | "Unsupported" | "Failed") {
                marks.push(verdict.to_owned());
            }
            for statement in pair["statements"].as_array().into_iter().flatten() {
                if let Some(code) = statement["error"]["code"].as_u64() {
                    marks.push(format!("error {code}"));
                }
            }
            let differs = pair["result"] == "Failed" && !marks.iter().any(|mark| mark.starts_with("error"));
            if differs {
                marks.push("unequal".to_owned());
            }
        }
        marks.sort();
        marks.dedup();
        marks.join(", ")
    }

    /// What matters of it to a person: the pairs that did not end well, those that only waited for them without their
    /// statements.
    pub fn trouble(&self) -> String {
        let mut text: Vec<String> = self.pairs().iter().filter_map(trouble_of_pair).collect();
        // Pairs that waited say little: last.
        text.sort_by_key(|pair| !pair.contains('\n'));
        if text.is_empty() { self.output.clone() } else { text.join("\n") }
    }
}

fn trouble_of_pair(pair: &Value) -> Option<String> {
    let verdict = pair["verdict"].as_str().unwrap_or_default();
    if verdict == "Consistent" || pair["verified"] == true {
        return None;
    }
    let mut text = format!(
        "{} -> {}: {verdict} {} {} {}",
        pair["source"], pair["shadow"], pair["result"], pair["reasons"], pair["result_reasons"]
    );
    if pair["result"] == "NotRun" {
        return Some(text);
    }
    text.push('\n');
    for statement in pair["statements"].as_array().into_iter().flatten() {
        text.push_str(&format!(
            "  {} {}\n",
            statement["state"],
            statement["sql"].as_str().unwrap_or_default()
        ));
        if !statement["error"].is_null() {
            text.push_str(&format!("    {}\n", statement["error"]));
        }
    }
    Some(text)
}
