//! The story: two nodes share a store, from the first connection to a run that outlives the node that began it.

use crate::sample;
use crate::world::World;
use anyhow::{Result, ensure};
use shadowtable_store::{
    AboutKind, AnalysisEnd, AnalysisState, AuditFilter, Batch, Claim, Document, EventFilter, Listed, Page,
    Pair, PairFilter, PairOrder, PairsOf, Run, RunEnd, RunState, StepKey, StepState, Store, StoreError, Task,
    TaskFilter, TaskOrder, TaskState,
};
use std::time::Instant;

/// The pairs of a large database.
const PAIRS: i64 = 10_000;

/// A lease long enough not to end by itself.
const LONG: i64 = 600_000;

pub async fn the_whole_story(world: World) -> Result<()> {
    let one = world.open().await?;
    let other = world.open().await?;
    people(&one, &other).await?;
    let connection = connections(&one, &other).await?;
    let analysis = analyses(&one, &other, &connection).await?;
    let task = tasks(&one, &other, &connection, &analysis).await?;
    runs(&one, &other, &task).await?;
    Ok(())
}

/// People: a name is taken once, whoever is deleted has no session any more, and the log keeps what they did.
async fn people(one: &Store, other: &Store) -> Result<()> {
    let mut user = sample::user("ada");
    one.users().insert(&user).await?;
    refused!(other.users().insert(&sample::user("ada")).await, StoreError::Exists("users"));
    one.sessions().insert(&sample::session(&user)).await?;
    user.must_change = false;
    other.users().save(&mut user).await?;
    ensure!(one.users().by_name("ada").await?.as_ref() == Some(&user), "a user comes back as saved");
    one.users().remove(&user).await?;
    ensure!(other.sessions().of(&user.id).await?.is_empty(), "the sessions are gone too");
    for at in 0..5 {
        one.audit().insert(&sample::audit(at, if at == 3 { "login" } else { "submit" })).await?;
    }
    let filter = AuditFilter { search: Some("SUB".to_owned()), from: Some(1), ..AuditFilter::default() };
    let found = other.audit().list(&filter, &Page { descending: true, ..Page::default() }).await?;
    let times: Vec<i64> = found.rows.iter().map(|entry| entry.at).collect();
    ensure!(times == [4, 2, 1], "{times:?}");
    Ok(())
}

/// Connections: a name is taken once, a change is made once, and a password comes back only sealed.
async fn connections(one: &Store, other: &Store) -> Result<shadowtable_store::Connection> {
    let mut connection = sample::connection("production");
    connection.password = Some(one.seal("geheim", &connection.id)?);
    one.connections().insert(&connection).await?;
    refused!(
        other.connections().insert(&sample::connection("production")).await,
        StoreError::Exists("connections")
    );
    ensure!(other.connections().get(&connection.id).await? == connection, "a row comes back as it went in");
    let sealed = connection.password.clone().unwrap();
    ensure!(other.unseal(&sealed, &connection.id)?.as_str() == "geheim", "another node unseals it");

    let mut stale = connection.clone();
    connection.host = None;
    connection.socket = Some("/run/db.sock".to_owned());
    one.connections().save(&mut connection).await?;
    refused!(other.connections().save(&mut stale).await, StoreError::Changed("connections"));
    ensure!(other.connections().get(&connection.id).await? == connection, "the first change stands");
    Ok(connection)
}

