//! `shadowtable plan`: what a sync would do.

use crate::args::AnalysisArguments;
use crate::exit;
use anyhow::Result;
use std::process::ExitCode;

pub async fn run(arguments: AnalysisArguments) -> Result<ExitCode> {
    let (_, session, analysis) = super::analyzed(&arguments).await?;
    super::print_plan(&analysis, arguments.format);
    session.close().await;
    Ok(exit::of_plan(&analysis.plan))
}
