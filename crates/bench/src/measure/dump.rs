//! `plan --all` against `mysqldump --no-data` of the same database.

use std::time::Duration;

use anyhow::Result;

use crate::database::LARGE;
use crate::report::{Report, Row};
use crate::turns::Turns;
use crate::world::World;

const MUST: f64 = 0.35;

/// A dump asks information_schema about every table, which takes longer the more tables there are: on MariaDB 10.11 more
/// than eight minutes for 20,000. It is ended when it has taken so long that what must be reached is reached many times over.
const LONGEST: Duration = Duration::from_secs(120);

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
    ours.run().await?;
    let dumped = theirs.run_at_most(LONGEST).await?;
    let mut turns = Turns::default();
    turns.add(ours.run().await?.as_secs_f64(), dumped.unwrap_or(LONGEST).as_secs_f64());
    let whom = if dumped.is_some() {
        "`mysqldump --no-data`"
    } else {
        "`mysqldump --no-data`, ended when it had taken"
    };
    report.add(Row::against(world, "`plan --all`", whom, &turns, MUST));
    Ok(())
}
