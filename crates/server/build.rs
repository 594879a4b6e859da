//! Tells cargo that the embedded console is an input. It never runs npm: `make` builds the console, cargo takes what is there.

fn main() {
    let ui = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui");
    let dist = format!("{ui}/dist");
    // A path that does not exist would build this crate anew every time: the nearest one that exists is watched.
    let watched = [dist.as_str(), ui].into_iter().find(|path| std::path::Path::new(path).exists());
    println!("cargo::rerun-if-changed={}", watched.unwrap_or("build.rs"));
}
