//! The options each server is started with: little memory, no durability, loopback only; otherwise its own defaults,
//! since those are what the tests are about.

use std::path::Path;

use crate::kind::{Family, Kind};

/// The places a server is started on.
#[derive(Debug, Clone, Copy)]
pub struct Places<'a> {
    /// Its data directory.
    pub data: &'a Path,
    /// A directory for its socket and its temporary files.
    pub run: &'a Path,
    /// The TCP port of the loopback interface to listen on.
    pub port: u16,
}

/// The arguments of `bin/server` for `kind`.
pub fn arguments(kind: Kind, places: Places<'_>) -> Vec<String> {
    match kind.family() {
        Family::MariaDb | Family::MySql => [innodb_server(places), peculiar(kind)].concat(),
        Family::OceanBase => seekdb(kind, places),
    }
}

/// What MySQL and MariaDB of every version understand.
fn innodb_server(Places { data, run, port }: Places<'_>) -> Vec<String> {
    let mut arguments = vec![
        format!("--datadir={}", data.display()),
        format!("--socket={}", run.join("socket").display()),
        format!("--pid-file={}", run.join("pid").display()),
        format!("--tmpdir={}", run.display()),
        format!("--port={port}"),
    ];
    arguments.extend(
        [
            "--bind-address=127.0.0.1",
            // Looking up who 127.0.0.1 is can take seconds where there is no name service.
            "--skip-name-resolve",
            "--skip-log-bin",
            "--max-allowed-packet=64M",
            "--innodb-buffer-pool-size=128M",
            // The data does not outlive the run: nothing has to reach a disk.
            "--innodb-flush-log-at-trx-commit=0",
            "--sync-binlog=0",
            "--skip-innodb-doublewrite",
            // Several servers at once exhaust the machine's asynchronous requests (fs.aio-max-nr), and tmpfs has none.
            "--innodb-use-native-aio=0",
        ]
        .map(String::from),
    );
    if rustix::process::geteuid().is_root() {
        // Both refuse to run as root unless they are told to in so many words.
        arguments.push("--user=root".into());
    }
    arguments
}

/// What only some of them understand, or need.
fn peculiar(kind: Kind) -> Vec<String> {
    let arguments: &[&str] = match kind {
        // performance_schema.metadata_locks tells who holds up an ALTER, so it stays on here.
        Kind::MySql97 => &["--performance-schema=ON", "--innodb-redo-log-capacity=64M"],
        _ => &["--performance-schema=OFF"],
    };
    arguments.iter().map(ToString::to_string).collect()
}

/// OceanBase keeps its sockets and its logs in the data directory.
fn seekdb(kind: Kind, Places { data, port, .. }: Places<'_>) -> Vec<String> {
    // The same limit has another name in the newer engine.
    let memory = if kind == Kind::OceanBase435 { "memory_limit=1G" } else { "memory_budget=1G" };
    let data = data.display().to_string();
    let port = port.to_string();
    let arguments = [
        ["--port", &port],
        ["--base-dir", &data],
        ["--log-level", "ERROR"],
        ["--parameter", memory],
        ["--parameter", "log_disk_size=2G"],
    ];
    let mut all = vec!["--nodaemon".to_owned()];
    all.extend(arguments.concat().into_iter().map(String::from));
    all
}
