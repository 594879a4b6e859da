//! Errands: what nodes and people do besides, each question and each write once on every backend.

use crate::sample;
use crate::world::World;
use anyhow::{Result, ensure};
use shadowtable_store::{
    AboutKind, AnalysisFilter, AnalysisState, Batch, Claimed, Connection, ConnectionFilter, Document,
    EventFilter, Grant, NewEvent, Node, Page, PairFilter, PairOrder, PairResult, PairsOf, Role, RunFilter,
    RunPairFilter, RunState, Setting, StepKey, StepState, Store, StoreError, Task, TaskFilter, TaskOrder,
    TaskState, Token, new_id,
};

pub async fn people_and_their_rights(world: World) -> Result<()> {
    let store = world.open().await?;
    let user = sample::user("ada");
    store.users().insert(&user).await?;
    let page = store.users().list(Some("AD"), &Page::default()).await?;
    ensure!(page.rows == [user.clone()] && page.next.is_none(), "{page:?}");

    let token = Token {
        id: new_id(),
        user_id: user.id.clone(),
        name: "ci".to_owned(),
        secret_hash: "b".repeat(64),
        scope: "read".to_owned(),
        created_at: 1,
        expires_at: None,
        used_at: None,
    };
    store.tokens().insert(&token).await?;
    store.tokens().used(&token.id, 9).await?;
    ensure!(store.tokens().by_hash(&token.secret_hash).await?.unwrap().used_at == Some(9), "it was used");
    ensure!(store.tokens().of(&user.id).await?.len() == 1, "it is listed");
    store.tokens().remove(&token.id).await?;
    refused!(store.tokens().get(&token.id).await, StoreError::NotFound("tokens"));

    let grant = |connection: &str, role| Grant {
        user_id: user.id.clone(),
        connection_id: connection.to_owned(),
        role,
    };
    store.grants().insert(&grant("c1", Role::Viewer)).await?;
    store.grants().replace("c1", &[grant("c1", Role::Approver)]).await?;
    store.grants().replace("c2", &[grant("c2", Role::Viewer)]).await?;
    ensure!(store.grants().on("c1").await? == [grant("c1", Role::Approver)], "the old one is gone");
    ensure!(store.grants().of_user(&user.id).await? == store.grants().all().await?, "all are this user's");
    logins(&store, &user).await
}

async fn logins(store: &Store, user: &shadowtable_store::User) -> Result<()> {
    let session = sample::session(user);
    store.sessions().insert(&session).await?;
    store.sessions().seen(&session.id_hash, 50).await?;
    store.sessions().clean(99, 40).await?;
    ensure!(store.sessions().find(&session.id_hash).await?.unwrap().seen_at == 50, "it is still good");
    store.sessions().clean(100, 0).await?;
    ensure!(store.sessions().find(&session.id_hash).await?.is_none(), "it has ended");
    store.sessions().insert(&session).await?;
    store.sessions().end(&session.id_hash).await?;
    store.sessions().insert(&session).await?;
    store.sessions().end_all(&user.id).await?;
    ensure!(store.sessions().of(&user.id).await?.is_empty(), "all are ended");

    let logins = store.failed_logins();
    logins.record("ada", 1, 10, |count| count).await?;
    ensure!(logins.record("ada", 5, 10, |count| count).await?.count == 2, "the second in a row");
    ensure!(logins.record("ada", 99, 10, |count| count).await?.count == 1, "the first after a long time");
    logins.forget("ada").await?;
    ensure!(logins.find("ada").await?.is_none(), "it is forgotten");
    Ok(())
}

