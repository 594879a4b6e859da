//! The machine's description, as far as it matters to numbers.

use std::fs;

/// Processor, memory, system and load, each a line.
pub fn description() -> Vec<String> {
    let processors = std::thread::available_parallelism().map_or(0, usize::from);
    let mut lines = vec![format!("{processors} × {}", processor())];
    lines.push(format!("{} GiB of memory", memory() >> 20));
    lines.push(format!("{}, Linux {}", system(), read("/proc/sys/kernel/osrelease").trim()));
    let load = read("/proc/loadavg");
    let load: Vec<&str> = load.split(' ').take(3).collect();
    lines.push(format!("load at the end of the run (1, 5, 15 minutes): {}", load.join(", ")));
    lines
}

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

fn processor() -> String {
    let info = read("/proc/cpuinfo");
    let name = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    name.map_or_else(|| std::env::consts::ARCH.to_owned(), |(_, name)| name.to_owned())
}

/// KiB.
fn memory() -> u64 {
    let info = read("/proc/meminfo");
    let line = info.lines().find_map(|line| line.strip_prefix("MemTotal:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}

fn system() -> String {
    let release = read("/etc/os-release");
    let name = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    name.map_or_else(|| std::env::consts::OS.to_owned(), |name| name.trim_matches('"').to_owned())
}
