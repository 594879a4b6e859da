//! Tasks: what was asked for, by whom, and where it stands. Which changes are allowed is not decided here.

use crate::backend::{Statement, Unmet};
use crate::batch::{Batch, names};
use crate::document::Document;
use crate::error::StoreError;
use crate::list::{Listed, Order, Page, Select};
use crate::noun::pair::PairsOf;
use crate::record::Record;
use crate::value::Value;
use crate::word::{AboutKind, DriftPolicy, ErrorPolicy, Mode, TaskKind, TaskState};

record! {
    /// A task. Its pairs are in [`crate::noun::pair`], its runs in [`crate::noun::run`].
    Task in "tasks" key(id) fixed(number, kind, connection_id, database, created_by, created_at) {
        /// The id.
        id: String,
        /// The number that people see; the store gives it, whatever stands here.
        number: i64,
        /// What it does.
        kind: TaskKind,
        /// Where.
        connection_id: String,
        /// The database.
        database: String,
        /// The analysis it was made from; it may be gone.
        analysis_id: Option<String>,
        /// Range, rule, policies: what a fresh analysis needs.
        request: Document,
        /// How many pairs and statements, of which kind.
        counts: Document,
        /// When it runs.
        mode: Mode,
        /// The time, for `At`.
        start_at: Option<i64>,
        /// The schedule, for `Cron`.
        cron: Option<String>,
        /// The schedule's time zone.
        time_zone: Option<String>,
        /// When it is due next.
        next_at: Option<i64>,
        /// What a failed table means for the others.
        error_policy: ErrorPolicy,
        /// What happens to a pair that has changed.
        drift_policy: DriftPolicy,
        /// The codes that were allowed, a JSON array.
        hazards: Document,
        /// How many tables at a time.
        parallel: i64,
        /// How long a statement waits for a lock.
        lock_wait_ms: i64,
        /// What the user wrote about it.
        remarks: Option<String>,
        /// Where it is.
        state: TaskState,
        /// Why it is there.
        state_reason: Option<String>,
        /// Whether somebody else has to agree.
        needs_approval: bool,
        /// Who agreed, or did not, when, and with which words.
        approval: Option<Document>,
        /// When it is too late to agree.
        approve_by: Option<i64>,
        /// Who submitted it.
        created_by: String,
        /// When.
        created_at: i64,
        /// When its state changed last.
        changed_at: i64,
        /// How often it was changed.
        version: i64,
    }
}

repository! {
    /// Tasks.
    Tasks
}
get_by_id!(Tasks, Task);
compare_and_set!(Tasks, Task);

/// What tasks are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TaskOrder {
    /// When they were submitted.
    #[default]
    Created,
    /// When their state changed.
    Changed,
    /// When they are due; those that are not come first.
    Next,
    /// Their number.
    Number,
}

/// Which tasks are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskFilter {
    /// Those of one of these connections: what a user may see.
    pub connections: Option<Vec<String>>,
    /// Those in one of these states; all, if there are none.
    pub states: Vec<TaskState>,
    /// Those of one of these modes; all, if there are none.
    pub modes: Vec<Mode>,
    /// Those of this user.
    pub created_by: Option<String>,
    /// Those of anybody else.
    pub not_created_by: Option<String>,
    /// Those of this database.
    pub database: Option<String>,
    /// Those submitted at this time or later.
    pub from: Option<i64>,
    /// Those submitted before this time.
    pub to: Option<i64>,
    /// Those whose number, database or remarks contain this.
    pub search: Option<String>,
}

impl TaskFilter {
    fn select(&self) -> Select {
        let select = Select::default()
            .any_of("connection_id", self.connections.as_deref())
            .one_of("state", &self.states)
            .one_of("mode", &self.modes)
            .equals_if("created_by", self.created_by.clone())
            .differs_if("created_by", self.not_created_by.clone())
            .equals_if("database", self.database.clone())
            .between("created_at", self.from, self.to);
        // A number is looked for as it is shown, "#12" or "12".
        let search = self.search.as_deref().map(str::trim);
        match search.and_then(|text| text.trim_start_matches('#').parse::<i64>().ok()) {
            Some(number) => {
                let by_text = Select::default().contains(&["database", "remarks"], search).into_condition();
                let mut params = vec![Value::Int(number)];
                params.extend(by_text.1);
                select.filter(format!("(`number` = ? OR {})", by_text.0), params)
            }
            None => select.contains(&["database", "remarks"], search),
        }
    }
}

