//! A measurement: definitions in bulk against the `mariadb` client running the same statements over one connection.
#![expect(clippy::print_stderr, reason = "a measurement is read by a person")]

use crate::world::World;
use anyhow::{Context, Result, ensure};
use shadowtable_schema::Name;
use shadowtable_target::catalog;
use shadowtable_target::definition::read;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// `SHADOWTABLE_BENCH_TABLES` tables of 10 columns and 5 keys; 5,000 unless said; or all those of `SHADOWTABLE_BENCH_DATABASE`,
/// which must exist. Run it in a release build.
pub async fn reading_against_the_client(world: World) -> Result<()> {
    let count: usize =
        std::env::var("SHADOWTABLE_BENCH_TABLES").ok().and_then(|n| n.parse().ok()).unwrap_or(5000);
    let columns = "id int not null primary key, a int, b varchar(40) default 'x', c bigint not null, d datetime, e text, \
                   f decimal(10,2), g timestamp null, h char(3), i int, key ka (a), key kb (b), key kc (c, d), key kh (h), \
                   unique key ki (i)";
    let mut world = world;
    if let Ok(existing) = std::env::var("SHADOWTABLE_BENCH_DATABASE") {
        world.address = world.address.with_database(&existing);
        world.database = existing;
        return measure(&world).await;
    }
    let sql: Vec<String> = (0..count).map(|n| format!("CREATE TABLE t_{n} ({columns})")).collect();
    world.run(&sql).await?;
    measure(&world).await
}

async fn measure(world: &World) -> Result<()> {
    let mut session = world.reader().await?;
    let started = Instant::now();
    let names: Vec<Name> = catalog::list(&mut session).await?.into_iter().map(|entry| entry.name).collect();
    eprintln!("{}: listing {} tables {:?}", world.kind, names.len(), started.elapsed());
    // Each has a turn before the first measure, so that the server's caches are equally warm.
    let before = processor_time()?;
    bulk(world, &names, 1).await?;
    eprintln!("{}: processor time of one reading {:.2} s", world.kind, processor_time()? - before);
    let mut ours = [Vec::new(), Vec::new()];
    let mut theirs = Vec::new();
    for _ in 0..4 {
        theirs.push(client(world, &names)?);
        for (connections, times) in ours.iter_mut().enumerate() {
            times.push(bulk(world, &names, connections + 1).await?);
        }
    }
    let best = |times: &[Duration]| times[1..].iter().min().copied().unwrap_or_default().as_secs_f64();
    eprintln!(
        "{}: {} tables: client {:.2} s; one connection {:.2} s, ratio {:.2}; two connections {:.2} s, ratio {:.2}",
        world.kind,
        names.len(),
        best(&theirs),
        best(&ours[0]),
        best(&ours[0]) / best(&theirs),
        best(&ours[1]),
        best(&ours[1]) / best(&theirs),
    );
    Ok(())
}

/// This process's user and system time, in seconds.
fn processor_time() -> Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let fields: Vec<&str> = stat.rsplit(')').next().context("no fields")?.split_whitespace().collect();
    // utime and stime are fields 14 and 15, counted from the process id; a tick is 10 ms on Linux.
    Ok((fields[11].parse::<f64>()? + fields[12].parse::<f64>()?) / 100.0)
}

async fn bulk(world: &World, names: &[Name], connections: usize) -> Result<Duration> {
    let mut sessions = Vec::new();
    for _ in 0..connections {
        sessions.push(world.reader().await?);
    }
    let started = Instant::now();
    let mut stream = read(sessions, names.to_vec());
    let mut bytes = 0;
    while let Some((name, read)) = stream.next().await {
        bytes += read.with_context(|| name.to_string())?.text.len();
    }
    ensure!(bytes > 100 * names.len());
    Ok(started.elapsed())
}

fn client(world: &World, names: &[Name]) -> Result<Duration> {
    let home = std::env::var("HOME")?;
    let cache = std::env::var("SHADOWTABLE_CACHE").unwrap_or_else(|_| format!("{home}/.cache/shadowtable"));
    let mut sql = String::new();
    for name in names {
        sql.push_str(&format!("SHOW CREATE TABLE {};\n", name.quoted()));
    }
    let started = Instant::now();
    let mut child = Command::new(format!("{cache}/servers/mariadb-client/bin/mariadb"))
        .args(["-h", world.address.host_or_default(), "-P", &world.address.port_or_default().to_string()])
        .args(["-u", "root", &world.database])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    child.stdin.take().context("no input")?.write_all(sql.as_bytes())?;
    ensure!(child.wait()?.success());
    Ok(started.elapsed())
}
