//! What a case says above its first section, and what a later step may say anew.

use anyhow::{Context as _, Result, bail};

use super::section::Line;
use super::servers::Servers;
use crate::kind::Kind;

/// How shadows are named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// With this before the source's name.
    Prefix(String),
    /// With this behind the source's name.
    Suffix(String),
}

/// What is planned, and how; each step may change it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The sources; none for all of them.
    pub tables: Option<Vec<String>>,
    /// Which existing tables are taken for shadows.
    pub adopt: Vec<String>,
    /// More command-line options.
    pub options: Vec<String>,
}

/// A server that a case is not for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// Which.
    pub kind: Kind,
    /// Why, in the server's own words where it refuses.
    pub reason: String,
}

/// What stands above the first section.
#[derive(Debug, Clone)]
pub struct Header {
    /// The title.
    pub title: String,
    /// The servers it is for, exceptions included.
    pub servers: Servers,
    /// The servers it is not for.
    pub exceptions: Vec<Exception>,
    /// How shadows are named.
    pub rule: Rule,
    /// The settings of the first step.
    pub settings: Settings,
}

impl Default for Settings {
    fn default() -> Self {
        Self { tables: None, adopt: vec!["all".to_owned()], options: Vec::new() }
    }
}

impl Settings {
    /// Takes a line that changes them. False if it is another line.
    pub fn take(&mut self, line: &str) -> bool {
        let Some((word, value)) = line.split_once(':') else { return false };
        let words = || value.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        match word {
            "tables" if value.trim() == "all" => self.tables = None,
            "tables" => self.tables = Some(words()),
            "adopt" if value.trim() == "none" => self.adopt = Vec::new(),
            "adopt" => self.adopt = words(),
            "options" if value.trim() == "none" => self.options = Vec::new(),
            "options" => self.options = words(),
            _ => return false,
        }
        true
    }
}

impl Header {
    /// Reads the lines above the first section.
    ///
    /// # Errors
    /// If one of them can't be read, or there is no title.
    pub fn parse(lines: &[Line]) -> Result<Self> {
        let title =
            lines.first().and_then(|line| line.text.strip_prefix("# ")).context("line 1: no title")?;
        let mut header = Self {
            title: title.to_owned(),
            servers: Servers::all(),
            exceptions: Vec::new(),
            rule: Rule::Prefix("_test_".to_owned()),
            settings: Settings::default(),
        };
        for line in &lines[1..] {
            header.take(&line.text).with_context(|| format!("line {}", line.number))?;
        }
        Ok(header)
    }

    fn take(&mut self, line: &str) -> Result<()> {
        if self.settings.take(line) {
            return Ok(());
        }
        match line.split_once(':') {
            Some(("servers", value)) => self.servers = Servers::parse(value)?,
            Some(("except", value)) => self.exceptions.extend(exceptions(value)?),
            Some(("rule", value)) => self.rule = rule(value)?,
            // Prose.
            _ => {}
        }
        Ok(())
    }

    /// Why a case is not for a server, if it says so.
    pub fn exception(&self, kind: Kind) -> Option<&Exception> {
        self.exceptions.iter().find(|exception| exception.kind == kind)
    }
}

impl Exception {
    /// The number of the server's refusal, if it is one.
    pub fn code(&self) -> Option<u16> {
        self.reason.split(|c: char| !c.is_ascii_digit()).next().and_then(|code| code.parse().ok())
    }

    /// Whether a refusal is the one that the case names: its number, and what it quotes of the words, `…` being anything.
    pub fn quotes(&self, code: u16, message: &str) -> bool {
        let quoted = self.reason.split_once('"').and_then(|(_, rest)| rest.rsplit_once('"'));
        let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut rest = message.as_str();
        self.code() == Some(code)
            && quoted.is_none_or(|(words, _)| {
                words.split('…').all(|part| {
                    let found = rest.split_once(part.trim());
                    rest = found.map_or("", |(_, after)| after);
                    found.is_some()
                })
            })
    }
}

fn exceptions(value: &str) -> Result<Vec<Exception>> {
    let (servers, reason) =
        value.split_once(':').context("except: wants a server, a colon and the reason")?;
    let reason = reason.trim();
    if reason.is_empty() {
        bail!("except: wants a reason");
    }
    Ok(Servers::parse(servers)?.iter().map(|kind| Exception { kind, reason: reason.to_owned() }).collect())
}

fn rule(value: &str) -> Result<Rule> {
    let (word, affix) =
        value.trim_start().split_once(' ').context("rule: wants prefix or suffix, and an affix")?;
    let affix = affix.trim();
    let affix = affix.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(affix).to_owned();
    match word {
        "prefix" => Ok(Rule::Prefix(affix)),
        "suffix" => Ok(Rule::Suffix(affix)),
        _ => bail!("rule: wants prefix or suffix, not {word}"),
    }
}

#[cfg(test)]
mod tests {
    use super::Exception;
    use crate::kind::Kind;

    #[test]
    fn a_refusal_is_the_one_that_was_named() {
        let check = |reason: &str, message: &str| {
            Exception { kind: Kind::MariaDb1011, reason: reason.to_owned() }.quotes(1064, message)
        };
        assert!(check("1064 \"… near 'A (x)…\"", "the manual near\n 'A (x), b INT)' at line 1"));
        assert!(check("1064: there is no such clause", "whatever"));
        assert!(!check("1064 \"… near 'A (x)'\"", "near 'A (x), b INT)'"));
        assert!(!check("1146 \"… near 'A (x)…\"", "near 'A (x)'"));
        assert!(!check("1064 \"first…second\"", "second, then first"));
    }
}
