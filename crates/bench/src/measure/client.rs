//! `plan --all` against the `mariadb` client that runs SHOW CREATE TABLE on the same tables over one connection.

use anyhow::Result;

use crate::database::LARGE;
use crate::report::{Report, Row};
use crate::turns;
use crate::world::World;

const MUST: f64 = 1.0;

pub async fn run(world: &World, report: &mut Report) -> Result<()> {
    let file = world.show_create_file().await?;
    let ours = world.ours("plan", LARGE, &[]);
    let theirs = match world.client(LARGE, &file) {
        Ok(theirs) => theirs,
        Err(error) => {
            report.skip("plan --all against the client", world.kind, &error.to_string());
            return Ok(());
        }
    };
    world.tell("plan --all against the mariadb client");
    let turns = turns::take(world.turns, (&ours, &theirs), async || world.settle().await).await?;
    report.add(Row::against(
        world,
        "`plan --all`",
        "`mariadb` client, SHOW CREATE TABLE of the same tables",
        &turns,
        MUST,
    ));
    Ok(())
}
