//! Statements grouped by the phase in which they run.

use super::highlight::highlight;
use super::words::count;
use console::Style;
use shadowtable_plan::{Phase, Statement};
use shadowtable_schema::Dialect;
use std::fmt::Write;

/// All statements in the order in which they run, under a comment for each phase. The whole is a script that a SQL
/// client can read.
pub fn phases(statements: &[&Statement], dialect: Dialect) -> String {
    let mut text = String::new();
    for phase in [Phase::DropForeignKeys, Phase::Tables, Phase::AddForeignKeys] {
        let own: Vec<&&Statement> = statements.iter().filter(|statement| statement.phase == phase).collect();
        if own.is_empty() {
            continue;
        }
        let heading = format!("-- {}: {}", heading(phase), count(own.len(), "statement"));
        let _ = writeln!(text, "{}", Style::new().dim().apply_to(heading));
        for statement in own {
            let _ = writeln!(text, "{};", highlight(&statement.sql, dialect));
        }
    }
    text
}

const fn heading(phase: Phase) -> &'static str {
    match phase {
        Phase::DropForeignKeys => "foreign keys that are in the way",
        Phase::Tables => "tables",
        Phase::AddForeignKeys => "foreign keys",
    }
}
