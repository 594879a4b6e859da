//! The server's memory after many analyses, against what it had after a fifth of them.

use anyhow::Result;

use crate::database::LARGE;
use crate::node::{Node, all};
use crate::report::{Must, Report, Row};
use crate::sample::Sample;
use crate::world::World;

const MUST: f64 = 1.1;

pub async fn run(world: &World, (tables, analyses): (usize, usize), report: &mut Report) -> Result<()> {
    world.tell(&format!("memory after {analyses} analyses"));
    let mut node = Node::start(world).await?;
    let early = (analyses / 5).max(1);
    let mut before = 0.0;
    for count in 1..=analyses {
        node.analyze(LARGE, &all()).await?;
        if count == early {
            before = node.memory()?;
        }
    }
    let after = node.memory()?;
    let mut value = Sample::default();
    value.add(after / before);
    let what = format!("memory of `serve` after {analyses} analyses of {tables} pairs");
    let (ours, theirs) = (format!("{after:.1} MiB"), format!("after {early} of them: {before:.1} MiB"));
    report.add(Row { ours, theirs, value, ..Row::of(world, &what, Must::AtMost(MUST, "")) });
    Ok(())
}
