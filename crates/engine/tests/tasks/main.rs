//! Tasks on real servers, from an analysis to a proven sync, with crashes before and after everything that is written.

mod approval;
mod crash;
mod drops;
mod drops_crash;
mod failing;
mod skip;
mod story;
mod timetable;
mod told;
mod world;

use anyhow::Result;
use libtest_mimic::{Arguments, Trial};
use shadowtable_testkit::kind::Kind;
use shadowtable_testkit::tally;
use std::future::Future;
use std::pin::Pin;
use world::World;

type Run = fn(World) -> Pin<Box<dyn Future<Output = Result<()>>>>;

/// A case: its name, which is its function's, the function, and the servers it is played on.
struct Case {
    name: &'static str,
    run: Run,
    servers: &'static [Kind],
}

/// The way of a task is the same on every server; these stand for their families.
const FAMILIES: &[Kind] = &[Kind::MariaDb1011, Kind::MySql97, Kind::OceanBase435];

/// Dozens of runs each: on the quickest server.
const QUICK: &[Kind] = &[Kind::MariaDb1011];

macro_rules! cases {
    ($servers:expr; $($room:ident::$name:ident),* $(,)?) => {
        [$(Case {
            name: concat!(stringify!($room), "::", stringify!($name)),
            run: |world| Box::pin($room::$name(world)),
            servers: $servers,
        }),*]
    };
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::from(cases![FAMILIES;
        story::an_analysis_becomes_a_proven_sync,
        story::a_failed_table_is_retried,
        story::a_running_statement_is_cancelled,
        skip::skipping_a_parent_plans_its_child_again,
        drops::shadows_are_dropped_by_a_task,
    ]);
    // OceanBase alters a table that others read.
    cases.extend(cases![&[Kind::MariaDb1011, Kind::MySql97];
        crash::a_statement_that_outlives_its_node_is_ended,
    ]);
    cases.extend(cases![QUICK;
        skip::a_skipped_conflict_stands_in_nobodys_way,
        story::drift_refuses,
        story::gates_must_be_allowed,
        approval::another_user_approves,
        approval::drift_asks_again,
        approval::nobody_approves_in_time,
        approval::a_retry_does_what_was_approved,
        timetable::a_task_fires_at_its_time,
        timetable::a_recurring_task_analyzes_at_each_firing,
        timetable::nothing_is_begun_outside_of_the_window,
        timetable::firings_that_were_missed_are_left_out,
        told::drift_of_a_recurring_task_is_told_and_its_end,
        told::approval_that_is_wanted_again_is_told,
        told::a_run_that_needs_attention_is_told,
        drops::what_has_changed_stays,
        drops::a_parent_stays_with_its_child,
        drops::what_was_not_dropped_is_retried,
        drops::a_running_drop_is_cancelled,
        drops::a_source_that_is_back_keeps_its_shadow,
        drops::dropping_is_approved_like_anything_else,
        drops_crash::a_node_dies_at_every_write,
        drops_crash::the_target_is_lost_at_every_step,
        drops_crash::another_table_of_that_name_is_left_alone,
        crash::a_node_dies_at_every_write,
        crash::a_node_dies_while_it_keeps_an_analysis,
        crash::the_target_is_lost_at_every_step,
        crash::a_node_that_lost_its_lease_writes_nothing,
    ]);
    cases
}

fn main() {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(4);
    let mut trials = Vec::new();
    for Case { name, run, servers } in cases() {
        for &kind in servers {
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
    let result = runtime.block_on(async { run(World::new(kind, name)?).await });
    if result.is_ok() {
        tally::record(kind, &format!("engine {name}"))?;
    }
    result
}
