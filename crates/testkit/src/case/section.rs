//! The sections of a case's text, as lines.

use anyhow::{Context as _, Result};

use super::servers::Servers;

/// A line, with the number an editor shows.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// Its text, without blanks at the end.
    pub text: String,
}

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// SQL that makes the database.
    Setup,
    /// What the plan must say.
    Expect,
    /// What queries must give in the end.
    Rows,
    /// Another step.
    Then,
    /// The statements planned.
    Sql,
}

/// A section.
#[derive(Debug, Clone)]
pub struct Section {
    /// What it is about.
    pub word: Word,
    /// Which servers it is for.
    pub servers: Servers,
    /// The number of its first line, the one with the word.
    pub number: usize,
    /// The lines below.
    pub lines: Vec<Line>,
}

/// The text of a case: what is above the first section, and the sections.
#[derive(Debug, Clone)]
pub struct Sections {
    /// The lines above the first section.
    pub head: Vec<Line>,
    /// The sections, in order.
    pub sections: Vec<Section>,
}

impl Sections {
    /// Splits a text.
    ///
    /// # Errors
    /// If a section is for a server nobody knows.
    pub fn parse(text: &str) -> Result<Self> {
        let mut parsed = Self { head: Vec::new(), sections: Vec::new() };
        for (at, text) in text.lines().enumerate() {
            let line = Line { number: at + 1, text: text.trim_end().to_owned() };
            match opening(&line.text).with_context(|| format!("line {}", line.number))? {
                Some((word, servers)) => {
                    parsed.sections.push(Section { word, servers, number: line.number, lines: Vec::new() });
                }
                None => parsed.sections.last_mut().map_or(&mut parsed.head, |it| &mut it.lines).push(line),
            }
        }
        Ok(parsed)
    }
}

/// What the first line of a section says, if it is one.
pub fn opening(line: &str) -> Result<Option<(Word, Servers)>> {
    let Some(rest) = line.strip_prefix("-- ") else { return Ok(None) };
    let (word, servers) = rest.split_once(' ').unwrap_or((rest, ""));
    let word = match word {
        "setup" => Word::Setup,
        "expect" => Word::Expect,
        "rows" => Word::Rows,
        "then" => Word::Then,
        "sql" => Word::Sql,
        _ => return Ok(None),
    };
    let servers = if servers.trim().is_empty() { Servers::all() } else { Servers::parse(servers)? };
    Ok(Some((word, servers)))
}