/// An analysis: one node takes it, writes ten thousand pairs, and people skip some of them.
async fn analyses(
    one: &Store,
    other: &Store,
    connection: &shadowtable_store::Connection,
) -> Result<shadowtable_store::Analysis> {
    let analysis = sample::analysis(connection);
    one.analyses().insert(&analysis).await?;
    let claimed = other.analyses().claim("node-b", LONG).await?.unwrap();
    ensure!(claimed.analysis.id == analysis.id && claimed.former.is_none(), "{claimed:?}");
    ensure!(one.analyses().claim("node-a", LONG).await?.is_none(), "it is taken");

    let pairs: Vec<_> = (0..PAIRS).map(sample::pair).collect();
    let begin = Instant::now();
    for chunk in pairs.chunks(1_000) {
        let mut batch = Batch::held(&claimed.claim);
        batch.insert_pairs(PairsOf::Analysis(&analysis.id), chunk);
        batch.progress_analysis(&claimed.claim, chunk.last().unwrap().0.position + 1, PAIRS);
        other.commit(batch).await?;
    }
    println!("{PAIRS} pairs written in {:?}", begin.elapsed());
    let end = AnalysisEnd {
        state: AnalysisState::Done,
        done: PAIRS,
        total: PAIRS,
        counts: Document::default(),
        context: Document::default(),
        left_out: Document::from_text("[]"),
        error: None,
        finished_at: 10,
        expires_at: Some(20),
    };
    let mut batch = Batch::held(&claimed.claim);
    batch.finish_analysis(&claimed.claim, &end);
    other.commit(batch).await?;

    let of = PairsOf::Analysis(&analysis.id);
    let begin = Instant::now();
    let filter = PairFilter { search: Some("ORDERS_0999".to_owned()), ..PairFilter::default() };
    let found = one.pairs().list(of, &filter, PairOrder::Source, &Page::default()).await?;
    println!("a search among them took {:?}", begin.elapsed());
    ensure!(found.rows.len() == 10 && found.next.is_none(), "{found:?}");
    let all = every_page(one, &analysis.id, PairOrder::Verdict).await?;
    ensure!(all.len() == 10_000, "every pair is on one page: {}", all.len());
    let (pair, body) = one.pairs().get(of, 7_777).await?;
    ensure!((&pair, &body) == (&pairs[7_777].0, &pairs[7_777].1), "a pair comes back as it went in");

    let mut current = one.analyses().get(&analysis.id).await?;
    let mut stale = current.clone();
    let conflicts = PairFilter { verdicts: vec!["Conflict".to_owned()], ..PairFilter::default() };
    ensure!(one.pairs().skip(&mut current, &conflicts, true).await? == 2_500, "all conflicts are skipped");
    refused!(other.pairs().skip(&mut stale, &conflicts, false).await, StoreError::Changed("analyses"));
    let skipped = PairFilter { skipped: Some(true), ..PairFilter::default() };
    ensure!(other.pairs().count(of, &skipped).await? == 2_500, "the other node sees it");
    Ok(current)
}

async fn every_page(store: &Store, analysis_id: &str, order: PairOrder) -> Result<Vec<Pair>> {
    let mut page = Page { limit: 500, descending: true, ..Page::default() };
    let (mut rows, mut slowest) = (Vec::new(), std::time::Duration::ZERO);
    loop {
        let begin = Instant::now();
        let Listed { rows: found, next } =
            store.pairs().list(PairsOf::Analysis(analysis_id), &PairFilter::default(), order, &page).await?;
        slowest = slowest.max(begin.elapsed());
        rows.extend(found);
        page.after = next;
        if page.after.is_none() {
            println!("the slowest page of 500 took {slowest:?}");
            return Ok(rows);
        }
    }
}

/// A task: its number, its own copy of the pairs, and a list that stays stable while others submit.
async fn tasks(
    one: &Store,
    other: &Store,
    connection: &shadowtable_store::Connection,
    analysis: &shadowtable_store::Analysis,
) -> Result<Task> {
    let mut task = sample::task(connection, "shop");
    task.analysis_id = Some(analysis.id.clone());
    let begin = Instant::now();
    let mut batch = Batch::new();
    batch.insert_task(&task).freeze_pairs(analysis, &task.id).event(&sample::event(&task, "submitted"));
    one.commit(batch).await?;
    println!("a task with {PAIRS} pairs frozen in {:?}", begin.elapsed());
    task = other.tasks().get(&task.id).await?;
    ensure!(task.number == 1, "the first task is number 1, not {}", task.number);

    let mut stale = Batch::new();
    stale.freeze_pairs(analysis, "another");
    refused!(other.commit(stale).await, StoreError::Changed("analyses"));
    let current = one.analyses().get(&analysis.id).await?;
    one.analyses().remove(&current).await?;
    let skipped = PairFilter { skipped: Some(true), ..PairFilter::default() };
    ensure!(one.pairs().count(PairsOf::Task(&task.id), &skipped).await? == 2_500, "the copy outlives it");

    for _ in 0..9 {
        one.tasks().insert(&sample::task(connection, "shop")).await?;
    }
    let first = Page { limit: 4, descending: true, ..Page::default() };
    let filter = TaskFilter { search: Some("LOAD".to_owned()), ..TaskFilter::default() };
    let first = other.tasks().list(&filter, TaskOrder::Number, &first).await?;
    one.tasks().insert(&sample::task(connection, "shop")).await?;
    let rest = Page { limit: 100, descending: true, after: first.next.clone() };
    let rest = other.tasks().list(&filter, TaskOrder::Number, &rest).await?;
    let numbers: Vec<i64> = first.rows.iter().chain(&rest.rows).map(|task| task.number).collect();
    ensure!(numbers == [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], "{numbers:?}");
    refused!(one.connections().remove(connection).await, StoreError::Changed("connections"));
    Ok(task)
}

