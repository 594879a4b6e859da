//! Statements that change something, and ending them.

use crate::world::{World, done, slow_statement};
use anyhow::{Context, Result, ensure};
use shadowtable_target::kill::{connection_exists, end_connection, end_statements};
use shadowtable_target::{Outcome, ZeroDates};
use shadowtable_testkit::kind::{Family, Kind};
use std::time::{Duration, Instant};

pub async fn a_statement_is_done_with_its_warnings(world: World) -> Result<()> {
    let mut session = world.writer().await?;
    done(&mut session, "CREATE TABLE a (id int primary key)").await?;
    let outcome = session.execute("DROP TABLE IF EXISTS nothing", ZeroDates::Refused).await;
    let Outcome::Done { warnings, .. } = outcome else { anyhow::bail!("{outcome:?}") };
    ensure!(warnings.len() == 1 && warnings[0].code == 1051 && warnings[0].level == "Note", "{warnings:?}");
    let outcome = session.execute("INSERT INTO a VALUES (1), (0)", ZeroDates::Refused).await;
    ensure!(outcome == Outcome::Done { warnings: Vec::new(), affected_rows: 2 }, "{outcome:?}");
    Ok(())
}

pub async fn a_refusal_keeps_code_and_words(world: World) -> Result<()> {
    let mut session = world.writer().await?;
    let outcome = session.execute("ALTER TABLE nothing ADD COLUMN a int", ZeroDates::Refused).await;
    let Outcome::Failed(error) = outcome else { anyhow::bail!("{outcome:?}") };
    ensure!(
        error.code == 1146 && error.sqlstate == "42S02" && error.message.contains("nothing"),
        "{error:?}"
    );
    // The session goes on.
    done(&mut session, "CREATE TABLE a (id int primary key)").await
}

pub async fn rows_are_never_cut_silently(world: World) -> Result<()> {
    let mut session = world.writer().await?;
    done(&mut session, "CREATE TABLE a (id int primary key auto_increment, t varchar(10))").await?;
    done(&mut session, "INSERT INTO a VALUES (0, 'too long'), (5, NULL)").await?;
    ensure!(
        shadowtable_target::facts::exists_where(&mut session, &"a".into(), "id = 0", 9).await? == 1,
        "renumbered"
    );
    for sql in ["ALTER TABLE a MODIFY t varchar(3)", "ALTER TABLE a MODIFY t varchar(10) NOT NULL"] {
        let outcome = session.execute(sql, ZeroDates::Refused).await;
        ensure!(matches!(outcome, Outcome::Failed(_)), "{sql}: {outcome:?}");
    }
    Ok(())
}

pub async fn zero_dates_are_allowed_for_one_statement(world: World) -> Result<()> {
    let mut session = world.writer().await?;
    let sql = "CREATE TABLE z (id int primary key, d datetime NOT NULL DEFAULT '0000-00-00 00:00:00')";
    let outcome = session.execute(sql, ZeroDates::Refused).await;
    ensure!(matches!(&outcome, Outcome::Failed(error) if error.code == 1067), "{outcome:?}");
    let outcome = session.execute(sql, ZeroDates::Allowed).await;
    ensure!(matches!(outcome, Outcome::Done { .. }), "{outcome:?}");
    let outcome = session.execute(&sql.replace(" z ", " y "), ZeroDates::Refused).await;
    ensure!(matches!(&outcome, Outcome::Failed(error) if error.code == 1067), "{outcome:?}");
    // Allowed is not careless.
    let outcome = session.execute("INSERT INTO z VALUES ('x', now())", ZeroDates::Allowed).await;
    ensure!(matches!(outcome, Outcome::Failed(_)), "{outcome:?}");
    Ok(())
}

pub async fn a_running_statement_is_cancelled(world: World) -> Result<()> {
    let sql = slow_statement(&world).await?;
    let mut session = world.writer().await?;
    let canceller = session.canceller();
    let started = Instant::now();
    let running = tokio::spawn(async move { (session.execute(&sql, ZeroDates::Refused).await, session) });
    tokio::time::sleep(Duration::from_millis(800)).await;
    canceller.cancel_statement().await?;
    let (outcome, mut session) =
        tokio::time::timeout(Duration::from_secs(30), running).await.context("it runs on")??;
    ensure!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    match world.kind.family() {
        // Its DDL goes on behind such an error, so nobody can tell.
        Family::OceanBase => ensure!(matches!(outcome, Outcome::Unknown { .. }), "{outcome:?}"),
        _ => ensure!(matches!(&outcome, Outcome::Failed(error) if error.code == 1317), "{outcome:?}"),
    }
    ensure!(!session.is_lost());
    done(&mut session, "CREATE TABLE afterwards (id int primary key)").await
}

/// How a former writer is found that no registry names.
pub async fn what_runs_a_statement_is_found_and_ended(world: World) -> Result<()> {
    let sql = slow_statement(&world).await?;
    let mut session = world.writer().await?;
    let id = session.connection_id();
    let text = sql.clone();
    let running = tokio::spawn(async move { session.execute(&text, ZeroDates::Refused).await });
    tokio::time::sleep(Duration::from_millis(800)).await;
    let mut other = world.reader().await?;
    let patience = Duration::from_secs(20);
    let another = format!("{sql} AND TRUE");
    ensure!(end_statements(&mut other, &[another], patience).await?.is_empty(), "a stranger was ended");
    ensure!(connection_exists(&mut other, id).await?, "{id} is not listed");
    ensure!(end_statements(&mut other, &["SELECT 1".to_owned(), sql], patience).await? == [id]);
    ensure!(!connection_exists(&mut other, id).await?);
    let outcome = running.await?;
    ensure!(matches!(outcome, Outcome::Unknown { .. }), "{outcome:?}");
    Ok(())
}

pub async fn a_killed_connection_leaves_it_unknown(world: World) -> Result<()> {
    let sql = slow_statement(&world).await?;
    let mut session = world.writer().await?;
    let id = session.connection_id();
    let running = tokio::spawn(async move { (session.execute(&sql, ZeroDates::Refused).await, session) });
    tokio::time::sleep(Duration::from_millis(800)).await;
    let mut other = world.reader().await?;
    ensure!(connection_exists(&mut other, id).await?, "{id} is not listed");
    end_connection(&mut other, id, Duration::from_secs(20)).await?;
    ensure!(!connection_exists(&mut other, id).await?);
    // One that is gone is as good as ended.
    end_connection(&mut other, id, Duration::from_secs(5)).await?;
    let (outcome, mut session) = running.await?;
    ensure!(matches!(outcome, Outcome::Unknown { .. }), "{outcome:?}");
    let again = session.execute("CREATE TABLE afterwards (id int)", ZeroDates::Refused).await;
    ensure!(matches!(again, Outcome::Unknown { .. }), "{again:?}");
    ensure!(world.kind != Kind::MySql97 || session.is_lost());
    Ok(())
}
