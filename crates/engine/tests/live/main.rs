//! What a run does when something goes wrong in the middle of it, on every server that the environment names.

mod lock;
mod misfit;
mod proof;
mod world;

use anyhow::Result;
use libtest_mimic::{Arguments, Trial};
use shadowtable_testkit::kind::Kind;
use shadowtable_testkit::tally;
use std::future::Future;
use std::pin::Pin;
use world::World;

type Play = for<'a> fn(&'a World) -> Pin<Box<dyn Future<Output = Result<()>> + 'a>>;

/// Each trial: its name, and the function.
const TRIALS: &[(&str, Play)] = &[
    ("lock::a_writer_without_its_lock_does_not_go_on", |world| {
        Box::pin(lock::a_writer_without_its_lock_does_not_go_on(world))
    }),
    ("proof::a_change_behind_the_last_statement_is_found", |world| {
        Box::pin(proof::a_change_behind_the_last_statement_is_found(world))
    }),
    ("misfit::rows_that_come_later_stop_the_statement", |world| {
        Box::pin(misfit::rows_that_come_later_stop_the_statement(world))
    }),
];

fn main() {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(2);
    let mut trials = Vec::new();
    for kind in Kind::ALL {
        for &(name, play) in TRIALS {
            let trial =
                Trial::test(name, move || one(kind, name, play).map_err(|error| format!("{error:#}").into()));
            trials.push(trial.with_kind(kind.name()).with_ignored_flag(kind.url_from_env().is_none()));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn one(kind: Kind, name: &str, play: Play) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let result = runtime.block_on(async {
        let world = World::new(kind, name).await?;
        let result = play(&world).await;
        world.drop().await?;
        result
    });
    if result.is_ok() {
        tally::record(kind, &format!("engine {name}"))?;
    }
    result
}
