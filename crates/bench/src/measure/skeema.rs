//! `plan --all` against `skeema diff` with its default flags, both on 1,000 tables of which 100 have changed.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use mysql_async::prelude::Queryable as _;
use shadowtable_testkit::cache::tool;
use shadowtable_testkit::connect::connect;

use crate::database::{fill, run as execute, sources};
use crate::program::Program;
use crate::report::{Report, Row};
use crate::tables;
use crate::turns;
use crate::world::World;

const MUST: f64 = 0.1;
const TABLES: usize = 1000;
const CHANGED: usize = 100;

/// 1,000 sources and 1,000 shadows for us.
const OURS: &str = "bench_diff";

/// 1,000 tables for skeema, which compares them with files.
const THEIRS: &str = "bench_skeema";

pub async fn run(world: &World, report: &mut Report) -> Result<()> {
    let skeema = match tool("skeema", "skeema") {
        Ok(skeema) => skeema,
        Err(error) => {
            report.skip("plan --all against skeema", world.kind, &error.to_string());
            return Ok(());
        }
    };
    prepare_ours(world).await?;
    let directory = prepare_theirs(world).await?;
    let ours = world.ours("plan", OURS, &[]).ending_with(&[1, 3]);
    // 1 says that there are differences.
    let theirs = Program::new(skeema, ["diff", "production"]).within(&directory).ending_with(&[1]);
    world.tell("plan --all against skeema diff");
    let turns = turns::take(world.turns.max(5), (&ours, &theirs), async || world.settle().await).await?;
    report.add(Row::against(
        world,
        "`plan --all` of 1,000 + 1,000 tables, 100 changed",
        "`skeema diff` of 1,000 tables, 100 changed",
        &turns,
        MUST,
    ));
    Ok(())
}

/// Sources whose shadows equal them, but for those of which the source has changed since.
async fn prepare_ours(world: &World) -> Result<()> {
    let url = world.url("");
    if sources(&url, OURS).await? == TABLES {
        return Ok(());
    }
    world.tell("making 1,000 pairs, of which 100 differ");
    fill(&url, OURS, 0..TABLES, false).await?;
    let sync = world.ours("sync", OURS, &["--yes", "--parallel", "2"]).ending_with(&[0]);
    sync.run().await.context("the shadows can't be made")?;
    for number in changed() {
        let table = tables::name(number);
        let column = "ADD COLUMN added_later int DEFAULT NULL, ADD KEY idx_later (added_later)";
        execute(&world.url(OURS), &format!("ALTER TABLE {table} {column}")).await?;
    }
    Ok(())
}

/// Tables, and a directory of files as `skeema init` writes it, in which the same ones have changed in the same way.
async fn prepare_theirs(world: &World) -> Result<PathBuf> {
    let url = world.url("");
    if sources(&url, THEIRS).await? < TABLES {
        world.tell("making 1,000 tables for skeema");
        fill(&url, THEIRS, 0..TABLES, false).await?;
    }
    let directory = world.directory.path().join("skeema");
    std::fs::create_dir_all(&directory)?;
    let settings = format!(
        "[production]\nflavor=mariadb:10.11\nhost=127.0.0.1\nport={}\nuser=root\npassword=\nschema={THEIRS}\n\
         default-character-set=utf8mb4\ndefault-collation=utf8mb4_general_ci\n",
        world.port()
    );
    std::fs::write(directory.join(".skeema"), settings)?;
    write_files(world, &directory).await?;
    Ok(directory)
}

async fn write_files(world: &World, directory: &Path) -> Result<()> {
    let mut connection = connect(&world.url(THEIRS)).await?;
    for number in 0..TABLES {
        let name = tables::name(number);
        let row: Option<(String, String)> =
            connection.query_first(format!("SHOW CREATE TABLE {name}")).await?;
        let (_, mut text) = row.context("SHOW CREATE TABLE gave no row")?;
        if changed().any(|one| one == number) {
            text = text
                .replacen(",\n  PRIMARY KEY", ",\n  `added_later` int(11) DEFAULT NULL,\n  PRIMARY KEY", 1)
                .replacen("\n) ENGINE", ",\n  KEY `idx_later` (`added_later`)\n) ENGINE", 1);
        }
        std::fs::write(directory.join(format!("{name}.sql")), text + ";\n")?;
    }
    Ok(connection.disconnect().await?)
}

fn changed() -> impl Iterator<Item = usize> {
    (0..TABLES).step_by(TABLES / CHANGED)
}
