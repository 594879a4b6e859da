//! The list of what servers refuse: made of the cases, so that nothing is left out anywhere but there.

#![expect(clippy::unwrap_used, reason = "a case that can't be read fails the test")]

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use shadowtable_testkit::case::file::{self, Case};
use shadowtable_testkit::kind::Kind;

const HEAD: &str = "# What servers refuse

Every case of `cases/` is played on every server, but for those below: there the server refuses the tables themselves, in the
words that are quoted, or takes them and means something else. Where a number is quoted, `make test` asks the server again, and
fails if it takes the tables now or refuses them with another number. The generator makes only tables that its server takes
(`crates/testkit/src/generate/repair/` says what is kept apart, and why); that a server refuses what Shadowtable sends is always
a failure of the seed.

No case expects a pair to be Unsupported or Failed, but for those that forbid a rebuild (`--rebuild never`). What is known to
end so without being asked for, no case can show, since it is the server that can't read or write its own text:
[supported.md](supported.md#what-is-refused-and-why) lists it, with the server's words.

This list is made of the cases: `SHADOWTABLE_UPDATE=1 cargo test -p shadowtable-testkit --test refusals` writes it anew.
";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn cases() -> Vec<Case> {
    file::paths(&root().join("cases")).unwrap().iter().map(|path| Case::load(path).unwrap()).collect()
}

#[test]
fn the_list_is_that_of_the_cases() {
    let mut refused: BTreeMap<(usize, String), Vec<String>> = BTreeMap::new();
    for case in cases() {
        for (at, kind) in Kind::ALL.into_iter().enumerate() {
            if let Some(exception) = case.header.exception(kind) {
                refused.entry((at, exception.reason.clone())).or_default().push(case.name.clone());
            }
        }
    }
    let mut text = HEAD.to_owned();
    for (at, kind) in Kind::ALL.into_iter().enumerate() {
        let of_kind: Vec<_> = refused.iter().filter(|((of, _), _)| *of == at).collect();
        write!(text, "\n## {kind}\n\n").unwrap();
        if of_kind.is_empty() {
            text.push_str("Nothing.\n");
            continue;
        }
        text.push_str("| the server | cases |\n|---|---|\n");
        for ((_, reason), cases) in of_kind {
            writeln!(text, "| {} | {} |", reason.replace('|', "\\|"), cases.join(", ")).unwrap();
        }
    }
    let path = root().join("docs/refusals.md");
    if env::var_os("SHADOWTABLE_UPDATE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(there, text, "docs/refusals.md is not what the cases say; SHADOWTABLE_UPDATE=1 writes it");
}

/// A verdict that gives up must be what the person asked for.
#[test]
fn nothing_hides_behind_unsupported() {
    let mut hidden = Vec::new();
    for case in cases() {
        for kind in case.kinds().collect::<Vec<_>>() {
            for step in case.script(kind).unwrap().steps {
                let forbids = step.settings.options.windows(2).any(|words| words == ["--rebuild", "never"]);
                let gives_up = |verdict: &str| matches!(verdict, "Unsupported" | "Failed");
                let pairs = step.expect.pairs.iter().filter(|pair| gives_up(&pair.verdict) && !forbids);
                hidden.extend(pairs.map(|pair| format!("{} on {kind}: {}", case.name, pair.shadow)));
            }
        }
    }
    assert_eq!(hidden, Vec::<String>::new());
}
