//! Rows that would not fit, and come between the plan and the statement that relied on there being none.

use crate::world::{World, options, request};
use anyhow::{Context, Result, ensure};
use mysql_async::prelude::Queryable;
use shadowtable_engine::{Event, Events, NoJournal, PairResult, run};
use shadowtable_plan::HazardCode;
use shadowtable_testkit::connect::connect;
use std::sync::{Arc, Mutex, PoisonError};

/// Two columns become NOT NULL without a gate, since no row has NULL; while the first is changed, a row with NULL comes into
/// the other shadow.
pub async fn rows_that_come_later_stop_the_statement(world: &World) -> Result<()> {
    let scene = ["one", "two"].into_iter().flat_map(|name| {
        [
            format!("CREATE TABLE {name} (id int PRIMARY KEY, a int NOT NULL)"),
            format!("CREATE TABLE _t_{name} (id int PRIMARY KEY, a int)"),
            format!("INSERT INTO _t_{name} VALUES (1, 1), (2, 2)"),
        ]
    });
    world.run(&scene.collect::<Vec<_>>()).await?;
    let mut reader = world.reader().await?;
    let analysis = world.analyze(&mut reader).await?;
    for pair in &analysis.plan.pairs {
        let hazards = pair.statements.iter().flat_map(|statement| &statement.hazards);
        let counted = |hazard: &shadowtable_plan::Hazard| {
            hazard.code == HazardCode::SetsNotNull
                && !hazard.is_gate()
                && hazard.sentence.contains("no row has it")
        };
        ensure!(hazards.clone().any(counted) && pair.gates().next().is_none(), "{pair:?}");
    }

    let outcome: Arc<Mutex<Option<Result<()>>>> = Arc::default();
    let (told, url, database) = (Arc::clone(&outcome), world.url.clone(), world.database.clone());
    let events = Events::new(move |event| {
        let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(event, Event::StatementEnded { .. }) && told.is_none() {
            let (url, sql) = (url.clone(), format!("INSERT INTO `{database}`._t_two VALUES (3, NULL)"));
            let inserted = std::thread::spawn(move || insert(&url, &sql)).join();
            *told = Some(inserted.unwrap_or_else(|_| Err(anyhow::anyhow!("the other session panicked"))));
        }
    });
    let mut careful = options(1);
    careful.allowed = Some(Vec::new());
    let record = run(&analysis, &request(), &mut reader, &careful, (&NoJournal, &events)).await?;

    outcome.lock().unwrap_or_else(PoisonError::into_inner).take().context("no statement ended")??;
    let results: Vec<PairResult> = record.pairs.iter().map(|pair| pair.result).collect();
    ensure!(results == [PairResult::Synced, PairResult::Refused], "{record:?}");
    let reason = record.pairs[1].reasons.join(" ");
    ensure!(reason.contains("rows that do not fit have come"), "{reason}");

    let again = world.analyze(&mut reader).await?;
    let sentences: Vec<&String> = again.plan.pairs[1].gates().map(|hazard| &hazard.sentence).collect();
    ensure!(
        matches!(sentences[..], [sentence] if sentence.contains("1 row has it and fails the statement")),
        "{sentences:?}"
    );
    Ok(())
}

fn insert(url: &str, sql: &str) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut conn = connect(url).await?;
        conn.query_drop(sql).await?;
        Ok(conn.disconnect().await?)
    })
}
