//! Whole command sessions on every server that the environment names: what a user types, sees and gets as exit code.

mod conflicts;
mod database;
mod drift;
mod dropping;
mod first_sync;
mod mistakes;
mod plans;
mod scrub;
mod shell;
mod trouble;

use anyhow::Result;
use database::Database;
use libtest_mimic::{Arguments, Trial};
use shadowtable_testkit::kind::{Family, Kind};
use shadowtable_testkit::tally;
use shell::Shell;
use std::future::Future;
use std::pin::Pin;

type Play = for<'a> fn(&'a mut Shell, &'a Database) -> Pin<Box<dyn Future<Output = Result<()>> + 'a>>;

/// A session: its name, which is its snapshot's, and where it can be played.
struct Session {
    name: &'static str,
    play: Play,
    families: &'static [Family],
}

const ALL: &[Family] = &[Family::MariaDb, Family::MySql, Family::OceanBase];

/// Where a table can be locked so that an ALTER of it waits.
const WITH_TABLE_LOCKS: &[Family] = &[Family::MariaDb, Family::MySql];

macro_rules! session {
    ($room:ident::$name:ident, $families:expr) => {
        Session {
            name: stringify!($name),
            play: |shell, database| Box::pin($room::$name(shell, database)),
            families: $families,
        }
    };
}

const SESSIONS: &[Session] = &[
    session!(first_sync::first_sync, ALL),
    session!(first_sync::json_has_every_field, ALL),
    session!(drift::drift_and_hazards, ALL),
    session!(drift::rows_that_do_not_fit, ALL),
    session!(conflicts::conflicts_and_adoption, ALL),
    session!(plans::a_plan_is_applied, ALL),
    session!(plans::a_plan_that_no_longer_holds, ALL),
    session!(dropping::shadows_are_dropped, ALL),
    session!(dropping::only_shadows_are_dropped, ALL),
    session!(mistakes::mistakes_are_named, ALL),
    session!(mistakes::missing_privileges_are_named, ALL),
    session!(mistakes::passwords_are_never_shown, ALL),
    session!(trouble::a_second_writer_is_named, ALL),
    session!(trouble::an_interrupt_ends_the_statement, WITH_TABLE_LOCKS),
];

fn main() {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(2);
    let mut trials = Vec::new();
    for kind in Kind::ALL {
        for session in SESSIONS.iter().filter(|session| session.families.contains(&kind.family())) {
            let trial = Trial::test(session.name, move || {
                play(kind, session).map_err(|error| format!("{error:#}").into())
            });
            trials.push(trial.with_kind(kind.name()).with_ignored_flag(kind.url_from_env().is_none()));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn play(kind: Kind, session: &Session) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let transcript = runtime.block_on(async {
        let database = Database::new(kind, session.name).await?;
        let mut shell = Shell::new(&database)?;
        let result = (session.play)(&mut shell, &database).await;
        database.drop().await?;
        result.map(|()| shell.transcript())
    })?;
    let transcript = scrub::scrub(&transcript);
    if transcript.is_empty() {
        return tally::record(kind, &format!("cli {}", session.name));
    }
    insta::with_settings!({
        snapshot_path => "../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(snapshot(kind, session.name), transcript);
    });
    tally::record(kind, &format!("cli {}", session.name))
}

/// One snapshot for all servers, but for those whose transcript must differ: they have one of their own.
fn snapshot(kind: Kind, session: &str) -> String {
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots");
    let family = match kind.family() {
        Family::MariaDb => "mariadb",
        Family::MySql => "mysql",
        Family::OceanBase => "oceanbase",
    };
    let own = [kind.name(), family].map(|word| format!("{session}@{word}"));
    let exists = |name: &&String| std::path::Path::new(&format!("{directory}/{name}.snap")).exists();
    own.iter().find(exists).cloned().unwrap_or_else(|| session.to_owned())
}
