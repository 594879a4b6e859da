//! The prover: it reads pairs again that have had their last statement, while others still have theirs.

use super::record::{PairResult, Run};
use crate::analyze::Analysis;
use crate::reading::reading;
use shadowtable_plan::analysis::{Adoption, Analyzer, Context};
use shadowtable_plan::{Pair, Plan};
use shadowtable_schema::Name;
use shadowtable_target::definition::read_few;
use shadowtable_target::{Purpose, Session};
use std::collections::HashSet;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// Fewer pairs are read at the end as quickly as another session is opened.
const WORTH_A_SESSION: usize = 50;

/// Pairs that are read in one go.
const AT_ONCE: usize = 64;

/// A task that reads over a session of its own. What it proves needs no other look; what it does not prove, for whatever
/// reason, is left to the verification at the end.
///
/// Only a pair without foreign keys can be proved so early: its definitions are what its own statements made them, while a
/// key's changes with the name of its parent.
#[derive(Debug)]
pub struct Prover {
    /// Pairs by their position in the plan. Closed when all statements have ended.
    over: Option<mpsc::UnboundedSender<(usize, Pair)>>,
    task: Option<JoinHandle<HashSet<usize>>>,
}

impl Prover {
    /// One that proves nothing.
    pub const fn none() -> Self {
        Self { over: None, task: None }
    }

    /// Starts one if it pays.
    pub async fn start(analysis: &Analysis, reader: &Session, run: &Run) -> Self {
        let pending = run.pairs.iter().filter(|pair| pair.result == PairResult::Pending).count();
        if pending < WORTH_A_SESSION {
            return Self::none();
        }
        let Ok(session) = reader.another(Purpose::Read).await else { return Self::none() };
        let context = Context { adoption: Adoption::All, ..analysis.context.clone() };
        let (over, pairs) = mpsc::unbounded_channel();
        let task = tokio::spawn(prove(Analyzer::new(context), session, pairs));
        Self { over: Some(over), task: Some(task) }
    }

    /// Tells it of a pair that may have had its last statement: `position` was done.
    pub fn done(&self, plan: &Plan, at: usize, position: usize) {
        let Some(over) = &self.over else { return };
        let pair = &plan.pairs[at];
        let is_last = position + 1 == pair.statements.len();
        let has_keys = pair.planned.as_deref().is_none_or(|planned| !planned.wanted.foreign_keys.is_empty());
        if is_last && !has_keys {
            // A task that has ended proves nothing more.
            let _ = over.send((at, pair.pair.clone()));
        }
    }

    /// The positions of the pairs that are proved, once all that it was told of are read.
    pub async fn finish(self) -> HashSet<usize> {
        drop(self.over);
        match self.task {
            Some(task) => task.await.unwrap_or_default(),
            None => HashSet::new(),
        }
    }
}

async fn prove(
    analyzer: Analyzer,
    mut session: Session,
    mut pairs: mpsc::UnboundedReceiver<(usize, Pair)>,
) -> HashSet<usize> {
    let mut proved = HashSet::new();
    let mut some = Vec::with_capacity(AT_ONCE);
    while pairs.recv_many(&mut some, AT_ONCE).await > 0 {
        // A packet of few tables costs nearly what one of many does.
        while some.len() < AT_ONCE && pairs.recv_many(&mut some, AT_ONCE).await > 0 {}
        let names: Vec<Name> =
            some.iter().flat_map(|(_, Pair { source, shadow })| [source, shadow]).cloned().collect();
        let mut stream = read_few(&mut session, names).await;
        for (at, pair) in some.drain(..) {
            let dialect = session.server().dialect;
            let (Some((_, source)), Some((_, shadow))) = (stream.next().await, stream.next().await) else {
                break;
            };
            if analyzer.proves(&pair, reading(source, dialect), reading(shadow, dialect)) {
                proved.insert(at);
            }
        }
    }
    session.close().await;
    proved
}
