//! The schedule of a recurring task: when it fires next, in its own time zone.

use croner::Cron;
use croner::parser::{CronParser, Seconds};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// A cron expression in a time zone.
///
/// Five fields: minute, hour, day of month, month, day of week. Where the clock is set forward, a time that does not exist
/// fires at the first moment after the gap; where it is set back, a time that comes twice fires once, the first time.
#[derive(Clone, Debug)]
pub struct Schedule {
    cron: Cron,
    zone: TimeZone,
}

/// Why a schedule is none.
#[derive(Debug, thiserror::Error)]
pub enum ScheduleError {
    /// The expression can't be read.
    #[error("{0:?} is no cron expression of five fields (minute hour day month weekday): {1}")]
    Cron(String, String),
    /// No such time zone.
    #[error("{0:?} is no time zone of the IANA database, such as Europe/Berlin or UTC")]
    Zone(String),
    /// No moment fits.
    #[error("{0:?} never fires")]
    Never(String),
}

impl Schedule {
    /// The schedule of an expression in a zone; `UTC` if none is named.
    ///
    /// # Errors
    /// [`ScheduleError`] says what can't be read.
    pub fn new(cron: &str, zone: Option<&str>) -> Result<Self, ScheduleError> {
        let name = zone.unwrap_or("UTC");
        let zone = TimeZone::get(name).map_err(|_| ScheduleError::Zone(name.to_owned()))?;
        let parsed = CronParser::builder()
            .seconds(Seconds::Disallowed)
            .build()
            .parse(cron)
            .map_err(|error| ScheduleError::Cron(cron.to_owned(), error.to_string()))?;
        let schedule = Self { cron: parsed, zone };
        if schedule.next(0).is_none() {
            return Err(ScheduleError::Never(cron.to_owned()));
        }
        Ok(schedule)
    }

    /// The first firing after a moment, both in ms since the epoch; `None` if there is none any more.
    pub fn next(&self, after: i64) -> Option<i64> {
        let after = Timestamp::from_millisecond(after).ok()?;
        let from: Zoned = after.to_zoned(self.zone.clone());
        let next = self.cron.find_next_occurrence(&from, false).ok()?;
        Some(next.timestamp().as_millisecond())
    }

    /// The next firings after a moment, for people to look at.
    pub fn upcoming(&self, after: i64, count: usize) -> Vec<i64> {
        std::iter::successors(self.next(after), |last| self.next(*last)).take(count).collect()
    }
}
