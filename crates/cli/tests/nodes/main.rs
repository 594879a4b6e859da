//! Two real nodes on one real store: one is killed in the middle of a run of two hundred tables, twenty times, and the other
//! finishes what it had begun. And one node whose store is killed.

mod node;
mod store_loss;
mod world;

use anyhow::{Context, Result, ensure};
use libtest_mimic::{Arguments, Trial};
use node::Node;
use shadowtable_store::{RunPairFilter, RunState, StepState, Task, TaskState};
use shadowtable_testkit::kind::Kind;
use shadowtable_testkit::tally;
use world::{World, until};

type Play = fn(Kind, &str) -> Result<()>;

/// How often a node is killed.
const TIMES: usize = 20;

/// How many tables a run makes.
pub const TABLES: usize = 200;

fn main() {
    let arguments = Arguments::from_args();
    // The store is on the same server, in a database of its own.
    let kind = Kind::MariaDb1011;
    let plays: [(&str, Play); 2] = [
        ("a_killed_node_loses_nothing", killed),
        ("a_node_survives_the_death_of_its_store", store_loss::survived),
    ];
    let trials = plays.map(|(name, play)| {
        Trial::test(name, move || play(kind, name).map_err(|error| format!("{error:#}").into()))
            .with_kind(kind.name())
            .with_ignored_flag(kind.url_from_env().is_none())
    });
    libtest_mimic::run(&arguments, trials.into()).exit();
}

fn killed(kind: Kind, name: &str) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let world = World::new(kind).await?;
        let mut nodes = vec![Node::start(&world)?, Node::start(&world)?];
        for time in 0..TIMES {
            one(&world, &mut nodes, time).await.with_context(|| format!("time {time}"))?;
            nodes.push(Node::start(&world)?);
        }
        for node in nodes {
            node.end()?;
        }
        world.drop().await
    })?;
    tally::record(kind, &format!("nodes {name}"))
}

/// Kills the node that runs a task when so many of its statements are done, and waits for the other to finish.
async fn one(world: &World, nodes: &mut Vec<Node>, time: usize) -> Result<()> {
    let database = world.database(TABLES).await?;
    let task = world.submit(&database).await?;
    let store = &world.services.store;
    let at = (time * 37 + 5) % TABLES;
    let run = until(async || {
        let Some(run) = store.runs().newest(&task.id).await? else { return Ok(None) };
        let done = store.steps().of_run(&run.id, &[StepState::Done]).await?.len();
        Ok((done > at || run.finished_at.is_some()).then_some(run))
    })
    .await?;
    let holder = run.lease_node.context("nobody holds the run")?;
    let holder =
        store.nodes().all().await?.into_iter().find(|node| node.id == holder).context("no such node")?;
    let position =
        nodes.iter().position(|node| i64::from(node.id()) == holder.pid).context("no node of ours")?;
    nodes.remove(position).kill()?;

    is_finished(world, &task, &database).await
}

/// The task ends in success, everything that it did is accounted for, and nothing else was done.
pub async fn is_finished(world: &World, task: &Task, database: &str) -> Result<()> {
    let store = &world.services.store;
    let ended = until(async || {
        let now = store.tasks().get(&task.id).await?;
        let over = matches!(now.state, TaskState::Finished | TaskState::NeedsAttention);
        Ok(over.then_some(now))
    })
    .await?;
    let run = store.runs().newest(&task.id).await?.context("the run is gone")?;
    ensure!(ended.state == TaskState::Finished && run.state == RunState::Succeeded, "{run:?}");
    // Every statement is accounted for; one that was sent twice would have failed, since its table was there.
    let steps = store.steps().of_run(&run.id, &[]).await?;
    ensure!(steps.len() == TABLES && steps.iter().all(|step| step.state == StepState::Done), "{steps:?}");
    let pairs = store.run_pairs().all(&run.id, &RunPairFilter::default()).await?;
    ensure!(pairs.iter().all(|pair| pair.verified), "{pairs:?}");
    world.check(database, TABLES).await
}
