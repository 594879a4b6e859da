//! What a run made of each pair.

use crate::batch::Batch;
use crate::document::Document;
use crate::error::StoreError;
use crate::list::{Listed, Order, Page, Select};
use crate::record::Record;
use crate::value::Row;
use crate::word::PairResult;

record! {
    /// A pair in a run.
    RunPair in "run_pairs" key(run_id, position) fixed(source, shadow) {
        /// The run.
        run_id: String,
        /// The pair's place in the plan.
        position: i64,
        /// The source.
        source: String,
        /// The shadow's name.
        shadow: String,
        /// What came of it.
        result: PairResult,
        /// Why, a JSON array.
        reasons: Document,
        /// Whether it was read again and found equal.
        verified: bool,
        /// When its first statement was sent.
        started_at: Option<i64>,
        /// When its result was known.
        finished_at: Option<i64>,
    }
}

repository! {
    /// Pairs of runs.
    RunPairs
}
impl crate::repository::Plain for RunPair {}

/// Which pairs are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunPairFilter {
    /// Those with one of these results; all, if there are none.
    pub results: Vec<PairResult>,
    /// Those whose source or shadow contains this.
    pub search: Option<String>,
}

impl RunPairFilter {
    fn select(&self, run_id: &str) -> Select {
        Select::default()
            .is("run_id", run_id.to_owned())
            .one_of("result", &self.results)
            .contains(&["source", "shadow"], self.search.as_deref())
    }
}

impl RunPairs<'_> {
    /// A page of pairs, in the order of the plan.
    ///
    /// # Errors
    /// `Cursor`, and what the database says.
    pub async fn list(
        &self,
        run_id: &str,
        filter: &RunPairFilter,
        page: &Page,
    ) -> Result<Listed<RunPair>, StoreError> {
        filter.select(run_id).page(self.0, Order { by: "`position`", tie: "position" }, page).await
    }

    /// All pairs, in the order of the plan.
    ///
    /// # Errors
    /// What the database says.
    pub async fn all(&self, run_id: &str, filter: &RunPairFilter) -> Result<Vec<RunPair>, StoreError> {
        filter.select(run_id).all(self.0, "ORDER BY `position`").await
    }

    /// The pair at a place.
    ///
    /// # Errors
    /// `NotFound`, and what the database says.
    pub async fn get(&self, run_id: &str, position: i64) -> Result<RunPair, StoreError> {
        let found = Select::default().is("run_id", run_id.to_owned()).is("position", position);
        found.first(self.0).await?.ok_or(StoreError::NotFound(RunPair::TABLE))
    }

    /// How many there are.
    ///
    /// # Errors
    /// What the database says.
    pub async fn count(&self, run_id: &str, filter: &RunPairFilter) -> Result<i64, StoreError> {
        filter.select(run_id).count(self.0, RunPair::TABLE).await
    }

    /// How many pairs have which result.
    ///
    /// # Errors
    /// What the database says.
    pub async fn tally(&self, run_id: &str) -> Result<Vec<(PairResult, i64)>, StoreError> {
        let sql = "SELECT `result`, COUNT(*) FROM `run_pairs` WHERE `run_id` = ? GROUP BY `result` ORDER BY `result`";
        let rows = self.0.query(sql.to_owned(), vec![run_id.into()]).await?;
        let read =
            |mut row: Row| Ok((row.take(RunPair::TABLE, "result")?, row.take(RunPair::TABLE, "count")?));
        rows.into_iter().map(read).collect()
    }
}

impl Batch {
    /// Writes result, reasons and times of a pair that is there. Begin with [`Batch::held`].
    pub fn put_run_pair(&mut self, pair: &RunPair) -> &mut Self {
        self.put(pair)
    }
}
