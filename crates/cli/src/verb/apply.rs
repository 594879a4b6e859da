//! `shadowtable apply`: a plan that was written fires, if it still holds.

use super::execution::Execution;
use crate::args::{ApplyArguments, OnDrift};
use crate::exit::Exit;
use crate::wire::PlanDocument;
use crate::{connection, plan_file, terminal};
use anyhow::{Result, anyhow, bail};
use shadowtable_engine::{DriftPolicy, redeem};
use shadowtable_schema::Name;
use shadowtable_target::{Server, Session};

pub async fn run(arguments: ApplyArguments) -> Result<Exit> {
    let ApplyArguments { connection, plan: file, on_drift, run: how, output } = arguments;
    let begun = super::begin()?;
    let options = how.options("apply", begun.watch.interrupt())?;
    let document = plan_file::read(&file)?;
    let wanted = document
        .request
        .as_ref()
        .ok_or_else(|| anyhow!("{}: it says not what was asked for", file.display()))?;
    let wanted = wanted.request().map_err(|problem| anyhow!("{}: {problem}", file.display()))?;
    let mut session: Session = connection::open(&connection).await?;
    check_place(&document, session.server())?;
    let policy = match on_drift {
        OnDrift::Refuse => DriftPolicy::Refuse,
        OnDrift::Replan => DriftPolicy::Replan,
    };
    let redeemed =
        redeem(&wanted, &document.promises(), policy, &mut session, &begun.progress.events()).await;
    begun.progress.clear();
    let redeemed = redeemed?;
    for (pair, reason) in &redeemed.drifted {
        let what = if on_drift == OnDrift::Replan { "planned again" } else { "refused" };
        terminal::say(&format!("{pair}: {what}: {reason}"));
    }
    if on_drift == OnDrift::Refuse && !redeemed.drifted.is_empty() {
        terminal::say("make the plan again, or say --on-drift replan");
    }
    let (analysis, request) = (redeemed.analysis, redeemed.request);
    Execution { analysis, request, session, options, begun, output }.run(&how.confirmation).await
}

/// Refuses a plan that was made elsewhere.
fn check_place(document: &PlanDocument, server: &Server) -> Result<()> {
    let made_on = &document.server;
    if made_on.identity.as_deref() != Some(server.identity.as_str()) {
        bail!(
            "the plan was made on another server ({} {}): apply it there, or plan again here",
            made_on.flavor,
            made_on.version
        );
    }
    let database = Name::new(&document.database);
    if server.fold(&database) != server.fold(&server.database) {
        bail!(
            "the plan was made for the database {database}, not for {}: apply it there, or plan again here",
            server.database
        );
    }
    Ok(())
}