pub async fn connections_and_what_uses_them(world: World) -> Result<()> {
    let store = world.open().await?;
    let connection = sample::connection("production");
    store.connections().insert(&connection).await?;
    store.connections().insert(&sample::connection("staging")).await?;
    store.connections().tested(&connection.id, &Document::from_text("{}"), 7).await?;
    ensure!(store.connections().by_name("production").await?.unwrap().tested_at == Some(7), "it was tested");
    let found = async |ids: Option<Vec<String>>, search: Option<&str>| -> Result<i64> {
        let filter = ConnectionFilter { ids, search: search.map(str::to_owned) };
        let rows = store.connections().list(&filter, &Page::default()).await?.rows.len() as i64;
        ensure!(store.connections().count(&filter).await? == rows, "a list is as long as its count");
        Ok(rows)
    };
    ensure!(found(None, Some("PRÜFUNG")).await? == 2, "found in any case, in any script");
    ensure!(found(Some(vec![connection.id.clone()]), None).await? == 1, "what a user may see");
    ensure!(found(Some(Vec::new()), None).await? == 0, "a user who may see nothing sees nothing");
    ensure!(found(None, Some("100%_")).await? == 0, "a sign of LIKE is a letter like any other");

    let task = store.tasks().insert(&sample::task(&connection, "shop")).await?;
    ensure!(store.connections().live_tasks(&connection.id).await? == 1, "a task uses it");
    refused!(store.connections().remove(&connection).await, StoreError::Changed("connections"));
    let mut over = task;
    over.state = TaskState::Finished;
    store.tasks().save(&mut over).await?;
    store.connections().remove(&connection).await?;
    refused!(
        store.tasks().insert(&sample::task(&connection, "shop")).await,
        StoreError::Changed("connections")
    );
    Ok(())
}

pub async fn analyses_and_their_pairs(world: World) -> Result<()> {
    let store = world.open().await?;
    let connection = sample::connection("production");
    store.connections().insert(&connection).await?;
    let analysis = sample::analysis(&connection);
    store.analyses().insert(&analysis).await?;
    let of = PairsOf::Analysis(&analysis.id);
    let pairs: Vec<_> = (0..40).map(sample::pair).collect();
    let mut batch = Batch::new();
    batch.insert_pairs(of, &pairs);
    store.commit(batch).await?;

    let (mut pair, mut body) = sample::pair(3);
    (pair.verdict, body.wanted_ddl) = ("Conflict".to_owned(), None);
    let mut batch = Batch::new();
    // Written twice: a row that is already as it should be counts as found.
    batch
        .replace_pairs(of, &[(pair.clone(), body.clone())])
        .replace_pairs(of, &[(pair.clone(), body.clone())]);
    store.commit(batch).await?;
    ensure!(store.pairs().get(of, 3).await? == (pair, body), "it was written over");
    refused!(store.pairs().get(of, 40).await, StoreError::NotFound("analysis_pairs"));
    let hazard =
        PairFilter { hazard: Some("rows-lost".to_owned()), gated: Some(true), ..PairFilter::default() };
    ensure!(store.pairs().count(of, &hazard).await? == 3, "7, 21 and 35");
    for order in [PairOrder::Position, PairOrder::Shadow, PairOrder::Statements] {
        let page = Page { limit: 7, ..Page::default() };
        let first = store.pairs().list(of, &PairFilter::default(), order, &page).await?;
        let second = Page { after: first.next, ..page };
        let second = store.pairs().list(of, &PairFilter::default(), order, &second).await?;
        ensure!(first.rows.iter().all(|row| !second.rows.contains(row)), "{order:?} repeats a row");
    }
    let tally = store.pairs().tally(of).await?;
    ensure!(tally.iter().map(|(_, _, count)| count).sum::<i64>() == 40, "{tally:?}");
    ensure!(store.pairs().bodies(of, 35, 100).await?.len() == 5, "the last five");
    cancelled(&store, &analysis).await
}

