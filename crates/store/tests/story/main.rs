//! The store's whole story, told on every backend: SQLite always, and every server that the environment names.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a story that misses something ends there, and it says how long things took"
)]

mod sample;
mod story;
mod world;

use anyhow::Result;
use libtest_mimic::{Arguments, Trial};
use std::future::Future;
use std::pin::Pin;
use world::{Place, World};

type Run = fn(World) -> Pin<Box<dyn Future<Output = Result<()>>>>;

macro_rules! chapters {
    ($($name:ident),* $(,)?) => {
        [$((stringify!($name), (|world| Box::pin(story::$name(world))) as Run)),*]
    };
}

fn main() {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(2);
    let chapters = chapters![the_whole_story];
    let mut trials = Vec::new();
    for place in Place::ALL {
        for (name, run) in chapters {
            let trial =
                Trial::test(name, move || one(place, run).map_err(|error| format!("{error:#}").into()));
            trials.push(trial.with_kind(place.name()).with_ignored_flag(!place.is_there()));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn one(place: Place, run: Run) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async { run(World::new(place).await?).await })
}
