//! Runs: each is one execution of a task, by one node at a time, and one at a time in a database.

use crate::backend::{Statement, Unmet};
use crate::batch::Batch;
use crate::claim::{self, Beat, Claim, Claimed};
use crate::document::Document;
use crate::error::StoreError;
use crate::list::{Listed, Order, Page, Select};
use crate::record::Record;
use crate::value::{Column as _, Value};
use crate::word::{Cause, RunState};
use std::collections::HashMap;

record! {
    /// A run.
    Run in "runs" key(id) fixed(
        task_id, connection_id, database, number, cause, requested_by, queued_at, lease_node, lease_token, lease_until
    ) {
        /// The id.
        id: String,
        /// Of which task.
        task_id: String,
        /// The task's connection.
        connection_id: String,
        /// The task's database.
        database: String,
        /// Its number in the task, from 1.
        number: i64,
        /// The analysis that was made for it, if one was.
        analysis_id: Option<String>,
        /// Where it is.
        state: RunState,
        /// Why it is there.
        reason: Option<String>,
        /// How many pairs have which result.
        counts: Document,
        /// Why there is a run.
        cause: Cause,
        /// Who wanted it; nobody if its time came.
        requested_by: Option<String>,
        /// When it was put in the queue.
        queued_at: i64,
        /// When a node began.
        started_at: Option<i64>,
        /// When it was over.
        finished_at: Option<i64>,
        /// The node that has the lease.
        lease_node: Option<String>,
        /// The fence: how often the lease was taken.
        lease_token: i64,
        /// When the lease ends.
        lease_until: i64,
        /// Whether somebody wants it stopped.
        cancel_requested: bool,
        /// How often it was changed.
        version: i64,
    }
}

repository! {
    /// Runs.
    Runs
}
get_by_id!(Runs, Run);
compare_and_set!(Runs, Run);

/// Which runs are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunFilter {
    /// Those of this task.
    pub task_id: Option<String>,
    /// Those of one of these connections: what a user may see.
    pub connections: Option<Vec<String>>,
    /// Those in one of these states; all, if there are none.
    pub states: Vec<RunState>,
    /// Those of this database.
    pub database: Option<String>,
}

impl RunFilter {
    fn select(&self) -> Select {
        Select::default()
            .equals_if("task_id", self.task_id.clone())
            .any_of("connection_id", self.connections.as_deref())
            .one_of("state", &self.states)
            .equals_if("database", self.database.clone())
    }
}

/// A run that a node has taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedRun {
    /// The run, as it is now.
    pub run: Run,
    /// The right to work on it.
    pub claim: Claim,
    /// The node that had it before, if one had: what it left behind must be looked at.
    pub former: Option<String>,
}

/// How a run ended, or stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunEnd {
    /// Any state but `Queued`, `Running` and `Cancelling`.
    pub state: RunState,
    /// Why.
    pub reason: Option<String>,
    /// How many pairs have which result.
    pub counts: Document,
    /// When; `None` if it is not over (`NeedsAttention`).
    pub finished_at: Option<i64>,
}

/// A run that a node holds, or should: one whose lease has ended is anybody's.
const ABANDONED: &str = "(`state` IN ('Running', 'Cancelling') AND `lease_until` < ?)";

