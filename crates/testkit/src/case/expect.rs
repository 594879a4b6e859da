//! What a plan must say.

use anyhow::{Context as _, Result, bail};

use super::section::Line;

/// What the plan of a step must say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expectation {
    /// A pair each.
    pub pairs: Vec<ExpectedPair>,
    /// Tables that are left out, and the output says why.
    pub not_sources: Vec<String>,
    /// The run ends before anything is planned.
    pub refused: bool,
}

/// What the plan must say about a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedPair {
    /// The source's name.
    pub source: String,
    /// The shadow's name.
    pub shadow: String,
    /// The verdict.
    pub verdict: String,
    /// The hazards, if the case says something about them.
    pub hazards: Option<ExpectedHazards>,
    /// Words that reasons must contain.
    pub reasons: Vec<String>,
    /// Words that a hazard's line, `gate code: sentence`, must contain.
    pub says: Vec<String>,
}

/// What the plan must say about the hazards of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectedHazards {
    /// These codes and no other.
    Exactly(Vec<String>),
    /// At least these codes.
    Include(Vec<String>),
}

const VERDICTS: [&str; 6] = ["Create", "Modify", "Consistent", "Conflict", "Unsupported", "Failed"];

impl Expectation {
    /// Takes the lines of a section; a pair that was named before is replaced.
    ///
    /// # Errors
    /// If a line can't be read.
    pub fn take(&mut self, lines: &[Line]) -> Result<()> {
        let mut pairs: Vec<ExpectedPair> = Vec::new();
        for line in lines.iter().filter(|line| !line.text.is_empty()) {
            self.take_line(&line.text, &mut pairs).with_context(|| format!("line {}", line.number))?;
        }
        for pair in pairs {
            pair.check()?;
            self.pairs.retain(|old| (&old.source, &old.shadow) != (&pair.source, &pair.shadow));
            self.pairs.push(pair);
        }
        Ok(())
    }

    fn take_line(&mut self, line: &str, pairs: &mut Vec<ExpectedPair>) -> Result<()> {
        if let Some(attribute) = line.strip_prefix("  ") {
            return pairs.last_mut().context("no pair is above this line")?.take(attribute);
        }
        if let Some(name) = line.strip_prefix("not a source: ") {
            self.not_sources.push(name.to_owned());
        } else if line == "refused: usage" {
            self.refused = true;
        } else {
            pairs.push(ExpectedPair::parse(line)?);
        }
        Ok(())
    }
}

impl ExpectedPair {
    fn parse(line: &str) -> Result<Self> {
        let parts =
            line.split_once(" -> ").and_then(|(source, rest)| Some((source, rest.rsplit_once(": ")?)));
        let (source, (shadow, verdict)) = parts.context("a pair is written as: source -> shadow: Verdict")?;
        if !VERDICTS.contains(&verdict) {
            bail!("no verdict is called {verdict}");
        }
        Ok(Self {
            source: source.to_owned(),
            shadow: shadow.to_owned(),
            verdict: verdict.to_owned(),
            hazards: None,
            reasons: Vec::new(),
            says: Vec::new(),
        })
    }

    fn take(&mut self, attribute: &str) -> Result<()> {
        let codes = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        match attribute.split_once(": ") {
            Some(("hazards", "none")) => self.hazards = Some(ExpectedHazards::Exactly(Vec::new())),
            Some(("hazards", text)) => self.hazards = Some(ExpectedHazards::Exactly(codes(text))),
            Some(("hazards include", text)) => self.hazards = Some(ExpectedHazards::Include(codes(text))),
            Some(("says", words)) => self.says.push(words.to_owned()),
            Some(("reason", words)) => self.reasons.push(words.to_owned()),
            _ => bail!("a pair has hazards, hazards include, says and reason, not {attribute:?}"),
        }
        Ok(())
    }

    /// Nothing hides behind these verdicts: the case says why.
    fn check(&self) -> Result<()> {
        let wants_reason = matches!(self.verdict.as_str(), "Unsupported" | "Failed");
        if wants_reason && self.reasons.is_empty() {
            bail!("{}: {} wants a reason that quotes the server", self.source, self.verdict);
        }
        Ok(())
    }
}
