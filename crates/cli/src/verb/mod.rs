//! The verbs, one file each.

pub mod apply;
pub mod completions;
pub mod diff;
pub mod drop;
mod execution;
pub mod man;
pub mod plan;
pub mod serve;
pub mod shadows;
pub mod store;
pub mod sync;
pub mod user;

use crate::args::{AnalysisArguments, Format, OutputArguments};
use crate::interrupt::{Running, Watch};
use crate::progress::Progress;
use crate::wire::{self, PlanDocument};
use crate::{connection, plan_file, print, terminal};
use anyhow::{Context, Result, bail};
use shadowtable_engine::{Analysis, Request, analyze};
use shadowtable_plan::Plan;
use shadowtable_plan::analysis::Adoption;
use shadowtable_plan::selection::nearest;
use shadowtable_schema::Name;
use shadowtable_target::Session;
use std::collections::HashSet;

/// What every verb that works on a database begins with.
struct Begun {
    watch: Watch,
    running: Running,
}

fn begin() -> Result<Begun> {
    let running = Running::default();
    let watch = Watch::begin(running.clone()).context("can't watch for Ctrl-C")?;
    Ok(Begun { watch, running })
}

/// Connects and analyzes.
async fn analyzed(arguments: &AnalysisArguments, begun: &Begun) -> Result<(Request, Session, Analysis)> {
    let request = arguments.request()?;
    let progress = Progress::begin(&begun.running);
    let mut session = connection::open(&arguments.connection).await?;
    let analysis = analyze(&request, &mut session, Vec::new(), &progress.events()).await?;
    drop(progress);
    check_adopted(&request, &analysis)?;
    if let Some(file) = &arguments.file.out {
        plan_file::write(file, &PlanDocument::of_analysis(&analysis, &request))?;
    }
    Ok((request, session, analysis))
}

/// Refuses names to adopt that no selected table would have for its shadow: they were mistyped, or left behind.
fn check_adopted(request: &Request, analysis: &Analysis) -> Result<()> {
    let Adoption::Named(names) = &request.adoption else { return Ok(()) };
    let server = &analysis.server;
    let shadows = || analysis.plan.pairs.iter().map(|pair| &pair.pair.shadow);
    let known: HashSet<Name> = shadows().map(|shadow| server.fold(shadow)).collect();
    let Some(name) = names.iter().find(|name| !known.contains(&server.fold(name))) else { return Ok(()) };
    let near: Vec<String> = nearest(name, shadows()).iter().map(Name::quoted).collect();
    let advice =
        if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(" or ")) };
    bail!("--adopt: no selected table has {} for its shadow{advice}", name.quoted())
}

/// A plan as it is printed.
fn plan_text(analysis: &Analysis, request: &Request, output: &OutputArguments) -> String {
    match output.format {
        Format::Text => print::plan(&analysis.plan, &analysis.left_out, output.verbose),
        Format::Sql => print::sql(&analysis.plan),
        Format::Json => wire::text(&PlanDocument::of_analysis(analysis, request)),
    }
}

fn print_plan(analysis: &Analysis, request: &Request, output: &OutputArguments) {
    terminal::out(&plan_text(analysis, request, output));
    say_without_statements(&analysis.plan, output.format);
}

/// Whoever pipes statements into a client still hears of the pairs that have none.
fn say_without_statements(plan: &Plan, format: Format) {
    if format == Format::Sql {
        print::without_statements(plan).iter().for_each(|line| terminal::say(line));
    }
}
