//! One pair in memory: what is done with the two texts once they are there, against lexing them.

use std::hint::black_box;
use std::time::Instant;

use anyhow::{Result, bail};
use shadowtable_plan::{Affix, Folding, ForeignKeyPolicy, RewriteInput, Rule, rewrite};
use shadowtable_schema::lex::{Lexer, TokenKind};
use shadowtable_schema::model::Table;
use shadowtable_schema::normalize::Surroundings;
use shadowtable_schema::parse::parse;
use shadowtable_schema::{Dialect, Flavor, Name, diff, read, render};

use crate::report::{Must, Report, Row};
use crate::sample::Sample;
use crate::world::PREFIX;

const MUST: f64 = 4.0;

/// A pair that differs needs a normal form of what differs and its changes on top. No such pair is promised to be as cheap
/// as one that is equal; this holds what has been reached.
const MUST_OF_A_DIFFERENCE: f64 = 6.0;

/// Pairs in one turn, and turns.
const PAIRS: u32 = 2000;
const TURNS: usize = 15;

/// Ten columns and five keys, as MySQL 9.7 prints them.
const SOURCE: &str = include_str!("pair.sql");

/// What is worked with.
struct Input {
    source: String,
    shadow: String,
    name: Name,
    database: Name,
    dialect: Dialect,
    rule: Rule,
}

impl Input {
    fn new(change: impl Fn(String) -> String) -> Result<Self> {
        let rule = Rule::new(Affix::Prefix, PREFIX, Folding::Exact)?;
        let name = Name::new(format!("{PREFIX}orders"));
        let shadow = change(SOURCE.replacen("`orders`", &name.quoted(), 1));
        let dialect = Dialect::new(Flavor::MySql, 9, 7, 0);
        Ok(Self { source: SOURCE.to_owned(), shadow, name, database: "shop".into(), dialect, rule })
    }

    fn lex(&self) -> usize {
        [&self.source, &self.shadow].into_iter().map(|text| count(text, self.dialect)).sum()
    }

    /// From two texts to the statement that would be sent.
    fn work(&self) -> Result<usize> {
        let (source, shadow) = (parse(&self.source, self.dialect)?, parse(&self.shadow, self.dialect)?);
        Ok(self.statement(&source, &shadow))
    }

    /// The same with the proof that the models hold all of the texts, as an analysis does it.
    fn proved(&self) -> Result<usize> {
        let (source, shadow) = (read(&self.source, self.dialect)?, read(&self.shadow, self.dialect)?);
        Ok(self.statement(&source, &shadow))
    }

    fn statement(&self, source: &Table, shadow: &Table) -> usize {
        let input = RewriteInput {
            dialect: self.dialect,
            database: Some(&self.database),
            rule: &self.rule,
            folding: Folding::Exact,
            foreign_keys: ForeignKeyPolicy::Retarget,
            usable_shadow: &|_| None,
            taken_foreign_keys: &|_| false,
            taken_checks: &|_| false,
        };
        let wanted = rewrite(source, &self.name, &input);
        let surroundings = Surroundings { dialect: self.dialect, database: &self.database };
        let changes = diff(shadow, &wanted.table, surroundings);
        changes.len() + render::create_table(&wanted.table, self.dialect).len()
    }
}

fn count(text: &str, dialect: Dialect) -> usize {
    let mut lexer = Lexer::new(text, dialect);
    let mut tokens = 0;
    while black_box(lexer.next_token()).kind != TokenKind::End {
        tokens += 1;
    }
    tokens
}

pub fn run(report: &mut Report) -> Result<()> {
    let equal = Input::new(|shadow| shadow)?;
    let drifted = Input::new(|shadow| {
        shadow.replacen("  `remark` text COLLATE utf8mb4_general_ci,\n", "", 1).replacen(
            "decimal(12,2)",
            "decimal(10,2)",
            1,
        )
    })?;
    if equal.shadow.len() == drifted.shadow.len() {
        bail!("the pair that should differ does not");
    }
    for (input, words, must) in [
        (&equal, "parse, rewrite, diff, render of an equal pair", Must::AtMost(MUST, "")),
        (
            &drifted,
            "parse, rewrite, diff, render of a pair that differs",
            Must::AtMost(MUST_OF_A_DIFFERENCE, ""),
        ),
    ] {
        let (ours, theirs) = (|| input.work(), || input.lex());
        report.add(row(words, must, ours, theirs)?);
    }
    let (ours, theirs) = (|| equal.proved(), || equal.lex());
    report.add(row("the same of an equal pair, with the proof of both texts", Must::Nothing, ours, theirs)?);
    Ok(())
}

fn row(words: &str, must: Must, ours: impl Fn() -> Result<usize>, theirs: impl Fn() -> usize) -> Result<Row> {
    let (mut value, mut work, mut lexing) = (Sample::default(), Sample::default(), Sample::default());
    for _ in 0..=TURNS {
        let started = Instant::now();
        for _ in 0..PAIRS {
            black_box(theirs());
        }
        let lexed = started.elapsed() / PAIRS;
        let started = Instant::now();
        for _ in 0..PAIRS {
            black_box(ours()?);
        }
        let worked = started.elapsed() / PAIRS;
        value.add(worked.as_secs_f64() / lexed.as_secs_f64());
        work.add(worked.as_secs_f64() * 1e6);
        lexing.add(lexed.as_secs_f64() * 1e6);
    }
    let mut row = Row::in_memory(words, must);
    row.ours = format!("{:.1} µs", work.median());
    row.theirs = format!("lexing the two texts: {:.1} µs", lexing.median());
    row.value = value;
    Ok(row)
}
