//! The store's whole story, told on every backend: SQLite always, and every server that the environment names.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a story that misses something ends there, and it says how long things took"
)]

/// Whether it failed so.
macro_rules! refused {
    ($result:expr, $error:pat) => {{
        let result = $result;
        anyhow::ensure!(matches!(result, Err($error)), "{} came to {result:?}", stringify!($result));
    }};
}

mod crowd;
mod errands;
mod moving;
mod notices;
mod sample;
mod start;
mod story;
mod world;

use anyhow::Result;
use libtest_mimic::{Arguments, Trial};
use std::future::Future;
use std::pin::Pin;
use world::{Place, World};

type Run = fn(World) -> Pin<Box<dyn Future<Output = Result<()>>>>;

macro_rules! chapters {
    ($($room:ident::$name:ident),* $(,)?) => {
        [$((stringify!($name), (|world| Box::pin($room::$name(world))) as Run)),*]
    };
}

fn main() {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(2);
    let chapters = chapters![
        story::the_whole_story,
        crowd::a_run_has_one_claimer,
        crowd::a_database_has_one_run,
        crowd::no_event_is_missed,
        crowd::no_update_is_lost,
        crowd::a_key_is_used_once,
        start::nodes_start_at_once,
        start::another_key_and_a_newer_schema_are_refused,
        start::a_migration_is_broken_off_anywhere,
        start::an_older_schema_is_brought_up,
        start::a_lost_answer_can_be_asked_again,
        moving::it_is_copied_while_in_use,
        moving::it_moves_to_another_backend_and_back,
        moving::the_key_is_changed,
        errands::people_and_their_rights,
        errands::connections_and_what_uses_them,
        errands::analyses_and_their_pairs,
        errands::tasks_and_their_times,
        errands::nodes_and_settings,
        notices::a_webhook_is_changed,
        notices::a_delivery_is_taken_until_it_is_over,
        notices::deliveries_are_listed_and_go_with_their_webhook,
        notices::a_delivery_has_one_taker,
    ];
    let mut trials = Vec::new();
    for place in Place::all() {
        for (name, run) in chapters {
            let told = move || one(place, name, run).map_err(|error| format!("{error:#}").into());
            trials.push(Trial::test(name, told).with_kind(place.name()).with_ignored_flag(!place.is_there()));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn one(place: Place, name: &str, run: Run) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let result = runtime.block_on(async {
        let world = World::new(place, name).await?;
        let cleaner = world.cleaner();
        let result = run(world).await;
        cleaner.clean().await;
        result
    });
    result.and_then(|()| place.told(name))
}
