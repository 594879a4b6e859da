//! Analyses: what was found about the pairs of a database, and who is finding it.

use crate::backend::{Statement, Unmet};
use crate::batch::Batch;
use crate::claim::{self, Beat, Claim, Claimed};
use crate::document::Document;
use crate::error::StoreError;
use crate::list::{Listed, Order, Page, Select};
use crate::noun::pair::PairsOf;
use crate::record::{Record, Versioned as _};
use crate::value::{Column as _, Value};
use crate::word::{AboutKind, AnalysisState};

record! {
    /// An analysis. Its pairs are in [`crate::noun::pair`].
    Analysis in "analyses" key(id) fixed(
        connection_id, database, created_by, created_at, lease_node, lease_token, lease_until
    ) {
        /// The id.
        id: String,
        /// Where.
        connection_id: String,
        /// The database.
        database: String,
        /// What was asked for.
        request: Document,
        /// Where it is.
        state: AnalysisState,
        /// How many pairs have a verdict.
        done: i64,
        /// How many there are, as far as it is known.
        total: i64,
        /// How many pairs have which verdict.
        counts: Document,
        /// What the plan depends on besides its pairs.
        context: Document,
        /// What of the database was not looked at, and why.
        left_out: Document,
        /// Why it failed.
        error: Option<String>,
        /// Who asked.
        created_by: String,
        /// When.
        created_at: i64,
        /// When a node began.
        started_at: Option<i64>,
        /// When it was over.
        finished_at: Option<i64>,
        /// When it may be cleaned away.
        expires_at: Option<i64>,
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
    /// Analyses.
    Analyses
}
get_by_id!(Analyses, Analysis);
compare_and_set!(Analyses, Analysis);

/// Which analyses are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnalysisFilter {
    /// Those of one of these connections: what a user may see.
    pub connections: Option<Vec<String>>,
    /// Those in one of these states; all, if there are none.
    pub states: Vec<AnalysisState>,
    /// Those of this user.
    pub created_by: Option<String>,
    /// Those of this database.
    pub database: Option<String>,
    /// Those whose database contains this.
    pub search: Option<String>,
}

impl AnalysisFilter {
    fn select(&self) -> Select {
        Select::default()
            .any_of("connection_id", self.connections.as_deref())
            .one_of("state", &self.states)
            .equals_if("created_by", self.created_by.clone())
            .equals_if("database", self.database.clone())
            .contains(&["database"], self.search.as_deref())
    }
}

/// An analysis that a node has taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedAnalysis {
    /// The analysis, as it is now.
    pub analysis: Analysis,
    /// The right to work on it.
    pub claim: Claim,
    /// The node that had it before, if one had.
    pub former: Option<String>,
}

/// How an analysis ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnalysisEnd {
    /// `Done`, `Failed` or `Cancelled`.
    pub state: AnalysisState,
    /// How many pairs have a verdict.
    pub done: i64,
    /// How many there are.
    pub total: i64,
    /// How many pairs have which verdict.
    pub counts: Document,
    /// What the plan depends on besides its pairs.
    pub context: Document,
    /// What was not looked at.
    pub left_out: Document,
    /// Why it failed.
    pub error: Option<String>,
    /// When.
    pub finished_at: i64,
    /// When it may be cleaned away.
    pub expires_at: Option<i64>,
}

