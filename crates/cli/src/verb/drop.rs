//! `shadowtable drop`: registered shadows go, keys first.

use crate::args::{DropArguments, Format, What, who};
use crate::confirm::{self, Answer};
use crate::exit::Exit;
use crate::progress::Progress;
use crate::{connection, print, terminal, wire};
use anyhow::Result;
use shadowtable_engine::drop::{self, DropPlan, Which};
use shadowtable_engine::{ErrorPolicy, NoJournal, RunOptions};
use shadowtable_schema::Name;
use std::time::{Duration, Instant};

pub async fn run(arguments: DropArguments) -> Result<Exit> {
    let begun = super::begin()?;
    let place = arguments.registry.place()?;
    let which = match arguments.what() {
        What::All => Which::All,
        What::Orphans => Which::Orphans,
        What::Tables(names) => Which::Named(names.iter().map(Name::new).collect()),
    };
    let mut session = connection::open(&arguments.connection).await?;
    let plan = drop::plan(&place, &which, &mut session).await?;
    let any_goes = plan.targets.iter().any(|target| target.removal.refused.is_none());
    if arguments.confirmation.dry_run {
        terminal::out(&plan_text(&plan, arguments.format));
        terminal::say("nothing was changed: this was a dry run");
        return Ok(exit_of_plan(&plan));
    }
    if any_goes && !arguments.confirmation.yes {
        match (terminal::can_ask(), arguments.format) {
            (true, Format::Json) => terminal::err(&print::drop_plan(&plan)),
            (_, format) => terminal::out(&plan_text(&plan, format)),
        }
        let going = plan.targets.iter().filter(|target| target.removal.refused.is_none()).count();
        let question = format!(
            "drop {} of {} ({})?",
            print::count(going, "shadow"),
            plan.server.database,
            plan.server.dialect
        );
        if confirm::ask(question, false).await? == Answer::No {
            return Ok(Exit::Usage);
        }
    }
    let options = RunOptions {
        on_error: ErrorPolicy::Continue,
        allowed: None,
        parallel: 1,
        lock_wait_timeout: Duration::from_secs(u64::from(arguments.lock_wait_timeout)),
        program: "shadowtable drop".to_owned(),
        who: who(),
        interrupt: begun.watch.interrupt(),
    };
    let started = Instant::now();
    begun.watch.run_begins();
    let progress = Progress::begin(&begun.running);
    progress.expect(plan.targets.iter().map(|target| target.removal.statements.len()).sum());
    let record = drop::run(&plan, &mut session, &options, (&NoJournal, &progress.events())).await?;
    std::mem::drop(progress);
    terminal::out(&match arguments.format {
        Format::Text | Format::Sql => print::drop_run(&record, started.elapsed()),
        Format::Json => wire::text(&wire::drop_document(&plan, Some(&record))),
    });
    if record.interrupted {
        let running = begun.watch.running_when_pressed();
        print::fates(&record, &running).iter().for_each(|line| terminal::say(line));
    }
    session.close().await;
    Ok(Exit::of_run(&record))
}

fn plan_text(plan: &DropPlan, format: Format) -> String {
    match format {
        Format::Text => print::drop_plan(plan),
        Format::Sql => {
            print::sql_of_removal(plan.targets.iter().map(|target| &target.removal), plan.server.dialect)
        }
        Format::Json => wire::text(&wire::drop_document(plan, None)),
    }
}

/// As a plan exits: 3 if a shadow would stay, 1 if there is something to drop, 0 otherwise.
fn exit_of_plan(plan: &DropPlan) -> Exit {
    if plan.targets.iter().any(|target| target.removal.refused.is_some()) {
        Exit::Refused
    } else if plan.targets.is_empty() {
        Exit::Done
    } else {
        Exit::Changes
    }
}
