//! The console in a real browser: how long the wizard's lists take to answer a key, and the list of pairs to turn a page.

use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;
use tokio::process::Command;

use crate::database::LARGE;
use crate::report::{Must, Report, Row};
use crate::sample::Sample;
use crate::world::World;

/// Runs the browser; it stands beside the script that starts the benchmarks.
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/bench/browser");

/// What was timed, how much it may take in milliseconds, and what it is called.
const MEASURES: [(&str, f64, &str); 3] = [
    ("sources", 100.0, "wizard: a key in the search of {} source tables until the list shows the answer"),
    ("chosen", 100.0, "wizard: the same in the list of {} selected tables"),
    ("pages", 200.0, "analysis of {} pairs: a click on the next page until its rows are there"),
];

pub async fn run(world: &World, tables: usize, report: &mut Report) -> Result<()> {
    if let Some(missing) = missing() {
        report.skip("the console in a browser", world.kind, missing);
        return Ok(());
    }
    world.tell("the console in a browser");
    let file = world.directory.path().join("browser.json");
    let status = Command::new(SCRIPT)
        .env("SHADOWTABLE_BIN", world.program())
        .env("SHADOWTABLE_TEST_MARIADB_10_11_URL", world.url(""))
        .env("SHADOWTABLE_BENCH_DATABASE", LARGE)
        .env("SHADOWTABLE_BENCH_NUMBERS", &file)
        .kill_on_drop(true)
        .status()
        .await
        .with_context(|| format!("{SCRIPT} can't be run"))?;
    anyhow::ensure!(status.success(), "the console's measures failed: {status}");
    let numbers: Value = serde_json::from_slice(&std::fs::read(&file)?)?;
    for (key, must, what) in MEASURES {
        let mut milliseconds = Sample::default();
        for number in numbers[key].as_array().with_context(|| format!("no {key}"))? {
            milliseconds.add(number.as_f64().with_context(|| format!("{number} is no number"))?);
        }
        let ours = format!("{} tries: {milliseconds:.0} ms", milliseconds.len());
        // The slowest answer counts.
        let mut value = Sample::default();
        value.add(milliseconds.part(1.0));
        let what = format!("{}; the slowest", what.replace("{}", &tables.to_string()));
        report.add(Row { ours, value, ..Row::of(world, &what, Must::AtMost(must, " ms")) });
    }
    Ok(())
}

/// What is not there; `scripts/bench/run` has built the console if it could.
fn missing() -> Option<&'static str> {
    let chromium = std::env::var("SHADOWTABLE_CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    if !Path::new(&chromium).exists() {
        Some("there is no Chromium: apt-get install chromium")
    } else if !root.join("ui/node_modules/vitest").exists() {
        Some("the console was not built: scripts/console/build needs Node and npm")
    } else {
        None
    }
}