impl Analyses<'_> {
    /// Inserts an analysis, with a stream for its events. `Changed` if the connection is gone.
    ///
    /// # Errors
    /// `Exists`, `Changed`, and what the database says.
    pub async fn insert(&self, analysis: &Analysis) -> Result<(), StoreError> {
        let mut batch = Batch::new();
        batch.insert_analysis(analysis);
        self.0.commit(batch).await
    }

    /// Analyses by age; the newest first is `descending`.
    ///
    /// # Errors
    /// `Cursor`, and what the database says.
    pub async fn list(&self, filter: &AnalysisFilter, page: &Page) -> Result<Listed<Analysis>, StoreError> {
        filter.select().page(self.0, Order { by: "`created_at`", tie: "id" }, page).await
    }

    /// How many there are.
    ///
    /// # Errors
    /// What the database says.
    pub async fn count(&self, filter: &AnalysisFilter) -> Result<i64, StoreError> {
        filter.select().count(self.0, Analysis::TABLE).await
    }

    /// The oldest that waits, or that its node has given up without a word, taken for this node.
    ///
    /// # Errors
    /// What the database says.
    pub async fn claim(&self, node: &str, ttl_ms: i64) -> Result<Option<ClaimedAnalysis>, StoreError> {
        let now = self.0.now().await?;
        let waits = "(`state` = 'Queued' OR (`state` = 'Running' AND `lease_until` < ?))";
        let found: Vec<Analysis> = Select::default()
            .filter(waits, vec![Value::Int(now)])
            .all(self.0, "ORDER BY `created_at`, `id` LIMIT 16")
            .await?;
        for analysis in found {
            let sql = format!(
                "UPDATE `analyses` SET `state` = 'Running', `started_at` = COALESCE(`started_at`, ?), \
                 `lease_node` = ?, `lease_token` = `lease_token` + 1, `lease_until` = ?, `version` = `version` + 1 \
                 WHERE `id` = ? AND `lease_token` = ? AND {waits}"
            );
            let params = vec![
                Value::Int(now),
                Value::from(node),
                Value::Int(now.saturating_add(ttl_ms)),
                analysis.id.to_value(),
                Value::Int(analysis.lease_token),
                Value::Int(now),
            ];
            match self.0.write(Statement::some(Analysis::TABLE, sql, params, Unmet::LeaseLost)).await {
                Ok(()) => {}
                // Another node was first: the next one.
                Err(StoreError::LeaseLost) => continue,
                Err(error) => return Err(error),
            }
            let token = analysis.lease_token + 1;
            let claim =
                Claim { of: Claimed::Analysis, id: analysis.id.clone(), token, node: node.to_owned() };
            let former = analysis.lease_node;
            return Ok(Some(ClaimedAnalysis { analysis: self.get(&analysis.id).await?, claim, former }));
        }
        Ok(None)
    }

    /// Says that the node is alive, and hears whether it is to stop.
    ///
    /// # Errors
    /// `LeaseLost`, and what the database says.
    pub async fn heartbeat(&self, claim: &Claim, ttl_ms: i64) -> Result<Beat, StoreError> {
        claim::heartbeat(self.0, claim, ttl_ms).await
    }

    /// Gives it back, for another node to go on.
    ///
    /// # Errors
    /// `LeaseLost`, and what the database says.
    pub async fn release(&self, claim: &Claim) -> Result<(), StoreError> {
        claim::release(self.0, claim).await
    }

    /// Those that may be cleaned away.
    ///
    /// # Errors
    /// What the database says.
    pub async fn expired(&self, now: i64, limit: i64) -> Result<Vec<Analysis>, StoreError> {
        Select::default()
            .filter("`expires_at` <= ?", vec![Value::Int(now)])
            .filter("`state` NOT IN ('Queued', 'Running')", Vec::new())
            .all(self.0, &format!("ORDER BY `expires_at` LIMIT {limit}"))
            .await
    }

    /// Deletes one with all that belongs to it. Tasks have their own copy.
    ///
    /// # Errors
    /// `Changed`, and what the database says.
    pub async fn remove(&self, analysis: &Analysis) -> Result<(), StoreError> {
        let mut batch = Batch::new();
        batch.remove_analysis(analysis);
        self.0.commit(batch).await
    }
}

impl Batch {
    /// Inserts an analysis, with a stream for its events; the connection must be there.
    pub fn insert_analysis(&mut self, analysis: &Analysis) -> &mut Self {
        self.use_connection(&analysis.connection_id);
        self.insert_row(analysis);
        self.open_stream(AboutKind::Analysis, &analysis.id)
    }

    /// Writes down how far an analysis is, for the holder.
    pub fn progress_analysis(&mut self, claim: &Claim, done: i64, total: i64) -> &mut Self {
        self.update_held(claim, "`done` = ?, `total` = ?", vec![Value::Int(done), Value::Int(total)])
    }

    /// Ends an analysis and its lease, for the holder.
    pub fn finish_analysis(&mut self, claim: &Claim, end: &AnalysisEnd) -> &mut Self {
        let sets = "`state` = ?, `done` = ?, `total` = ?, `counts` = ?, `context` = ?, `left_out` = ?, `error` = ?, \
                    `finished_at` = ?, `expires_at` = ?, `lease_until` = 0";
        let AnalysisEnd { state, done, total, counts, context, left_out, error, finished_at, expires_at } =
            end;
        let params = vec![
            state.to_value(),
            Value::Int(*done),
            Value::Int(*total),
            counts.to_value(),
            context.to_value(),
            left_out.to_value(),
            error.to_value(),
            Value::Int(*finished_at),
            expires_at.to_value(),
        ];
        self.update_held(claim, sets, params)
    }

    /// Asks for a stop, if the analysis has this version: one that waits is cancelled at once.
    pub fn cancel_analysis(&mut self, analysis: &Analysis, at: i64) -> &mut Self {
        let mut cancelled = analysis.clone();
        cancelled.cancel_requested = true;
        if cancelled.state == AnalysisState::Queued {
            cancelled.state = AnalysisState::Cancelled;
            cancelled.finished_at = Some(at);
        }
        self.save(&cancelled)
    }

    /// Deletes an analysis with all that belongs to it.
    pub fn remove_analysis(&mut self, analysis: &Analysis) -> &mut Self {
        self.remove_row(analysis);
        self.clear_pairs(PairsOf::Analysis(&analysis.id));
        self.close_stream(AboutKind::Analysis, &analysis.id)
    }
}

impl Analysis {
    /// A new one that waits for a node.
    pub fn queued(id: String, connection_id: String, database: String, request: Document) -> Self {
        Self {
            id,
            connection_id,
            database,
            request,
            state: AnalysisState::Queued,
            done: 0,
            total: 0,
            counts: Document::default(),
            context: Document::default(),
            left_out: Document::from_text("[]"),
            error: None,
            created_by: String::new(),
            created_at: 0,
            started_at: None,
            finished_at: None,
            expires_at: None,
            lease_node: None,
            lease_token: 0,
            lease_until: 0,
            cancel_requested: false,
            version: 1,
        }
    }

    /// Whether two reads saw the same row.
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.id == other.id && self.version() == other.version()
    }
}
