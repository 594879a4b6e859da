//! How many statements `plan --tables one` sends, counted in the server's own log.

use std::fs;

use anyhow::{Context as _, Result};

use crate::database::{LARGE, run};
use crate::tables;
use crate::world::World;

/// The statements of one `plan` for one table that has a foreign key, session set-up included.
pub async fn count(world: &World) -> Result<usize> {
    let url = world.url("");
    let table = tables::name(1);
    let file = world.directory.path().join("general.log");
    // One of an earlier count.
    let _there_may_be_none = fs::remove_file(&file);
    for sql in [
        "SET GLOBAL log_output = 'FILE'",
        &format!("SET GLOBAL general_log_file = '{}'", file.display()),
        "SET GLOBAL general_log = 1",
    ] {
        run(&url, sql).await?;
    }
    let plan = world.ours("plan", LARGE, &["--tables", &table]).run().await;
    run(&url, "SET GLOBAL general_log = 0").await?;
    plan?;
    let log = fs::read_to_string(&file).context("the server's log can't be read")?;
    // This program's own statements are those about the log.
    let is_counted = |line: &&str| is_statement(line) && !line.contains("general_log");
    // MariaDB logs the statements of one packet as one.
    let statements = |line: &str| line.matches(";").count() + 1;
    Ok(log.lines().filter(is_counted).map(statements).sum())
}

/// What sends a statement; logging on and off do not.
const COMMANDS: [&str; 4] = ["Query", "Init DB", "Prepare", "Execute"];

/// Whether a line of the log begins a statement: among its tabs stand a connection's number and a command.
fn is_statement(line: &str) -> bool {
    line.split('\t').filter_map(|part| part.trim().split_once(' ')).any(|(connection, command)| {
        connection.bytes().all(|byte| byte.is_ascii_digit()) && COMMANDS.contains(&command)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_servers_logs_are_read() {
        for (line, counts) in [
            ("261124 23:30:00\t    12 Query\tSELECT 1", true),
            ("\t\t    12 Query\tSET NAMES utf8mb4", true),
            ("2026-11-24T23:30:00.000000Z\t   12 Query\tSHOW TABLES", true),
            ("2026-11-24T23:30:00.000000Z\t   12 Quit\t", false),
            ("  PRIMARY KEY (a)", false),
        ] {
            assert_eq!(is_statement(line), counts, "{line}");
        }
    }
}
