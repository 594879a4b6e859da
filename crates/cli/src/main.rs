//! The command line `shadowtable`: shadow tables that equal their sources, proved.

mod args;
mod confirm;
mod connection;
mod exit;
mod failure;
mod interrupt;
mod plan_file;
mod print;
mod progress;
mod store;
mod terminal;
mod verb;
mod wire;

use anyhow::{Context, Result};
use args::{Arguments, Command};
use clap::Parser;
use exit::Exit;
use std::process::ExitCode;

/// Definitions are many small values: with the C library's allocator an analysis spends a sixth of its time on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    match start(arguments) {
        Ok(exit) => exit.into(),
        Err(error) => {
            terminal::say(&failure::line(&error));
            Exit::Usage.into()
        }
    }
}

fn start(arguments: Arguments) -> Result<Exit> {
    let runtime =
        threads(&arguments.command).enable_all().build().context("can't start the threads of the program")?;
    let exit = runtime.block_on(async {
        match arguments.command {
            Command::Plan(plan) => verb::plan::run(*plan).await,
            Command::Sync(sync) => verb::sync::run(*sync).await,
            Command::Apply(apply) => verb::apply::run(*apply).await,
            Command::Diff(diff) => verb::diff::run(&diff),
            Command::Shadows(shadows) => verb::shadows::run(*shadows).await,
            Command::Drop(drop) => verb::drop::run(*drop).await,
            Command::Serve(serve) => verb::serve::run(*serve).await,
            Command::User(user) => verb::user::run(*user).await,
            Command::Store(store) => verb::store::run(*store).await,
            Command::Completions(completions) => Ok(verb::completions::run(&completions)),
            Command::Man(man) => verb::man::run(&man),
        }
    });
    // A statement that was left behind must not keep the program.
    runtime.shutdown_background();
    exit
}

/// What runs statements waits for one answer after the other, and handing each from thread to thread takes about as long as
/// a server takes to say something small. What reads much goes on reading while it compares.
fn threads(command: &Command) -> tokio::runtime::Builder {
    if matches!(command, Command::Sync(_) | Command::Apply(_) | Command::Drop(_)) {
        return tokio::runtime::Builder::new_current_thread();
    }
    let mut threads = tokio::runtime::Builder::new_multi_thread();
    threads.worker_threads(2);
    threads
}

/// Help, the version, or what is wrong with the arguments, in which a URL may stand.
fn usage(error: &clap::Error) -> ExitCode {
    let is_error = error.use_stderr();
    let colored = if is_error { console::colors_enabled_stderr() } else { console::colors_enabled() };
    let rendered = error.render();
    let text = if colored { rendered.ansi().to_string() } else { rendered.to_string() };
    if is_error {
        terminal::err(&failure::redacted(&text))
    } else {
        terminal::out(&text)
    }
    if is_error { Exit::Usage.into() } else { Exit::Done.into() }
}