async fn cancelled(store: &Store, analysis: &shadowtable_store::Analysis) -> Result<()> {
    let mut batch = Batch::new();
    batch.cancel_analysis(analysis, 9);
    store.commit(batch).await?;
    let filter = AnalysisFilter {
        states: vec![AnalysisState::Cancelled],
        search: Some("SHO".to_owned()),
        ..AnalysisFilter::default()
    };
    let listed = store.analyses().list(&filter, &Page::default()).await?;
    ensure!(listed.rows.len() == 1 && store.analyses().count(&filter).await? == 1, "{listed:?}");
    for (database, expected) in [("shop", 1), ("sho", 0)] {
        let filter = AnalysisFilter { database: Some(database.to_owned()), ..AnalysisFilter::default() };
        ensure!(store.analyses().count(&filter).await? == expected, "of the database {database}");
    }
    ensure!(store.analyses().claim("node-a", 1).await?.is_none(), "it waits no more");
    let mut over = listed.rows.into_iter().next().unwrap();
    over.expires_at = Some(20);
    store.analyses().save(&mut over).await?;
    ensure!(store.analyses().expired(19, 10).await?.is_empty(), "not yet");
    let expired = store.analyses().expired(20, 10).await?;
    ensure!(expired.len() == 1 && expired[0].is_same_as(&over), "{expired:?}");
    store.analyses().remove(&over).await?;
    let of = PairsOf::Analysis(&analysis.id);
    ensure!(store.pairs().count(of, &PairFilter::default()).await? == 0, "nothing of it is left");
    Ok(())
}

pub async fn tasks_and_their_times(world: World) -> Result<()> {
    let store = world.open().await?;
    let connection = sample::connection("production");
    store.connections().insert(&connection).await?;
    let mut due = sample::task(&connection, "shop");
    (due.state, due.next_at) = (TaskState::Scheduled, Some(100));
    let mut late = sample::task(&connection, "other");
    (late.state, late.approve_by) = (TaskState::AwaitingApproval, Some(50));
    let (due, late) = (store.tasks().insert(&due).await?, store.tasks().insert(&late).await?);
    ensure!(store.tasks().due(TaskState::Scheduled, 99, 10).await?.is_empty(), "not yet");
    ensure!(store.tasks().due(TaskState::Scheduled, 100, 10).await? == [due.clone()], "now");
    ensure!(store.tasks().overdue_approvals(50, 10).await? == [late.clone()], "too late");
    ensure!(store.tasks().by_number(due.number).await?.as_ref() == Some(&due), "by its number");
    for (search, expected) in [("#1", 1), ("2", 1), ("SHOP", 1), ("load", 2)] {
        let filter = TaskFilter { search: Some(search.to_owned()), ..TaskFilter::default() };
        ensure!(store.tasks().count(&filter).await? == expected, "searched for {search}");
    }
    for order in [TaskOrder::Created, TaskOrder::Changed, TaskOrder::Next, TaskOrder::Number] {
        let filter = TaskFilter { from: Some(4), to: Some(5), ..TaskFilter::default() };
        let page = Page { limit: 1, descending: true, ..Page::default() };
        let first = store.tasks().list(&filter, order, &page).await?;
        let next = Page { after: first.next.clone(), ..page };
        let second = store.tasks().list(&filter, order, &next).await?;
        ensure!(first.rows[0] != second.rows[0] && second.next.is_none(), "{order:?}: {first:?} {second:?}");
    }
    runs(&store, &connection).await
}

