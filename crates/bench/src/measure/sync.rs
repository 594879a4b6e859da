//! `sync --parallel 2` creating 1,000 shadows, planning and verification included, against the `mariadb` client that pipes
//! the same CREATE statements: once on a disk, where a CREATE TABLE is some milliseconds of waiting, and once in memory,
//! where it is half a millisecond of the server's processor time and everything else weighs most.

use anyhow::Result;

use crate::database::{drop_shadows, fill, sources};
use crate::report::{Report, Row};
use crate::turns;
use crate::world::World;

const MUST: f64 = 1.0;
const TABLES: usize = 1000;
const DATABASE: &str = "bench_sync";

pub async fn run(world: &World, place: &str, report: &mut Report) -> Result<()> {
    let url = world.url("");
    if sources(&url, DATABASE).await? < TABLES {
        world.tell("making 1,000 sources to be synchronized");
        fill(&url, DATABASE, 0..TABLES, false).await?;
    }
    drop_shadows(&url, DATABASE).await?;
    let sql = world.ours("plan", DATABASE, &["--format", "sql"]).output().await?;
    let file = world.directory.path().join("create.sql");
    std::fs::write(&file, sql)?;
    let theirs = match world.client(DATABASE, &file) {
        Ok(theirs) => theirs,
        Err(error) => {
            report.skip("sync against the client", world.kind, &error.to_string());
            return Ok(());
        }
    };
    let ours = world.ours("sync", DATABASE, &["--parallel", "2", "--yes"]).ending_with(&[0]);
    world.tell(&format!("sync --parallel 2 against the mariadb client, {place}"));
    let drop = async || {
        drop_shadows(&url, DATABASE).await?;
        world.settle().await
    };
    let turns = turns::take(world.turns.max(5), (&ours, &theirs), drop).await?;
    report.add(Row::against(
        world,
        &format!("`sync --parallel 2` of 1,000 new shadows, planned and verified; {place}"),
        "`mariadb` client piping the same CREATE statements",
        &turns,
        MUST,
    ));
    Ok(())
}
