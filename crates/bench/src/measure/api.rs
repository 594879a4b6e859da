//! An analysis of all pairs through the API, from the request until it is done, against `plan --all` of the command line.

use anyhow::Result;

use crate::database::LARGE;
use crate::node::{Node, all};
use crate::report::{Report, Row};
use crate::turns::Turns;
use crate::world::World;

const MUST: f64 = 1.2;

pub async fn run(world: &World, tables: usize, report: &mut Report) -> Result<()> {
    world.tell("an analysis through the API against plan --all");
    let mut node = Node::start(world).await?;
    let plan = world.ours("plan", LARGE, &[]);
    plan.run().await?;
    node.analyze(LARGE, &all()).await?;
    let mut turns = Turns::default();
    for _ in 0..world.turns {
        world.settle().await?;
        let plan = plan.run().await?;
        world.settle().await?;
        let (_, took) = node.analyze(LARGE, &all()).await?;
        turns.add(took.as_secs_f64(), plan.as_secs_f64());
    }
    let what = format!("analysis of {tables} pairs through the API, SQLite store");
    report.add(Row::against(world, &what, "`plan --all` of the command line", &turns, MUST));
    Ok(())
}