/// A run: a node takes it, dies in the middle, comes back and can't write any more.
async fn runs(one: &Store, other: &Store, task: &Task) -> Result<()> {
    let (run, next) = (sample::run(task, 1), sample::run(task, 2));
    one.runs().insert(&run).await?;
    one.runs().insert(&next).await?;
    refused!(other.runs().insert(&sample::run(task, 2)).await, StoreError::Exists("runs"));
    let dead = one.runs().claim("node-a", -1).await?.unwrap();
    ensure!(dead.run.state == RunState::Running && dead.former.is_none(), "{dead:?}");
    let mut batch = Batch::held(&dead.claim);
    let steps: Vec<_> = (0..3).map(|position| sample::step(&run, 0, position)).collect();
    batch.insert_all(&[sample::run_pair(&run, 0)]).insert_all(&steps);
    one.commit(batch).await?;
    held(one, &dead.claim, |batch| _ = batch.begin_step(&key(&run, 0), 7)).await?;
    held(one, &dead.claim, |batch| {
        batch.end_step(&key(&run, 0), &sample::done()).begin_step(&key(&run, 1), 8);
    })
    .await?;
    let twice = held(one, &dead.claim, |batch| _ = batch.begin_step(&key(&run, 0), 9)).await;
    refused!(twice, StoreError::Changed("steps"));

    let taken = taken_over(one, other, &run, &dead.claim).await?;
    ended(one, other, task, &run, &taken).await?;
    let second = one.runs().claim("node-a", LONG).await?.unwrap();
    ensure!(second.run.id == next.id, "the database is free again");
    Ok(())
}

/// The other node takes the run over, and the first one is fenced out.
async fn taken_over(one: &Store, other: &Store, run: &Run, dead: &Claim) -> Result<Claim> {
    let taken = other.runs().claim("node-b", LONG).await?.unwrap();
    ensure!(taken.run.id == run.id && taken.former.as_deref() == Some("node-a"), "{taken:?}");
    ensure!(one.runs().claim("node-a", LONG).await?.is_none(), "the other run waits for its database");
    let late = held(one, dead, |batch| _ = batch.end_step(&key(run, 1), &sample::done())).await;
    refused!(late, StoreError::LeaseLost);
    refused!(one.runs().heartbeat(dead, LONG).await, StoreError::LeaseLost);
    refused!(one.runs().release(dead).await, StoreError::LeaseLost);
    let unknown = other.steps().of_run(&run.id, &[StepState::Running]).await?;
    ensure!(unknown.len() == 1 && unknown[0].position == 1, "{unknown:?}");
    Ok(taken.claim)
}

/// Somebody cancels it, the holder hears of it and ends it; everybody sees the same events.
async fn ended(one: &Store, other: &Store, task: &Task, run: &Run, claim: &Claim) -> Result<()> {
    let asked = one.runs().get(&run.id).await?;
    let mut batch = Batch::new();
    batch.cancel_run(&asked, Some("enough"), 9);
    one.commit(batch).await?;
    ensure!(other.runs().heartbeat(claim, LONG).await?.cancel_requested, "the holder hears of it");
    let end = RunEnd {
        state: RunState::Cancelled,
        reason: Some("enough".to_owned()),
        counts: Document::default(),
        finished_at: Some(11),
    };
    let mut cancelled = one.tasks().get(&task.id).await?;
    cancelled.state = TaskState::Cancelled;
    held(other, claim, |batch| {
        batch
            .settle_steps(&run.id, None, StepState::Running, StepState::Unknown)
            .settle_steps(&run.id, None, StepState::Pending, StepState::NotRun)
            .finish_run(claim, &end)
            .save(&cancelled)
            .events(&[sample::event(task, "stopped"), sample::event(task, "over")]);
    })
    .await?;
    let steps = one.steps().of_pair(&run.id, 0).await?;
    let states: Vec<StepState> = steps.iter().map(|step| step.state).collect();
    ensure!(states == [StepState::Done, StepState::Unknown, StepState::NotRun], "{states:?}");
    let events = one.events().after(AboutKind::Task, &task.id, 1, &EventFilter::default(), 100).await?;
    let seen: Vec<(i64, &str)> = events.iter().map(|event| (event.seq, event.kind.as_str())).collect();
    ensure!(seen == [(2, "stopped"), (3, "over")], "{seen:?}");
    Ok(())
}

fn key(run: &Run, position: i64) -> StepKey {
    StepKey { run_id: run.id.clone(), pair: 0, position }
}

/// Writes as the holder of a claim.
async fn held(store: &Store, claim: &Claim, write: impl Fn(&mut Batch)) -> Result<(), StoreError> {
    let mut batch = Batch::held(claim);
    write(&mut batch);
    store.commit(batch).await
}
