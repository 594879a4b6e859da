//! The verbs, one file each.

pub mod apply;
pub mod completions;
pub mod diff;
pub mod drop;
mod execution;
pub mod man;
pub mod plan;
pub mod shadows;
pub mod sync;

use crate::args::{AnalysisArguments, Format, OutputArguments};
use crate::interrupt::{Running, Watch};
use crate::progress::Progress;
use crate::wire::{self, PlanDocument};
use crate::{connection, plan_file, print, terminal};
use anyhow::{Context, Result};
use shadowtable_engine::{Analysis, Request, analyze};
use shadowtable_target::{Purpose, Session};

/// What every verb that works on a database begins with.
struct Begun {
    watch: Watch,
    progress: Progress,
}

fn begin() -> Result<Begun> {
    let running = Running::default();
    let watch = Watch::begin(running.clone()).context("can't watch for Ctrl-C")?;
    Ok(Begun { watch, progress: Progress::new(running) })
}

/// Connects and analyzes.
async fn analyzed(arguments: &AnalysisArguments, begun: &Begun) -> Result<(Request, Session, Analysis)> {
    let request = arguments.request()?;
    let mut session = connection::open(&arguments.connection).await?;
    let mut more = Vec::new();
    for _ in 0..2 {
        more.push(session.another(Purpose::Read).await?);
    }
    let analysis = analyze(&request, &mut session, more, &begun.progress.events()).await;
    begun.progress.clear();
    let analysis = analysis?;
    if let Some(file) = &arguments.file.out {
        plan_file::write(file, &PlanDocument::of_analysis(&analysis, &request))?;
    }
    Ok((request, session, analysis))
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
}
