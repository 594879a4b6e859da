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

#[cfg(test)]
mod tests {
    use super::*;

    fn firings(cron: &str, zone: &str, after: &str, count: usize) -> Vec<String> {
        let after = after.parse::<Timestamp>().unwrap().as_millisecond();
        let schedule = Schedule::new(cron, Some(zone)).unwrap();
        let text = |at: i64| Timestamp::from_millisecond(at).unwrap().to_string();
        schedule.upcoming(after, count).into_iter().map(text).collect()
    }

    /// Berlin set its clocks forward on 29 March 2026 at 02:00 and back on 25 October 2026 at 03:00.
    #[test]
    fn a_firing_in_the_gap_comes_right_after_it_and_one_in_the_fold_comes_once() {
        assert_eq!(
            firings("30 2 * * *", "Europe/Berlin", "2026-03-28T00:00:00Z", 3),
            ["2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"]
        );
        assert_eq!(
            firings("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2),
            ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]
        );
    }

    #[test]
    fn hours_go_on_through_both_changes() {
        assert_eq!(
            firings("0 * * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", 2),
            ["2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z"]
        );
        assert_eq!(
            firings("0 * * * *", "Europe/Berlin", "2026-10-24T23:59:00Z", 3),
            ["2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z"]
        );
    }

    #[test]
    fn what_is_no_schedule_is_said() {
        let error = |cron, zone| Schedule::new(cron, zone).unwrap_err().to_string();
        assert!(error("every day", None).contains("five fields"));
        assert!(error("0 0 * * *", Some("Middle/Earth")).contains("no time zone"));
        assert!(error("0 0 30 2 *", None).contains("never fires"));
    }
}
