//! `plan --all` with 2 ms added to every round trip, against without.

use std::time::Duration;

use anyhow::Result;
use shadowtable_testkit::lag::Lag;

use crate::database::LARGE;
use crate::report::{Report, Row};
use crate::turns;
use crate::world::World;

const MUST: f64 = 1.5;

pub async fn run(world: &World, report: &mut Report) -> Result<()> {
    let lag = Lag::start(world.port(), Duration::from_millis(2))?;
    let slow = world.ours_at(&format!("mysql://root@127.0.0.1:{}/{LARGE}", lag.port()), "plan", &[]);
    let direct = world.ours("plan", LARGE, &[]);
    world.tell("plan --all with 2 ms more a round trip");
    let turns = turns::take(world.turns, (&slow, &direct), async || world.settle().await).await?;
    report.add(Row::against(
        world,
        "`plan --all` with 2 ms more in every round trip",
        "the same without",
        &turns,
        MUST,
    ));
    Ok(())
}
