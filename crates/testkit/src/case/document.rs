//! What the command line answers with `--format json`, as far as cases ask. Fields not named here may come.

use serde::Deserialize;
use serde_json::Value;

/// An answer.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Document {
    /// A pair each.
    pub pairs: Vec<Pair>,
    /// What is left out.
    #[serde(default)]
    pub left_out: Vec<LeftOut>,
}

/// A pair.
#[derive(Debug, Clone, Deserialize)]
pub struct Pair {
    /// The source's name.
    pub source: String,
    /// The shadow's name.
    pub shadow: String,
    /// The verdict.
    pub verdict: String,
    /// Why.
    #[serde(default)]
    pub reasons: Vec<Value>,
    /// Of all its statements.
    #[serde(default)]
    pub hazards: Vec<Hazard>,
    /// What leads to the wanted table.
    #[serde(default)]
    pub statements: Vec<Statement>,
    /// What became of it.
    pub result: Option<String>,
    /// Why.
    #[serde(default)]
    pub result_reasons: Vec<Value>,
}

/// A table that is left out.
#[derive(Debug, Clone, Deserialize)]
pub struct LeftOut {
    /// Its name.
    pub name: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// A hazard.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Hazard {
    /// Its code.
    pub code: String,
    /// `gate` or `notice`.
    pub severity: String,
    /// For people.
    #[serde(default)]
    pub sentence: String,
}

/// A statement.
#[derive(Debug, Clone, Deserialize)]
pub struct Statement {
    /// Its text.
    pub sql: String,
    /// When it runs.
    #[serde(default)]
    pub phase: String,
    /// What became of it.
    pub state: Option<String>,
    /// What the server said.
    #[serde(default)]
    pub error: Value,
    /// What we say.
    #[serde(default)]
    pub remark: Value,
}

impl Pair {
    /// `source -> shadow`.
    pub fn title(&self) -> String {
        format!("{} -> {}", self.source, self.shadow)
    }

    /// Whether something of the source besides foreign keys is left out on purpose: a sequence, a time to live.
    pub fn lacks_on_purpose(&self) -> bool {
        self.hazards.iter().any(|one| one.code.ends_with("-omitted") && one.code != "foreign-key-omitted")
    }

    /// Its reasons as one text.
    pub fn reason(&self) -> String {
        join(&self.reasons)
    }

    /// For people: what is known of it.
    pub fn describe(&self) -> String {
        let mut text = format!("{}: {}\n", self.title(), self.verdict);
        for reason in &self.reasons {
            text += &format!("  reason: {}\n", plain(reason));
        }
        for hazard in &self.hazards {
            text += &format!("  {} {}: {}\n", hazard.severity, hazard.code, hazard.sentence);
        }
        if let Some(result) = &self.result {
            text += &format!("  result: {result} {}\n", join(&self.result_reasons));
        }
        self.statements.iter().fold(text, |text, statement| text + &statement.describe())
    }
}

impl Statement {
    fn describe(&self) -> String {
        let state = self.state.as_deref().unwrap_or("planned");
        let mut text = format!("  [{} {state}] {};\n", self.phase, self.sql);
        for more in [&self.error, &self.remark].into_iter().filter(|more| !more.is_null()) {
            text += &format!("    {}\n", plain(more));
        }
        text
    }
}

fn join(values: &[Value]) -> String {
    values.iter().map(plain).collect::<Vec<_>>().join("; ")
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