impl Tasks<'_> {
    /// Inserts a task, with a stream for its events; gives it as it is now, with its number. `Changed` if the connection is
    /// gone.
    ///
    /// # Errors
    /// `Exists`, `Changed`, and what the database says.
    pub async fn insert(&self, task: &Task) -> Result<Task, StoreError> {
        let mut batch = Batch::new();
        batch.insert_task(task);
        self.0.commit(batch).await?;
        self.get(&task.id).await
    }

    /// The task of this number.
    ///
    /// # Errors
    /// What the database says.
    pub async fn by_number(&self, number: i64) -> Result<Option<Task>, StoreError> {
        Select::default().is("number", number).first(self.0).await
    }

    /// A page of tasks.
    ///
    /// # Errors
    /// `Cursor`, and what the database says.
    pub async fn list(
        &self,
        filter: &TaskFilter,
        order: TaskOrder,
        page: &Page,
    ) -> Result<Listed<Task>, StoreError> {
        let by = match order {
            TaskOrder::Created => "`created_at`",
            TaskOrder::Changed => "`changed_at`",
            TaskOrder::Next => "COALESCE(`next_at`, 0)",
            TaskOrder::Number => "`number`",
        };
        filter.select().page(self.0, Order { by, tie: "id" }, page).await
    }

    /// How many there are.
    ///
    /// # Errors
    /// What the database says.
    pub async fn count(&self, filter: &TaskFilter) -> Result<i64, StoreError> {
        filter.select().count(self.0, Task::TABLE).await
    }

    /// Those in a state whose time has come, the longest due first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn due(&self, state: TaskState, now: i64, limit: i64) -> Result<Vec<Task>, StoreError> {
        Select::default()
            .is("state", state)
            .filter("`next_at` <= ?", vec![Value::Int(now)])
            .all(self.0, &format!("ORDER BY `next_at`, `id` LIMIT {limit}"))
            .await
    }

    /// Those that nobody agreed to in time.
    ///
    /// # Errors
    /// What the database says.
    pub async fn overdue_approvals(&self, now: i64, limit: i64) -> Result<Vec<Task>, StoreError> {
        Select::default()
            .is("state", TaskState::AwaitingApproval)
            .filter("`approve_by` <= ?", vec![Value::Int(now)])
            .all(self.0, &format!("ORDER BY `approve_by`, `id` LIMIT {limit}"))
            .await
    }

    /// Those in one of these states since before a time, the longest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn unchanged_since(
        &self,
        states: &[TaskState],
        before: i64,
        limit: i64,
    ) -> Result<Vec<Task>, StoreError> {
        Select::default()
            .any_of("state", Some(states))
            .filter("`changed_at` < ?", vec![Value::Int(before)])
            .all(self.0, &format!("ORDER BY `changed_at`, `id` LIMIT {limit}"))
            .await
    }

    /// Deletes a task with its pairs, runs and events. What the audit log says of it stays.
    ///
    /// # Errors
    /// `Changed`, and what the database says.
    pub async fn remove(&self, task: &Task) -> Result<(), StoreError> {
        let mut batch = Batch::new();
        batch.remove_task(task);
        self.0.commit(batch).await
    }
}

impl Batch {
    /// Deletes a task with its pairs, runs and events, if it still has this version.
    pub fn remove_task(&mut self, task: &Task) -> &mut Self {
        self.remove_row(task);
        for table in ["steps", "run_pairs"] {
            let sql = format!(
                "DELETE FROM `{table}` WHERE `run_id` IN (SELECT `id` FROM `runs` WHERE `task_id` = ?)"
            );
            self.push(Statement::any(table, sql, vec![Value::from(task.id.as_str())]));
        }
        self.delete("runs", "task_id", &task.id);
        self.clear_pairs(PairsOf::Task(&task.id));
        self.close_stream(AboutKind::Task, &task.id)
    }

    /// Inserts a task with the next number, and a stream for its events; the connection must be there.
    pub fn insert_task(&mut self, task: &Task) -> &mut Self {
        self.use_connection(&task.connection_id);
        let next = "UPDATE `counters` SET `value` = `value` + 1 WHERE `name` = 'task'";
        self.push(Statement::some("counters", next, Vec::new(), Unmet::Changed));
        let is_number = |column: &&str| *column == "number";
        let marks: Vec<&str> = Task::COLUMNS
            .iter()
            .map(|column| {
                if is_number(column) { "(SELECT `value` FROM `counters` WHERE `name` = 'task')" } else { "?" }
            })
            .collect();
        let params = Task::COLUMNS
            .iter()
            .zip(task.values())
            .filter(|(column, _)| !is_number(column))
            .map(|(_, value)| value)
            .collect();
        let sql = format!("INSERT INTO `tasks` ({}) VALUES ({})", names(Task::COLUMNS), marks.join(", "));
        self.push(Statement::any(Task::TABLE, sql, params));
        self.open_stream(AboutKind::Task, &task.id)
    }
}
