//! `shadowtable plan`: what a sync would do.

use crate::args::AnalysisArguments;
use crate::exit::Exit;
use anyhow::Result;

pub async fn run(arguments: AnalysisArguments) -> Result<Exit> {
    let begun = super::begin()?;
    let (request, session, analysis) = super::analyzed(&arguments, &begun).await?;
    super::print_plan(&analysis, &request, &arguments.output);
    session.close().await;
    Ok(Exit::of_plan(&analysis.plan))
}