impl Runs<'_> {
    /// Inserts a run that waits for a node.
    ///
    /// # Errors
    /// `Exists` if the task has a run of this number, and what the database says.
    pub async fn insert(&self, run: &Run) -> Result<(), StoreError> {
        let mut batch = Batch::new();
        batch.insert_run(run);
        self.0.commit(batch).await
    }

    /// The run of this number of a task.
    ///
    /// # Errors
    /// What the database says.
    pub async fn by_number(&self, task_id: &str, number: i64) -> Result<Option<Run>, StoreError> {
        Select::default().is("task_id", task_id.to_owned()).is("number", number).first(self.0).await
    }

    /// The newest run of a task.
    ///
    /// # Errors
    /// What the database says.
    pub async fn newest(&self, task_id: &str) -> Result<Option<Run>, StoreError> {
        let select = Select::default().is("task_id", task_id.to_owned());
        Ok(select.all(self.0, "ORDER BY `number` DESC LIMIT 1").await?.into_iter().next())
    }

    /// The newest run of each of these tasks, by the task's id; tasks that never ran have none.
    ///
    /// # Errors
    /// What the database says.
    pub async fn newest_of(&self, task_ids: &[String]) -> Result<HashMap<String, Run>, StoreError> {
        const NEWEST: &str = "`number` = (SELECT MAX(later.`number`) FROM runs AS later WHERE later.`task_id` = runs.`task_id`)";
        let select = Select::default().any_of("task_id", Some(task_ids)).filter(NEWEST, Vec::new());
        let runs: Vec<Run> = select.all(self.0, "").await?;
        Ok(runs.into_iter().map(|run| (run.task_id.clone(), run)).collect())
    }

    /// Runs by the time they were queued; the newest first is `descending`.
    ///
    /// # Errors
    /// `Cursor`, and what the database says.
    pub async fn list(&self, filter: &RunFilter, page: &Page) -> Result<Listed<Run>, StoreError> {
        filter.select().page(self.0, Order { by: "`queued_at`", tie: "id" }, page).await
    }

    /// How many there are.
    ///
    /// # Errors
    /// What the database says.
    pub async fn count(&self, filter: &RunFilter) -> Result<i64, StoreError> {
        filter.select().count(self.0, Run::TABLE).await
    }

    /// How many runs are in which state.
    ///
    /// # Errors
    /// What the database says.
    pub async fn tally(&self) -> Result<Vec<(RunState, i64)>, StoreError> {
        let sql = "SELECT `state`, COUNT(*) FROM `runs` GROUP BY `state` ORDER BY `state`";
        let rows = self.0.query(sql.to_owned(), Vec::new()).await?;
        rows.into_iter().map(|mut row| Ok((row.take("runs", "state")?, row.take("runs", "count")?))).collect()
    }

    /// Runs that were over before a time and are not the newest of their task, the oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn followed_since(&self, before: i64, limit: i64) -> Result<Vec<Run>, StoreError> {
        const FOLLOWED: &str = "EXISTS (SELECT 1 FROM runs AS later WHERE later.`task_id` = runs.`task_id` \
                                AND later.`number` > runs.`number`)";
        Select::default()
            .filter("`finished_at` < ?", vec![Value::Int(before)])
            .filter(FOLLOWED, Vec::new())
            .all(self.0, &format!("ORDER BY `finished_at`, `id` LIMIT {limit}"))
            .await
    }

    /// Deletes a run with its pairs, statements and events.
    ///
    /// # Errors
    /// `Changed`, and what the database says.
    pub async fn remove(&self, run: &Run) -> Result<(), StoreError> {
        let mut batch = Batch::new();
        batch.remove_row(run);
        for table in ["steps", "run_pairs"] {
            batch.delete(table, "run_id", &run.id);
        }
        batch.forget_run_events(&run.task_id, &run.id);
        self.0.commit(batch).await
    }

    /// When the run was queued that has waited longest, if any waits.
    ///
    /// # Errors
    /// What the database says.
    pub async fn longest_queued(&self) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT MIN(`queued_at`) FROM `runs` WHERE `state` = 'Queued'";
        let mut row = self.0.query(sql.to_owned(), Vec::new()).await?.into_iter().next().unwrap_or_default();
        Ok(row.take(Run::TABLE, "queued_at")?)
    }

    /// A run for this node: first one that its node has given up without a word, then the oldest that waits and whose
    /// database has no other live run.
    ///
    /// # Errors
    /// What the database says.
    pub async fn claim(&self, node: &str, ttl_ms: i64) -> Result<Option<ClaimedRun>, StoreError> {
        let now = self.0.now().await?;
        for run in self.candidates(now).await? {
            match self.0.commit(claiming(&run, node, now, now.saturating_add(ttl_ms))).await {
                Ok(()) => {}
                // Another node was first, with this run or with its database: the next one.
                Err(StoreError::LeaseLost | StoreError::Changed(_)) => continue,
                Err(error) => return Err(error),
            }
            let claim = Claim {
                of: Claimed::Run,
                id: run.id.clone(),
                token: run.lease_token + 1,
                node: node.to_owned(),
            };
            return Ok(Some(ClaimedRun { run: self.get(&run.id).await?, claim, former: run.lease_node }));
        }
        Ok(None)
    }

    async fn candidates(&self, now: i64) -> Result<Vec<Run>, StoreError> {
        let mut found: Vec<Run> = Select::default()
            .filter(ABANDONED, vec![Value::Int(now)])
            .all(self.0, "ORDER BY `queued_at`, `id` LIMIT 16")
            .await?;
        // A thousand may wait for one busy database: those must not hide one whose database is free.
        let is_free = "`state` = 'Queued' AND EXISTS (SELECT 1 FROM `places` WHERE \
                       `places`.`connection_id` = `runs`.`connection_id` AND \
                       `places`.`database` = `runs`.`database` AND `places`.`run_id` IS NULL)";
        let waiting: Vec<Run> = Select::default()
            .filter(is_free, Vec::new())
            .all(self.0, "ORDER BY `queued_at`, `id` LIMIT 16")
            .await?;
        found.extend(waiting);
        Ok(found)
    }

    /// Says that the node is alive, and hears whether it is to stop.
    ///
    /// # Errors
    /// `LeaseLost`, and what the database says.
    pub async fn heartbeat(&self, claim: &Claim, ttl_ms: i64) -> Result<Beat, StoreError> {
        claim::heartbeat(self.0, claim, ttl_ms).await
    }

    /// Gives it back, for another node to go on: what a node does before it ends.
    ///
    /// # Errors
    /// `LeaseLost`, and what the database says.
    pub async fn release(&self, claim: &Claim) -> Result<(), StoreError> {
        claim::release(self.0, claim).await
    }
}