async fn runs(store: &Store, connection: &Connection) -> Result<()> {
    let task = store.tasks().insert(&sample::task(connection, "runs")).await?;
    let run = sample::run(&task, 1);
    let mut batch = Batch::new();
    let pairs = [sample::run_pair(&run, 0), sample::run_pair(&run, 1)];
    batch
        .insert_run(&run)
        .insert_all(&pairs)
        .insert_all(&[sample::step(&run, 1, 0), sample::step(&run, 1, 1)]);
    store.commit(batch).await?;
    let mut synced = pairs[1].clone();
    (synced.result, synced.verified) = (PairResult::Synced, true);
    let key = |position| StepKey { run_id: run.id.clone(), pair: 1, position };
    let claimed = store.runs().claim("node-a", 60_000).await?.unwrap();
    let mut batch = Batch::held(&claimed.claim);
    batch.put_run_pair(&synced).put_run_pair(&synced).begin_step(&key(0), 1);
    batch.settle_step(&key(0), &[StepState::Running], StepState::Unknown, Some("the node was lost"));
    batch
        .settle_step(&key(0), &[StepState::Unknown], StepState::Pending, None)
        .drop_pending_steps(&run.id, 1);
    batch
        .progress_run(&claimed.claim, &Document::from_text("{}"))
        .analyzed_run(&claimed.claim, "an-analysis");
    store.commit(batch).await?;
    ensure!(store.run_pairs().get(&run.id, 1).await? == synced, "it was written over");
    ensure!(
        store.run_pairs().tally(&run.id).await? == [(PairResult::Pending, 1), (PairResult::Synced, 1)],
        "one of each"
    );
    let filter = RunPairFilter { results: vec![PairResult::Synced], search: Some("ORDERS_1".to_owned()) };
    let listed = store.run_pairs().list(&run.id, &filter, &Page::default()).await?;
    ensure!(
        listed.rows == store.run_pairs().all(&run.id, &filter).await? && listed.rows.len() == 1,
        "{listed:?}"
    );
    ensure!(store.run_pairs().count(&run.id, &filter).await? == 1, "as many as are listed");
    ensure!(store.steps().tally(&run.id).await?.is_empty(), "the steps were dropped");

    store.runs().release(&claimed.claim).await?;
    let again = store.runs().claim("node-b", 60_000).await?.unwrap();
    ensure!(again.former.as_deref() == Some("node-a"), "handed over: {again:?}");
    ensure!(again.run.analysis_id.as_deref() == Some("an-analysis"), "{again:?}");
    let filter = RunFilter {
        task_id: Some(task.id.clone()),
        states: vec![RunState::Running],
        database: Some("runs".to_owned()),
        connections: Some(vec![connection.id.clone()]),
    };
    let listed = store.runs().list(&filter, &Page::default()).await?;
    ensure!(listed.rows.len() == 1 && store.runs().count(&filter).await? == 1, "{listed:?}");
    let newest = store.runs().newest(&task.id).await?;
    ensure!(newest == store.runs().by_number(&task.id, 1).await? && newest.is_some(), "{newest:?}");
    held_and_waiting(store, &task).await?;
    followed(store, &task).await?;
    removed(store, &task).await
}

/// What is counted of runs: one is held, and another one comes to wait.
async fn held_and_waiting(store: &Store, task: &Task) -> Result<()> {
    ensure!(store.leases(Claimed::Run, store.now().await?).await? == 1, "it is held");
    ensure!(store.leases(Claimed::Run, store.now().await? + 120_000).await? == 0, "not for ever");
    ensure!(store.runs().longest_queued().await?.is_none(), "nothing waits");
    store.runs().insert(&sample::run(task, 2)).await?;
    ensure!(store.runs().longest_queued().await? == Some(5), "one waits");
    let newest = store.runs().newest(&task.id).await?;
    let of_all = store.runs().newest_of(&[task.id.clone(), "no-task".to_owned()]).await?;
    ensure!(of_all.len() == 1 && of_all.get(&task.id) == newest.as_ref(), "{of_all:?}");
    ensure!(store.runs().newest_of(&[]).await?.is_empty(), "of no task there is no run");
    Ok(())
}

