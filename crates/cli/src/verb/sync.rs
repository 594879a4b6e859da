//! `shadowtable sync`: the shadows are made and updated, and proved.

use crate::args::{Format, SyncArguments};
use crate::{exit, print};
use anyhow::Result;
use shadowtable_engine::{Events, Interrupt};
use std::process::ExitCode;

pub async fn run(arguments: SyncArguments) -> Result<ExitCode> {
    let SyncArguments { analysis: what, run: how } = arguments;
    let interrupt = Interrupt::default();
    let options = how.options(interrupt.clone())?;
    let (request, mut session, analysis) = super::analyzed(&what).await?;
    if how.dry_run {
        super::print_plan(&analysis, what.format);
        return Ok(exit::of_plan(&analysis.plan));
    }
    let nothing = analysis.plan.ordered().is_empty();
    if !how.yes && !nothing {
        super::print_plan(&analysis, what.format);
        eprintln!("shadowtable: nothing was changed: say --yes to run these statements");
        return Ok(exit::not_confirmed());
    }
    let pressed = interrupt.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            pressed.press();
        }
    });
    let record =
        shadowtable_engine::run(&analysis, &request, &mut session, &options, &Events::none()).await?;
    match what.format {
        Format::Text | Format::Sql => print::text::run(&analysis, &record),
        Format::Json => print::json::run(&analysis, &record),
    }
    session.close().await;
    Ok(exit::of_run(&record))
}
