//! Steps: the fate of each statement, its intent written before it is sent and the fact after its answer.

use crate::backend::{Statement, Unmet};
use crate::batch::Batch;
use crate::document::Document;
use crate::error::StoreError;
use crate::list::Select;
use crate::record::Record;
use crate::value::{Column as _, Row, Value};
use crate::word::StepState;

record! {
    /// A step. Begin a batch that writes some with [`Batch::held`].
    Step in "steps" key(run_id, pair, position) {
        /// The run.
        run_id: String,
        /// The place of the pair in the plan.
        pair: i64,
        /// The statement's place among those of the pair.
        position: i64,
        /// Its phase.
        phase: String,
        /// The statement.
        sql: String,
        /// Its fate.
        state: StepState,
        /// When it was sent.
        started_at: Option<i64>,
        /// How long the answer took.
        took_ms: Option<i64>,
        /// The server's error code.
        code: Option<i64>,
        /// The server's SQL state.
        sqlstate: Option<String>,
        /// The server's words.
        message: Option<String>,
        /// What we say about it.
        remark: Option<String>,
        /// The server's warnings, a JSON array.
        warnings: Document,
        /// How many rows it touched.
        affected_rows: Option<i64>,
    }
}

repository! {
    /// Steps.
    Steps
}
impl crate::repository::Plain for Step {}

/// Which step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepKey {
    /// The run.
    pub run_id: String,
    /// The place of the pair.
    pub pair: i64,
    /// The statement's place.
    pub position: i64,
}

/// What is known about a statement after its answer, or after looking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepEnd {
    /// Its fate.
    pub state: StepState,
    /// How long it took.
    pub took_ms: Option<i64>,
    /// The server's error code.
    pub code: Option<i64>,
    /// The server's SQL state.
    pub sqlstate: Option<String>,
    /// The server's words.
    pub message: Option<String>,
    /// What we say about it.
    pub remark: Option<String>,
    /// The server's warnings.
    pub warnings: Document,
    /// How many rows it touched.
    pub affected_rows: Option<i64>,
}

impl Steps<'_> {
    /// The steps of a pair, in order.
    ///
    /// # Errors
    /// What the database says.
    pub async fn of_pair(&self, run_id: &str, pair: i64) -> Result<Vec<Step>, StoreError> {
        let select = Select::default().is("run_id", run_id.to_owned()).is("pair", pair);
        select.all(self.0, "ORDER BY `position`").await
    }

    /// The steps of a run in one of these states (in any, if there are none), by pair and place.
    ///
    /// # Errors
    /// What the database says.
    pub async fn of_run(&self, run_id: &str, states: &[StepState]) -> Result<Vec<Step>, StoreError> {
        let select = Select::default().is("run_id", run_id.to_owned()).one_of("state", states);
        select.all(self.0, "ORDER BY `pair`, `position`").await
    }

    /// How many steps of a run are in which state.
    ///
    /// # Errors
    /// What the database says.
    pub async fn tally(&self, run_id: &str) -> Result<Vec<(StepState, i64)>, StoreError> {
        let sql =
            "SELECT `state`, COUNT(*) FROM `steps` WHERE `run_id` = ? GROUP BY `state` ORDER BY `state`";
        let rows = self.0.query(sql.to_owned(), vec![run_id.into()]).await?;
        let read = |mut row: Row| Ok((row.take(Step::TABLE, "state")?, row.take(Step::TABLE, "count")?));
        rows.into_iter().map(read).collect()
    }
}

impl Batch {
    /// The intent: a step that was Pending is about to be sent. `Changed` if it was anything else.
    pub fn begin_step(&mut self, key: &StepKey, at: i64) -> &mut Self {
        let sets = "`state` = 'Running', `started_at` = ?";
        self.change_step(key, sets, vec![Value::Int(at)], "`state` = 'Pending'")
    }

    /// The fact: what came of a step that was Running, or Unknown until it was looked at.
    pub fn end_step(&mut self, key: &StepKey, end: &StepEnd) -> &mut Self {
        let sets = "`state` = ?, `took_ms` = ?, `code` = ?, `sqlstate` = ?, `message` = ?, `remark` = ?, \
                    `warnings` = ?, `affected_rows` = ?";
        let StepEnd { state, took_ms, code, sqlstate, message, remark, warnings, affected_rows } = end;
        let params = vec![
            state.to_value(),
            took_ms.to_value(),
            code.to_value(),
            sqlstate.to_value(),
            message.to_value(),
            remark.to_value(),
            warnings.to_value(),
            affected_rows.to_value(),
        ];
        self.change_step(key, sets, params, "`state` IN ('Running', 'Unknown')")
    }

    /// A step of one state gets another one, after looking. `Changed` if it was in none of these.
    pub fn settle_step(
        &mut self,
        key: &StepKey,
        from: &[StepState],
        to: StepState,
        remark: Option<&str>,
    ) -> &mut Self {
        let words: Vec<String> = from.iter().map(|state| format!("'{state}'")).collect();
        let condition = format!("`state` IN ({})", words.join(", "));
        let params = vec![to.to_value(), remark.map_or(Value::Null, Value::from)];
        self.change_step(key, "`state` = ?, `remark` = ?", params, &condition)
    }

    /// All steps of a run (of one pair, if one is named) in a state get another one; there may be none.
    pub fn settle_steps(
        &mut self,
        run_id: &str,
        pair: Option<i64>,
        from: StepState,
        to: StepState,
    ) -> &mut Self {
        let mut sql = "UPDATE `steps` SET `state` = ? WHERE `run_id` = ? AND `state` = ?".to_owned();
        let mut params = vec![to.to_value(), Value::from(run_id), from.to_value()];
        if let Some(pair) = pair {
            sql += " AND `pair` = ?";
            params.push(Value::Int(pair));
        }
        self.push(Statement::any(Step::TABLE, sql, params))
    }

    /// Deletes the steps of a pair that were never sent: the pair is planned again.
    pub fn drop_pending_steps(&mut self, run_id: &str, pair: i64) -> &mut Self {
        let sql = "DELETE FROM `steps` WHERE `run_id` = ? AND `pair` = ? AND `state` = 'Pending'";
        self.push(Statement::any(Step::TABLE, sql, vec![Value::from(run_id), Value::Int(pair)]))
    }

    fn change_step(
        &mut self,
        key: &StepKey,
        sets: &str,
        mut params: Vec<Value>,
        condition: &str,
    ) -> &mut Self {
        let StepKey { run_id, pair, position } = key;
        params.extend([run_id.to_value(), Value::Int(*pair), Value::Int(*position)]);
        let sql = format!(
            "UPDATE `steps` SET {sets} WHERE `run_id` = ? AND `pair` = ? AND `position` = ? AND {condition}"
        );
        self.push(Statement::some(Step::TABLE, sql, params, Unmet::Changed))
    }
}
