//! The proof: pairs that are read again while others are still made, and one that somebody changes meanwhile.

use crate::world::{World, options, request};
use anyhow::{Context, Result, ensure};
use futures_util::future::{BoxFuture, FutureExt};
use mysql_async::prelude::Queryable;
use shadowtable_engine::{Events, Journal, JournalError, PairResult, StatementRun, StepPlace, run};
use shadowtable_testkit::connect::connect;

/// Enough that a session of its own reads them.
const TABLES: usize = 60;

/// The shadow that is changed as soon as it is made, before anybody has read it.
const CHANGED: &str = "_t_a7";

/// All are proved but the one that somebody changed: that is found, and said. The last table has a foreign key, so it can
/// only be proved at the end.
pub async fn a_change_behind_the_last_statement_is_found(world: &World) -> Result<()> {
    let create = |n| format!("CREATE TABLE a{n} (id int NOT NULL, name varchar(20), PRIMARY KEY (id))");
    let mut scene: Vec<String> = (0..TABLES).map(create).collect();
    scene.push("CREATE TABLE z (id int PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES a0 (id))".to_owned());
    world.run(&scene).await?;
    let mut reader = world.reader().await?;
    let analysis = world.analyze(&mut reader).await?;

    let stranger = Stranger { url: world.url.clone(), database: world.database.clone() };
    let record = run(&analysis, &request(), &mut reader, &options(2), (&stranger, &Events::none())).await?;

    let (changed, others): (Vec<_>, Vec<_>) =
        record.pairs.iter().partition(|pair| pair.pair.shadow.to_string().trim_matches('`') == CHANGED);
    ensure!(changed.len() == 1 && others.len() == TABLES, "{record:?}");
    let unproved = others.iter().find(|pair| pair.result != PairResult::Synced || !pair.verified);
    ensure!(unproved.is_none(), "{unproved:?}");
    let reason = changed[0].reasons.join("; ");
    ensure!(changed[0].result == PairResult::Failed && !changed[0].verified, "{:?}", changed[0]);
    ensure!(reason.contains("after its statements") && reason.contains("strange"), "{reason}");
    Ok(())
}

/// Somebody who adds a column to a shadow when the statement that made it has ended.
struct Stranger {
    url: String,
    database: String,
}

impl Stranger {
    async fn strike(&self) -> Result<()> {
        let mut conn = connect(&self.url).await?;
        let sql = format!("ALTER TABLE `{}`.{CHANGED} ADD COLUMN strange int", self.database);
        conn.query_drop(&sql).await.context(sql)?;
        Ok(conn.disconnect().await?)
    }
}

impl Journal for Stranger {
    fn intent<'a>(&'a self, _: StepPlace<'a>) -> BoxFuture<'a, Result<(), JournalError>> {
        std::future::ready(Ok(())).boxed()
    }

    fn fact<'a>(
        &'a self,
        step: StepPlace<'a>,
        _: &'a StatementRun,
    ) -> BoxFuture<'a, Result<(), JournalError>> {
        async move {
            if step.pair.shadow.to_string().trim_matches('`') != CHANGED {
                return Ok(());
            }
            self.strike().await.map_err(|error| JournalError { reason: format!("{error:#}") })
        }
        .boxed()
    }
}