/// The lease and the database's place, or neither.
fn claiming(run: &Run, node: &str, now: i64, until: i64) -> Batch {
    let mut batch = Batch::new();
    // `state` last: MySQL assigns from left to right, and what stands behind would see the new one.
    let sql = format!(
        "UPDATE `runs` SET `started_at` = COALESCE(`started_at`, ?), `lease_node` = ?, \
         `lease_token` = `lease_token` + 1, `lease_until` = ?, `version` = `version` + 1, \
         `state` = CASE WHEN `state` = 'Queued' THEN 'Running' ELSE `state` END \
         WHERE `id` = ? AND `lease_token` = ? AND (`state` = 'Queued' OR {ABANDONED})"
    );
    let params = vec![
        Value::Int(now),
        Value::from(node),
        Value::Int(until),
        run.id.to_value(),
        Value::Int(run.lease_token),
        Value::Int(now),
    ];
    batch.push(Statement::some(Run::TABLE, sql, params, Unmet::LeaseLost));
    let place = "UPDATE `places` SET `run_id` = ?, `turn` = `turn` + 1 WHERE `connection_id` = ? AND \
                 `database` = ? AND (`run_id` IS NULL OR `run_id` = ?)";
    let params =
        vec![run.id.to_value(), run.connection_id.to_value(), run.database.to_value(), run.id.to_value()];
    batch.push(Statement::some("places", place, params, Unmet::Changed));
    batch
}

impl Batch {
    /// Inserts a run that waits for a node, and its database's place if nothing ever ran there.
    pub fn insert_run(&mut self, run: &Run) -> &mut Self {
        self.insert_row(run);
        let sql = "INSERT OR IGNORE INTO `places` (`connection_id`, `database`, `turn`) VALUES (?, ?, 0)";
        let params = vec![run.connection_id.to_value(), run.database.to_value()];
        self.push(Statement::any("places", sql, params))
    }

    /// Writes down how many pairs have which result, for the holder.
    pub fn progress_run(&mut self, claim: &Claim, counts: &Document) -> &mut Self {
        self.update_held(claim, "`counts` = ?", vec![counts.to_value()])
    }

    /// Writes down which analysis was made for a run, for the holder.
    pub fn analyzed_run(&mut self, claim: &Claim, analysis_id: &str) -> &mut Self {
        self.update_held(claim, "`analysis_id` = ?", vec![Value::from(analysis_id)])
    }

    /// Ends a run, its lease, and its hold on the database, for the holder.
    pub fn finish_run(&mut self, claim: &Claim, end: &RunEnd) -> &mut Self {
        let RunEnd { state, reason, counts, finished_at } = end;
        let sets = "`state` = ?, `reason` = ?, `counts` = ?, `finished_at` = ?, `lease_until` = 0";
        let params = vec![state.to_value(), reason.to_value(), counts.to_value(), finished_at.to_value()];
        self.update_held(claim, sets, params);
        let free = "UPDATE `places` SET `run_id` = NULL, `turn` = `turn` + 1 WHERE `run_id` = ?";
        self.push(Statement::any("places", free, vec![claim.id.to_value()]))
    }

    /// Asks for a stop, if the run has this version: one that waits is cancelled at once, one under way is Cancelling.
    pub fn cancel_run(&mut self, run: &Run, reason: Option<&str>, at: i64) -> &mut Self {
        let mut cancelled = run.clone();
        cancelled.cancel_requested = true;
        cancelled.reason = reason.map(str::to_owned);
        match run.state {
            RunState::Queued | RunState::NeedsAttention => {
                cancelled.state = RunState::Cancelled;
                cancelled.finished_at = Some(at);
            }
            RunState::Running => cancelled.state = RunState::Cancelling,
            RunState::Cancelling
            | RunState::Succeeded
            | RunState::SucceededWithErrors
            | RunState::Failed
            | RunState::Cancelled => {}
        }
        self.save(&cancelled)
    }
}
