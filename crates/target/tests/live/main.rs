//! Everything this room does, on every server that the environment names: one trial for each case and server.

mod catalog;
mod definition;
mod execute;
mod facts;
mod lock;
mod privilege;
mod proxy;
mod reference;
mod registry;
mod session;
mod world;

use anyhow::Result;
use libtest_mimic::{Arguments, Trial};
use shadowtable_testkit::kind::Kind;
use shadowtable_testkit::tally;
use std::future::Future;
use std::pin::Pin;
use world::World;

type Run = fn(World) -> Pin<Box<dyn Future<Output = Result<()>>>>;

/// A case: its name, which is its function's, and the function.
struct Case {
    name: &'static str,
    run: Run,
}

macro_rules! cases {
    ($($room:ident::$name:ident),* $(,)?) => {
        [$(Case {
            name: concat!(stringify!($room), "::", stringify!($name)),
            run: |world| Box::pin($room::$name(world)),
        }),*]
    };
}

fn cases() -> Vec<Case> {
    Vec::from(cases![
        session::it_knows_the_server,
        session::it_reads_as_mysqldump_does,
        session::it_writes_strictly,
        session::refusals_are_named,
        session::an_unknown_way_to_log_on_is_told,
        session::encryption_is_as_asked,
        session::another_session_is_on_the_same_server,
        session::a_lost_reader_comes_back,
        session::databases_are_listed,
        catalog::everything_is_listed_with_its_kind,
        catalog::names_are_looked_up_without_listing,
        catalog::sizes_are_estimated,
        definition::thousands_come_in_order,
        definition::only_the_broken_ones_fail,
        definition::a_locked_table_times_out_alone,
        definition::a_silent_connection_costs_one_table,
        definition::a_cut_connection_costs_one_table,
        definition::what_the_text_leaves_out_is_read,
        reference::keys_from_everywhere_are_found,
        reference::an_account_without_process_finds_them_too,
        reference::taken_names_are_listed,
        execute::a_statement_is_done_with_its_warnings,
        execute::a_refusal_keeps_code_and_words,
        execute::rows_are_never_cut_silently,
        execute::zero_dates_are_allowed_for_one_statement,
        execute::a_running_statement_is_cancelled,
        execute::a_killed_connection_leaves_it_unknown,
        execute::what_runs_a_statement_is_found_and_ended,
        lock::the_second_writer_learns_who_is_first,
        lock::the_lock_ends_with_the_connection,
        lock::former_writers_are_ended,
        registry::it_is_empty_until_written,
        registry::rows_come_back_as_they_went_in,
        registry::ten_thousand_rows_are_one_query,
        registry::another_schema_serves_several_databases,
        registry::a_table_of_somebody_else_is_refused,
        facts::rows_are_counted_up_to_a_bound,
        facts::duplicates_and_lengths_are_known,
        facts::orphans_are_counted,
        facts::a_slow_question_is_given_up,
        privilege::what_is_missing_is_named,
    ])
}

fn main() {
    let mut arguments = Arguments::from_args();
    // Servers with DDL in a queue gain nothing from more, and locks are waited for in some cases.
    arguments.test_threads.get_or_insert(4);
    let mut trials = Vec::new();
    for kind in Kind::ALL {
        for Case { name, run } in cases() {
            let trial =
                Trial::test(name, move || one(kind, name, run).map_err(|error| format!("{error:#}").into()))
                    .with_kind(kind.name());
            trials.push(trial.with_ignored_flag(kind.url_from_env().is_none()));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn one(kind: Kind, name: &str, run: Run) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let result = runtime.block_on(async {
        let world = World::new(kind, name).await?;
        let cleaner = world.cleaner();
        let result = run(world).await;
        cleaner.clean().await;
        result
    });
    if result.is_ok() {
        tally::record(kind, &format!("target {name}"))?;
    }
    result
}
