//! Events: what happened to a task or an analysis, in one order that every reader sees.
//!
//! A number that grows by itself does not do: of two transactions the one with the higher number may be seen first, and
//! whoever reads "behind the last I saw" misses the other for ever. So each task and each analysis has a stream with a
//! counter of its own, which is counted up in the transaction that writes the events: its row stays locked until that is
//! through, the next writer waits, and numbers become visible in their order, without gaps.

use crate::backend::{Statement, Unmet};
use crate::batch::Batch;
use crate::document::Document;
use crate::error::StoreError;
use crate::list::Select;
use crate::record::Record;
use crate::value::{Column as _, Value};
use crate::word::AboutKind;

record! {
    /// An event.
    Event in "events" key(about_kind, about_id, seq) {
        /// What it is about. A run's events are about its task.
        about_kind: AboutKind,
        /// The task's or analysis's id.
        about_id: String,
        /// Its number in the stream, from 1, without gaps.
        seq: i64,
        /// The run it belongs to, if it belongs to one.
        run_id: Option<String>,
        /// What kind of event: the engine's own word.
        kind: String,
        /// When.
        at: i64,
        /// Who did it, if somebody did.
        who: Option<String>,
        /// The rest.
        body: Document,
    }
}

/// An event that is to be written: its number comes from its stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// What it is about.
    pub about_kind: AboutKind,
    /// The task's or analysis's id.
    pub about_id: String,
    /// The run it belongs to, if it belongs to one.
    pub run_id: Option<String>,
    /// What kind of event.
    pub kind: String,
    /// When.
    pub at: i64,
    /// Who did it.
    pub who: Option<String>,
    /// The rest.
    pub body: Document,
}

repository! {
    /// Events.
    Events
}

/// Which events of a stream are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// Those of this run.
    pub run_id: Option<String>,
    /// Those of one of these kinds; all, if there are none.
    pub kinds: Vec<String>,
    /// Those of none of these kinds.
    pub other_than: Vec<String>,
}

impl Events<'_> {
    /// The events behind a number, in order. None is ever added before one that was seen.
    ///
    /// # Errors
    /// What the database says.
    pub async fn after(
        &self,
        about_kind: AboutKind,
        about_id: &str,
        seq: i64,
        filter: &EventFilter,
        limit: i64,
    ) -> Result<Vec<Event>, StoreError> {
        Select::default()
            .is("about_kind", about_kind)
            .is("about_id", about_id.to_owned())
            .filter("`seq` > ?", vec![Value::Int(seq)])
            .equals_if("run_id", filter.run_id.clone())
            .one_of("kind", &filter.kinds)
            .none_of("kind", &filter.other_than)
            .all(self.0, &format!("ORDER BY `seq` LIMIT {limit}"))
            .await
    }

    /// The number of the newest event of a stream; 0 if there is none.
    ///
    /// # Errors
    /// `NotFound` if there is no such stream, and what the database says.
    pub async fn last(&self, about_kind: AboutKind, about_id: &str) -> Result<i64, StoreError> {
        let sql = "SELECT `last_seq` FROM `streams` WHERE `about_kind` = ? AND `about_id` = ?";
        let rows = self.0.query(sql.to_owned(), vec![about_kind.to_value(), about_id.into()]).await?;
        let mut row = rows.into_iter().next().ok_or(StoreError::NotFound("streams"))?;
        Ok(row.take("streams", "last_seq")?)
    }

    /// Writes one event.
    ///
    /// # Errors
    /// `Changed` if there is no such stream, and what the database says.
    pub async fn add(&self, event: &NewEvent) -> Result<(), StoreError> {
        let mut batch = Batch::new();
        batch.event(event);
        self.0.commit(batch).await
    }
}

impl Batch {
    /// Adds an event to its stream.
    pub fn event(&mut self, event: &NewEvent) -> &mut Self {
        self.events(std::slice::from_ref(event))
    }

    /// Adds events to their streams, in this order.
    pub fn events(&mut self, events: &[NewEvent]) -> &mut Self {
        let same = |one: &NewEvent, other: &NewEvent| {
            one.about_kind == other.about_kind && one.about_id == other.about_id
        };
        for stream in events.chunk_by(same) {
            let Some(first) = stream.first() else { continue };
            let (kind, id) = (first.about_kind.to_value(), first.about_id.to_value());
            let count = i64::try_from(stream.len()).unwrap_or(i64::MAX);
            let sql =
                "UPDATE `streams` SET `last_seq` = `last_seq` + ? WHERE `about_kind` = ? AND `about_id` = ?";
            let params = vec![Value::Int(count), kind, id];
            self.push(Statement::some("streams", sql, params, Unmet::Changed));
            for (before, event) in (1..=count).rev().zip(stream) {
                self.numbered(event, before - 1);
            }
        }
        self
    }

    /// Inserts an event whose number is so many before the stream's last.
    fn numbered(&mut self, event: &NewEvent, before: i64) {
        let NewEvent { about_kind, about_id, run_id, kind, at, who, body } = event;
        let sql = "INSERT INTO `events` (`about_kind`, `about_id`, `seq`, `run_id`, `kind`, `at`, `who`, `body`) \
                   SELECT `about_kind`, `about_id`, `last_seq` - ?, ?, ?, ?, ?, ? FROM `streams` \
                   WHERE `about_kind` = ? AND `about_id` = ?";
        let params = vec![
            Value::Int(before),
            run_id.to_value(),
            kind.to_value(),
            Value::Int(*at),
            who.to_value(),
            body.to_value(),
            about_kind.to_value(),
            about_id.to_value(),
        ];
        self.push(Statement::any(Event::TABLE, sql, params));
    }

    pub(crate) fn open_stream(&mut self, about_kind: AboutKind, about_id: &str) -> &mut Self {
        let sql = "INSERT INTO `streams` (`about_kind`, `about_id`, `last_seq`) VALUES (?, ?, 0)";
        self.push(Statement::any("streams", sql, vec![about_kind.to_value(), about_id.into()]))
    }

    pub(crate) fn close_stream(&mut self, about_kind: AboutKind, about_id: &str) -> &mut Self {
        for table in ["events", "streams"] {
            let sql = format!("DELETE FROM `{table}` WHERE `about_kind` = ? AND `about_id` = ?");
            self.push(Statement::any(table, sql, vec![about_kind.to_value(), about_id.into()]));
        }
        self
    }
}

impl Batch {
    /// Deletes what happened in a run. The stream of its task goes on with the next number.
    pub(crate) fn forget_run_events(&mut self, task_id: &str, run_id: &str) -> &mut Self {
        let sql = "DELETE FROM `events` WHERE `about_kind` = ? AND `about_id` = ? AND `run_id` = ?";
        let params = vec![AboutKind::Task.to_value(), Value::from(task_id), Value::from(run_id)];
        self.push(Statement::any(Event::TABLE, sql, params))
    }
}