/// A run that is over goes with all that is its own once another has followed it; the newest stays.
async fn followed(store: &Store, task: &Task) -> Result<()> {
    let mut run = sample::run(task, 3);
    (run.state, run.finished_at) = (RunState::Succeeded, Some(7));
    store.runs().insert(&run).await?;
    let mut batch = Batch::new();
    batch.insert_all(&[sample::run_pair(&run, 0)]).insert_all(&[sample::step(&run, 0, 0)]);
    batch.event(&NewEvent { run_id: Some(run.id.clone()), ..sample::event(task, "of the run") });
    batch.event(&sample::event(task, "of the task"));
    store.commit(batch).await?;
    ensure!(store.runs().followed_since(100, 10).await?.is_empty(), "the newest stays");
    store.runs().insert(&sample::run(task, 4)).await?;
    ensure!(store.runs().followed_since(7, 10).await?.is_empty(), "not long enough");
    let found = store.runs().followed_since(8, 10).await?;
    ensure!(found.len() == 1 && found[0].id == run.id, "{found:?}");
    let last = store.events().last(AboutKind::Task, &task.id).await?;
    store.runs().remove(&found[0]).await?;
    refused!(store.runs().get(&run.id).await, StoreError::NotFound("runs"));
    ensure!(store.run_pairs().count(&run.id, &RunPairFilter::default()).await? == 0, "its pairs are gone");
    ensure!(store.steps().of_run(&run.id, &[]).await?.is_empty(), "its statements are gone");
    let left = store.events().after(AboutKind::Task, &task.id, 0, &EventFilter::default(), 100).await?;
    ensure!(left.iter().all(|event| event.run_id.as_deref() != Some(&run.id)), "{left:?}");
    ensure!(left.iter().any(|event| event.kind == "of the task"), "{left:?}");
    ensure!(store.events().last(AboutKind::Task, &task.id).await? == last, "numbers go on");
    store.runs().remove(&store.runs().by_number(&task.id, 4).await?.unwrap()).await?;
    Ok(())
}

/// A task that is over goes with all that is its own, if nobody has changed it since it was looked at.
async fn removed(store: &Store, task: &Task) -> Result<()> {
    let over = [TaskState::Finished, TaskState::Cancelled];
    ensure!(store.tasks().unchanged_since(&over, i64::MAX, 10).await?.is_empty(), "none is over");
    let mut finished = Task { state: TaskState::Finished, ..task.clone() };
    store.tasks().save(&mut finished).await?;
    ensure!(store.tasks().unchanged_since(&over, 4, 10).await?.is_empty(), "not long enough");
    ensure!(store.tasks().unchanged_since(&over, 5, 10).await? == [finished.clone()], "long enough");
    refused!(store.tasks().remove(task).await, StoreError::Changed("tasks"));
    let run = store.runs().by_number(&task.id, 1).await?.unwrap();
    ensure!(store.run_pairs().count(&run.id, &RunPairFilter::default()).await? == 2, "nothing is gone yet");
    let others = store.runs().count(&RunFilter::default()).await?;
    store.tasks().remove(&finished).await?;
    refused!(store.tasks().get(&task.id).await, StoreError::NotFound("tasks"));
    ensure!(store.run_pairs().count(&run.id, &RunPairFilter::default()).await? == 0, "its pairs are gone");
    ensure!(store.runs().count(&RunFilter::default()).await? == others - 2, "its runs are gone");
    refused!(store.events().last(AboutKind::Task, &task.id).await, StoreError::NotFound("streams"));
    Ok(())
}

pub async fn nodes_and_settings(world: World) -> Result<()> {
    let store = world.open().await?;
    let now = store.now().await?;
    let clock = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_millis() as i64;
    ensure!((now - clock).abs() < 60_000, "the database's clock says {now}, ours {clock}");
    let node = Node {
        id: new_id(),
        host: "n1".to_owned(),
        pid: 1,
        version: "0.1.0".to_owned(),
        started_at: now,
        seen_at: now,
    };
    store.nodes().insert(&node).await?;
    ensure!(store.nodes().get(&node.id).await? == node, "it is known");
    store.nodes().seen(&node.id, now + 5).await?;
    store.nodes().clean(now + 5).await?;
    ensure!(store.nodes().all().await?.len() == 1, "it was seen in time");
    store.nodes().remove(&node.id).await?;
    ensure!(store.nodes().all().await?.is_empty(), "it is gone");

    let mut setting = Setting { name: "keep".to_owned(), value: Document::of(&30)?, version: 1 };
    store.settings().insert(&setting).await?;
    store.settings().save(&mut setting).await?;
    ensure!(store.settings().all().await? == [setting], "it was set");
    store.idempotency().clean(now).await?;
    Ok(())
}
