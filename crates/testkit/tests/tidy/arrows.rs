//! The arrows between rooms: who may use whom, and which crates of others belong to which room.

use crate::assert_none;
use crate::tree::{files, rust};

/// Every room, and the rooms it may use. A new room is decided here first.
const ROOMS: [(&str, &[&str]); 10] = [
    ("schema", &[]),
    ("plan", &["schema"]),
    ("target", &["schema", "plan"]),
    ("store", &[]),
    ("engine", &["schema", "plan", "target", "store"]),
    ("server", &["schema", "plan", "store", "engine"]),
    ("cli", &["schema", "plan", "target", "store", "engine", "server"]),
    // Tools of the project itself; nobody uses them but in tests.
    ("testkit", &["schema", "plan"]),
    ("bench", &["schema", "plan", "target", "engine", "testkit"]),
    ("fuzz", &["schema"]),
];

/// Crates of others that are at home in some rooms only.
const GUESTS: [(&str, &[&str], &str); 10] = [
    ("mysql_async", &["target", "store", "testkit", "bench"], "only `target` talks to a user's database"),
    ("rusqlite", &["store"], "all SQL of our own memory is in `store`"),
    ("chacha20poly1305", &["store"], "credentials are sealed and unsealed in one place"),
    (
        "tokio",
        &["target", "store", "engine", "server", "cli", "testkit", "bench"],
        "`schema` and `plan` are pure",
    ),
    ("rand", &[], "the same inputs give the same bytes"),
    ("axum", &["server"], "HTTP is the server's"),
    ("reqwest", &["engine"], "who may be called is decided where it is called"),
    ("utoipa", &["server"], "what goes over the wire has types of its own"),
    ("argon2", &["server"], "who somebody is, is found out at the door"),
    ("clap", &["cli", "testkit", "bench"], "arguments are the command line's"),
];

/// What a pure room never touches.
const IMPURE: [&str; 8] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "SystemTime::now",
    "Instant::now",
    "RandomState",
    "async fn",
];

/// A dependency of one of our crates.
struct Arrow {
    from: String,
    to: String,
    is_dev: bool,
}

#[test]
fn arrows_go_one_way() {
    let mut problems = Vec::new();
    for Arrow { from, to, is_dev } in arrows() {
        let Some(to) = to.strip_prefix("shadowtable-") else { continue };
        match ROOMS.iter().find(|(room, _)| *room == from) {
            None => problems.push(format!("{from} is no room that is known")),
            // Tests may use the kit, and the rooms that the room itself may use.
            Some(_) if is_dev && to == "testkit" => {}
            Some((_, may_use)) if may_use.contains(&to) => {}
            Some(_) => problems.push(format!("{from} uses {to}")),
        }
    }
    assert_none(
        &problems,
        "rooms are used in one direction: schema ← plan ← target ← engine ← server ← cli, store ← engine",
    );
}

#[test]
fn manifests_are_read() {
    let manifest = "[package]\nname = \"a\"\n[dependencies]\nclap.workspace = true\n# none\nrand = \"1\"\n\
                    [dev-dependencies.tokio]\nfeatures = []\n[target.'cfg(unix)'.dependencies]\nlibc = \"0.2\"";
    let found = dependencies("a", manifest);
    let found: Vec<(&str, bool)> = found.iter().map(|one| (one.to.as_str(), one.is_dev)).collect();
    assert_eq!(found, [("clap", false), ("rand", false), ("tokio", true), ("libc", false)]);
}

#[test]
fn guests_stay_in_their_rooms() {
    let mut problems = Vec::new();
    for Arrow { from, to, is_dev } in arrows() {
        let guest = GUESTS.iter().find(|(guest, _, _)| *guest == to);
        if let Some((_, rooms, reason)) =
            guest.filter(|(_, rooms, _)| !is_dev && !rooms.contains(&from.as_str()))
        {
            problems.push(format!("{from} uses {to}, which is for {}: {reason}", rooms.join(", ")));
        }
    }
    assert_none(&problems, "some crates are at home in some rooms only");
}

#[test]
fn pure_rooms_are_pure() {
    let mut problems = Vec::new();
    for file in rust().iter().filter(|file| matches!(file.room(), Some("schema" | "plan")) && !file.is_test())
    {
        let code = file.text.split("#[cfg(test)]").next().unwrap_or_default();
        for word in IMPURE.iter().filter(|word| code.contains(**word)) {
            problems.push(format!("{} uses {word}", file.path));
        }
    }
    assert_none(
        &problems,
        "`schema` and `plan` have no I/O, no clock and no chance: same inputs, same bytes",
    );
}

/// Every dependency of every crate, from their manifests.
fn arrows() -> Vec<Arrow> {
    let manifests = files().into_iter().filter(|file| file.path.ends_with("/Cargo.toml"));
    manifests.flat_map(|file| dependencies(file.room().unwrap_or("fuzz"), &file.text)).collect()
}

/// The keys of a manifest's sections of dependencies: `name = …`, `name.workspace = true`, `[dependencies.name]`.
fn dependencies(room: &str, manifest: &str) -> Vec<Arrow> {
    let mut arrows = Vec::new();
    let mut arrow =
        |to: &str, is_dev| arrows.push(Arrow { from: room.to_owned(), to: to.to_owned(), is_dev });
    let mut section = "";
    for line in manifest.lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[') {
            section = header.trim_end_matches(']');
            if let Some((_, name)) = section.split_once("dependencies.") {
                arrow(name, section.contains("dev-"));
            }
        } else if section.ends_with("dependencies") {
            let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
            if !name.is_empty() && !name.starts_with('#') {
                arrow(name, section.contains("dev-"));
            }
        }
    }
    arrows
}
