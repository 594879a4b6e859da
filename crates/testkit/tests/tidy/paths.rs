//! Nothing in the repository knows the machine it was written on.

use crate::assert_none;
use crate::tree::files;

/// The beginnings of paths that are somebody's; `/tmp` and `/home` alone are everybody's.
const OURS: [&str; 4] = ["/work/", "/farm/", "/root/", "/home/"];

#[test]
fn no_path_of_one_machine() {
    let mut problems = Vec::new();
    for file in files().iter().filter(|file| file.path != "crates/testkit/tests/tidy/paths.rs") {
        for (at, line) in file.text.lines().enumerate() {
            if OURS.iter().any(|path| stands_alone(line, path)) {
                problems.push(format!("{}:{}: {}", file.path, at + 1, line.trim()));
            }
        }
    }
    assert_none(&problems, "a path of one machine is wrong on every other");
}

/// Whether the path begins there, and is not the end of a longer one (`$out/root/bin`).
fn stands_alone(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|before| !before.is_alphanumeric() && !"_-.$}*\"\\]".contains(before))
    })
}
