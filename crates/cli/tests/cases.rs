//! Every case of `cases/` on every server there is: the acceptance of the command line.
//!
//! `cargo test -p shadowtable-cli --test cases -- FILTER` runs some; a trial is called `[server] case`. What failed is
//! kept in `target/tmp/cases/` until it passes.

#![expect(clippy::print_stderr, reason = "an error is told where the run ends")]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use libtest_mimic::{Arguments, Failed, Trial};
use shadowtable_testkit::case::failure::Failure;
use shadowtable_testkit::case::file::{self, Case};
use shadowtable_testkit::case::play::{self, Setting};
use shadowtable_testkit::case::refusal;
use shadowtable_testkit::case::snapshot::BLESS_VAR;
use shadowtable_testkit::case::tool::Tool;
use shadowtable_testkit::case::turn::Turns;
use shadowtable_testkit::kind::Kind;
use shadowtable_testkit::tally;

/// Leaves the databases where they are.
const KEEP_VAR: &str = "SHADOWTABLE_KEEP";

/// How long a trial may take, on a machine with other work to do.
const PATIENCE: Duration = Duration::from_secs(600);

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Most of a trial's time is the server's; how many work on one server at a time is limited further down.
    arguments.test_threads.get_or_insert(12);
    let trials = match trials() {
        Ok(trials) => trials,
        Err(error) => {
            eprintln!("error: {error:#}");
            return ExitCode::FAILURE;
        }
    };
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases")
}

fn trials() -> Result<Vec<Trial>> {
    let directory = directory();
    let turns = Arc::new(Turns::default());
    let mut trials = Vec::new();
    for path in file::paths(&directory)? {
        match Case::load(&path) {
            Ok(case) => trials.extend(trials_of(&Arc::new(case), &turns)),
            Err(error) => trials.push(unreadable(&path, &error)),
        }
    }
    Ok(trials)
}

fn unreadable(path: &Path, error: &anyhow::Error) -> Trial {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let message = format!("{}: {error:#}", path.display());
    Trial::test(name, move || Err(message.into())).with_kind("file")
}

/// One for each server it is for, and one for each that is left out since it refuses.
fn trials_of(case: &Arc<Case>, turns: &Arc<Turns>) -> Vec<Trial> {
    let mut trials = Vec::new();
    for kind in case.header.servers.iter() {
        if case.header.exception(kind).is_some_and(|exception| exception.code().is_none()) {
            continue;
        }
        let ignored = kind.url_from_env().is_none();
        let (case, turns) = (Arc::clone(case), Arc::clone(turns));
        let name = case.name.clone();
        let trial = Trial::test(name, move || {
            let _turn = turns.take(kind);
            let result = trial(&case, kind).map_err(|error| format!("{error:#}"));
            note(&case, kind, result.as_ref().err());
            result.map_err(Failed::from)
        });
        trials.push(trial.with_kind(kind.name()).with_ignored_flag(ignored));
    }
    trials
}

/// Keeps what failed in a file as well: what is printed comes at the very end of a long run.
fn note(case: &Case, kind: Kind, problem: Option<&String>) {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases").join(kind.name());
    let file = directory.join(format!("{}.txt", case.name));
    let _ = match problem {
        Some(text) => fs::create_dir_all(&directory).and_then(|()| fs::write(&file, text)),
        None => fs::remove_file(&file),
    };
}

fn trial(case: &Case, kind: Kind) -> Result<()> {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let url = kind.url_from_env().context("the server's URL is not set")?;
    let name = format!("case_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let result = runtime.block_on(async {
        let result = tokio::time::timeout(PATIENCE, on_server(case, kind, &url, &name)).await;
        if env::var_os(KEEP_VAR).is_none() {
            // What came out is more important than what is left behind.
            let _ = tokio::time::timeout(PATIENCE, play::clean(&url, &name)).await;
        }
        result
    });
    let failures = result.with_context(|| format!("no end after {} s", PATIENCE.as_secs()))??;
    if !failures.is_empty() {
        let texts: Vec<String> = failures.iter().map(Failure::to_string).collect();
        bail!("{} on {kind} in {name}: {}\n{}", case.path.display(), case.header.title, texts.join("\n"));
    }
    tally::record(kind, &format!("case {}", case.name))
}

async fn on_server(case: &Case, kind: Kind, url: &str, name: &str) -> Result<Vec<Failure>> {
    if let Some(exception) = case.header.exception(kind) {
        return refusal::check(case, kind, exception, url, name).await;
    }
    let program = PathBuf::from(env!("CARGO_BIN_EXE_shadowtable"));
    let tool = Tool { program, patience: Duration::from_secs(300) };
    let blesses = env::var_os(BLESS_VAR).is_some_and(|value| value == "1");
    play::play(case, Setting { kind, server_url: url, tool: &tool, name, blesses }).await
}
