//! `plan --all` against `mysqldump --no-data` of the same database.

use anyhow::Result;

use crate::database::LARGE;
use crate::report::{Report, Row};
use crate::turns;
use crate::world::World;

const MUST: f64 = 0.35;

/// A dump takes long, and the ratio is far from what must be reached: three turns tell enough.
const TURNS: usize = 3;

pub async fn run(world: &World, report: &mut Report) -> Result<()> {
    let ours = world.ours("plan", LARGE, &[]);
    let theirs = match world.theirs("mysqldump", LARGE, &["--no-data"]) {
        Ok(theirs) => theirs,
        Err(error) => {
            report.skip("plan --all against mysqldump", world.kind, &error.to_string());
            return Ok(());
        }
    };
    world.tell("plan --all against mysqldump --no-data");
    let turns = turns::take(world.turns.min(TURNS), (&ours, &theirs), async || Ok(())).await?;
    report.add(Row::against(world, "`plan --all`", "`mysqldump --no-data`", &turns, MUST));
    Ok(())
}
