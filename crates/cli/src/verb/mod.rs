//! The verbs, one file each.

pub mod plan;
pub mod sync;

use crate::args::{AnalysisArguments, Format};
use crate::{connection, print};
use anyhow::Result;
use shadowtable_engine::{Analysis, Events, Request, analyze};
use shadowtable_target::{Purpose, Session};

/// Connects and analyzes, as every verb that works on a database begins.
async fn analyzed(arguments: &AnalysisArguments) -> Result<(Request, Session, Analysis)> {
    let request = arguments.request()?;
    let mut session = connection::open(&arguments.connection).await?;
    let mut more = Vec::new();
    for _ in 0..2 {
        more.push(session.another(Purpose::Read).await?);
    }
    let analysis = analyze(&request, &mut session, more, &Events::none()).await?;
    Ok((request, session, analysis))
}

fn print_plan(analysis: &Analysis, format: Format) {
    match format {
        Format::Text => print::text::plan(analysis),
        Format::Sql => print::sql::plan(&analysis.plan),
        Format::Json => print::json::plan(analysis),
    }
}
